"""Wire form of ``tax-debt-info``: JSON with sums in tenge as numbers."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from core.identifiers import Bin
from integrations.errors import ContractBroken
from integrations.kgd.port import TaxDebtFacts, TaxOutcome
from integrations.sums import tiyn_of

PATH = "/services/isnaportalsync/public/tax-debt-info"
_COMPONENTS = (
    "totalTaxArrear",
    "pensionContributionArrear",
    "socialContributionArrear",
    "socialHealthInsuranceArrear",
)


def read_tax_debt(body: bytes, *, asked: Bin) -> TaxDebtFacts:
    """Read the arrears of the organisation asked about.

    :raises ContractBroken: not JSON of that shape, another taxpayer, or sums that do not agree
    """
    answer = _load(body)
    if answer.get("iinBin") != asked:
        raise ContractBroken("answer is about another taxpayer", raw=body)
    total = _tiyn(answer.get("totalArrear"), body)
    tax, pension, social, health = (_tiyn(answer.get(name), body) for name in _COMPONENTS)
    if total is not None:
        parts = [part or 0 for part in (tax, pension, social, health)]
        if sum(parts) != total:
            raise ContractBroken("components do not add up to the total", raw=body)
    offices = answer.get("taxOrgInfos") or []
    _check_offices(offices, total, body)
    return TaxDebtFacts(
        bin=asked,
        outcome=_outcome(total),
        total_tiyn=total,
        tax_tiyn=tax,
        pension_tiyn=pension,
        social_tiyn=social,
        health_tiyn=health,
        as_of=_as_of(offices, body),
    )


def _outcome(total: int | None) -> TaxOutcome:
    if total is None:
        return TaxOutcome.UNKNOWN
    return TaxOutcome.DEBT if total > 0 else TaxOutcome.CLEAR


def _load(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body.decode("utf-8"), parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise ContractBroken("answer is not JSON", raw=body) from problem
    if not isinstance(answer, dict):
        raise ContractBroken("answer is not a JSON object", raw=body)
    return answer


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a sum")


def _tiyn(value: Any, body: bytes) -> int | None:
    """Turn tenge into tiyn; a sum finer than a tiyn or below zero is not a sum of arrears."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ContractBroken("a sum is not a number", raw=body)
    try:
        return tiyn_of(value)
    except ValueError as problem:
        raise ContractBroken("a sum is impossible", raw=body) from problem


def _check_offices(offices: Any, total: int | None, body: bytes) -> None:
    if not isinstance(offices, list) or not all(isinstance(one, dict) for one in offices):
        raise ContractBroken("tax offices are not a list of objects", raw=body)
    sums = [_tiyn(one.get("totalArrear"), body) for one in offices]
    known = [one for one in sums if one is not None]
    if total is not None and known and len(known) == len(sums) and sum(known) != total:
        raise ContractBroken("tax offices do not add up to the total", raw=body)


def _as_of(offices: list[dict[str, Any]], body: bytes) -> dt.date | None:
    days = [one.get("reportAcrualDate") for one in offices if one.get("reportAcrualDate")]
    try:
        return min((dt.date.fromisoformat(str(day)[:10]) for day in days), default=None)
    except ValueError as problem:
        raise ContractBroken("answer holds an impossible date", raw=body) from problem
