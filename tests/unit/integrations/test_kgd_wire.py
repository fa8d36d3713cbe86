"""Reading ``tax-debt-info``: sums to the tiyn, garbage refused."""

import json
from typing import Any

import pytest

from core.identifiers import Bin
from integrations.errors import ContractBroken
from integrations.kgd.port import TaxOutcome
from integrations.kgd.wire import read_tax_debt

SCHOOL = Bin.parse("180240001238")


def _answer(**changed: Any) -> bytes:
    body = {
        "iinBin": SCHOOL,
        "totalArrear": 100.5,
        "totalTaxArrear": 60,
        "pensionContributionArrear": 30.25,
        "socialContributionArrear": 10.25,
        "socialHealthInsuranceArrear": 0,
        "taxOrgInfos": [{"totalArrear": 100.5, "reportAcrualDate": "2025-11-10"}],
    }
    return json.dumps(body | changed).encode()


def test_components_are_kept_beside_the_total() -> None:
    facts = read_tax_debt(_answer(), asked=SCHOOL)
    assert facts.outcome is TaxOutcome.DEBT
    assert (facts.total_tiyn, facts.tax_tiyn, facts.pension_tiyn, facts.social_tiyn) == (
        10_050,
        6_000,
        3_025,
        1_025,
    )


def test_a_sum_does_not_pass_through_a_binary_fraction() -> None:
    body = _answer(totalArrear=0, totalTaxArrear=0, pensionContributionArrear=0,
                   socialContributionArrear=0, taxOrgInfos=[])  # fmt: skip
    body = body.replace(b'"totalArrear": 0', b'"totalArrear": 90071992547409.93', 1)
    body = body.replace(b'"totalTaxArrear": 0', b'"totalTaxArrear": 90071992547409.93', 1)
    assert read_tax_debt(body, asked=SCHOOL).total_tiyn == 9_007_199_254_740_993


def test_a_total_one_tiyn_beside_its_components_is_refused() -> None:
    with pytest.raises(ContractBroken, match="add up"):
        read_tax_debt(_answer(totalArrear=100.51, taxOrgInfos=[]), asked=SCHOOL)


def test_offices_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ContractBroken, match="offices"):
        read_tax_debt(_answer(taxOrgInfos=[{"totalArrear": 100.49}]), asked=SCHOOL)


GARBAGE = {
    "empty": b"",
    "html": b"<html></html>",
    "null": b"null",
    "list": b"[]",
    "truncated": _answer()[:-20],
    "wrong charset": '{"iinBin":"долг"}'.encode("cp1251"),
    "another taxpayer": _answer(iinBin="240940000774"),
    "number for a taxpayer": _answer(iinBin=180240001238),
    "sum as text": _answer(totalArrear="100.50"),
    "negative sum": _answer(totalArrear=-1),
    "true for a sum": _answer(totalArrear=True),
    "finer than a tiyn": _answer(totalArrear=100.501),
    "finer than anybody pays": _answer().replace(
        b"100.5", b"100.50000000000000000000000000000000001"
    ),
    "NaN": _answer(totalArrear=float("nan")),
    "infinity": _answer(totalArrear=float("inf")),
    "endless exponent": _answer().replace(b"100.5", b"1e999999", 1),
    "offices not a list": _answer(taxOrgInfos={"a": 1}),
    "impossible date": _answer(
        taxOrgInfos=[{"totalArrear": 100.5, "reportAcrualDate": "2025-02-30"}]
    ),
    "nested without end": b"[" * 100_000,
}


@pytest.mark.parametrize("body", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_refused(body: bytes) -> None:
    with pytest.raises(ContractBroken):
        read_tax_debt(body, asked=SCHOOL)


def test_no_total_is_unknown() -> None:
    facts = read_tax_debt(_answer(totalArrear=None), asked=SCHOOL)
    assert (facts.outcome, facts.total_tiyn) == (TaxOutcome.UNKNOWN, None)
