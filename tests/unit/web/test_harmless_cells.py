"""Cells of exported files never become formulas."""

from decimal import Decimal

import pytest

from core.web.exports import harmless


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+7 701", "-5", "@cmd", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "  =1"],
)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Школа №1", "1 234,50", "a=b", "", 7, -7, Decimal("-5.00")])
def test_other_values_stay_as_they_are(value: object) -> None:
    assert harmless(value) == value


def test_nothing_known_is_an_empty_cell() -> None:
    assert harmless(None) == ""
