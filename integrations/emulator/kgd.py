"""КГД ``tax-debt-info``: JSON with sums in tenge as numbers."""

import json
from decimal import Decimal
from typing import Any

from integrations.emulator.numbers import is_valid
from integrations.emulator.replies import JSON, Reply, common_fault
from integrations.emulator.world import World

PATH = "/services/isnaportalsync/public/tax-debt-info"
# serial 99999: access forbidden, told by 404 as the real service does
_FORBIDDEN_SERIAL = "99999"


def answer(query: dict[str, str], token: str, world: World) -> Reply:
    """Answer one question, playing the fault that is switched on."""
    fault = world.faults["kgd"]
    number = query.get("taxpayerCode", "")
    if not token or token == "wrong" or fault == "unauthorized":
        return _error(401, "token is not valid")
    if not is_valid(number):
        return _error(400, "taxpayerCode is not valid")
    if fault == "not_found" or number[6:11] == _FORBIDDEN_SERIAL:
        return _error(404, "access forbidden")
    if fault == "limit":
        return Reply(b"", 429, JSON, {"Retry-After": "7"})
    if fault == "null":
        return Reply(b"null", 200, JSON)
    debt = Decimal(world.population["debtors"].get(number, "0"))
    body = _body(number if fault != "wrong_bin" else "201150000110", debt, fault)
    return common_fault(fault, Reply(_json(body), 200, JSON))


def _body(number: str, debt: Decimal, fault: str) -> dict[str, Any]:
    zero = Decimal("0.00")
    name_ru, name_kk = f"Организация {number[-4:]}", f"Ұйым {number[-4:]}"
    payer = {
        "iinBin": number,
        "nameRu": name_ru,
        "nameKk": name_kk,
        "totalArrear": debt,
        "bccArrearsInfo": [
            {
                "bcc": "101202",
                "bccNameRu": "Индивидуальный подоходный налог",
                "bccNameKz": "Жеке табыс салығы",
                "taxArrear": debt,
                "poenaArrear": zero,
                "percentArrear": zero,
                "fineArrear": zero,
                "totalArrear": debt,
            }
        ]
        if debt
        else [],
    }
    office = {
        "charCode": "5801",
        "nameRu": "Управление государственных доходов",
        "nameKk": "Мемлекеттік кірістер басқармасы",
        "reportAcrualDate": "2025-11-10",
        "totalArrear": debt,
        "totalTaxArrear": debt,
        "pensionContributionArrear": zero,
        "socialContributionArrear": zero,
        "socialHealthInsuranceArrear": zero,
        "taxPayerInfo": [payer],
    }
    total: Decimal | None = debt
    if fault == "inconsistent":
        total = debt + 1
    if fault == "unknown":
        total = None
    return {
        "iinBin": number,
        "nameRu": name_ru,
        "nameKk": name_kk,
        "totalArrear": total,
        "totalTaxArrear": debt,
        "pensionContributionArrear": zero,
        "socialContributionArrear": zero,
        "socialHealthInsuranceArrear": zero,
        "taxOrgInfos": [office],
    }


def _json(value: Any) -> bytes:
    return _write(value).encode()


def _write(value: Any) -> str:
    """Write sums as JSON numbers without passing through binary fractions."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(k)}:{_write(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_write, value)) + "]"
    if isinstance(value, Decimal):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _error(status: int, message: str) -> Reply:
    return Reply(json.dumps({"message": message}).encode(), status, JSON)
