"""Whole tiyn: one rounding, one split, two ways of writing."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.money import (
    InvalidMoney,
    format_tenge,
    half_up,
    parse_tenge,
    split_by_weights,
    split_evenly,
    tenge_string,
)

SUMS = st.integers(min_value=0, max_value=10**15)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(0, 7, 0), (1, 2, 1), (3, 2, 2), (5, 2, 3), (49, 100, 0), (50, 100, 1), (149, 100, 1)],
)
def test_a_half_goes_up(numerator: int, denominator: int, rounded: int) -> None:
    assert half_up(numerator, denominator) == rounded


@given(SUMS, st.integers(min_value=1, max_value=10**9))
@settings(deadline=None)
def test_rounding_moves_by_a_half_at_most(numerator: int, denominator: int) -> None:
    difference = half_up(numerator, denominator) - Fraction(numerator, denominator)
    assert -Fraction(1, 2) < difference <= Fraction(1, 2)


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 2), (1, 0), (1, -2)])
def test_rounding_takes_no_negative_and_no_zero(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="half_up"):
        half_up(numerator, denominator)


def test_the_missing_unit_goes_to_the_largest_remainder() -> None:
    # 100 by 1:1:1 → 33.3 each; by 1:2:4 → 14.28, 28.57, 57.14: the spare one to the second
    assert split_by_weights(100, [1, 1, 1]) == [34, 33, 33]
    assert split_by_weights(100, [1, 2, 4]) == [14, 29, 57]


def test_equal_remainders_are_given_in_order() -> None:
    assert split_evenly(11, 4) == [3, 3, 3, 2]


@given(SUMS, WEIGHTS)
@settings(deadline=None)
def test_the_parts_add_up_to_the_whole(total: int, weights: list[int]) -> None:
    parts = split_by_weights(total, weights)
    assert sum(parts) == (total if any(weights) else 0)


@given(SUMS, WEIGHTS)
@settings(deadline=None)
def test_no_part_is_a_whole_unit_from_its_share(total: int, weights: list[int]) -> None:
    whole = sum(weights)
    for part, weight in zip(split_by_weights(total, weights), weights, strict=True):
        assert not whole or abs(part - Fraction(total * weight, whole)) < 1


@given(SUMS, st.integers(min_value=1, max_value=60))
@settings(deadline=None)
def test_an_even_split_differs_by_one_at_most(total: int, parts: int) -> None:
    split = split_evenly(total, parts)
    assert max(split) - min(split) <= 1
    assert split == sorted(split, reverse=True)


@pytest.mark.parametrize(
    ("text", "tiyn"),
    [
        ("0", 0),
        ("1234.5", 123450),
        ("1 234,50", 123450),
        ("1\u00a0234\u202f567,05 ₸", 123456705),
        ("-0.01", -1),
    ],
)
def test_tenge_are_read_as_people_write_them(text: str, tiyn: int) -> None:
    assert parse_tenge(text) == tiyn


@pytest.mark.parametrize("text", ["", "1.234", "1e3", "١٢", "NaN", "12,5,0", "--1", "1" * 18, "."])
def test_anything_else_is_not_money(text: str) -> None:
    with pytest.raises(InvalidMoney):
        parse_tenge(text)


@given(st.integers(min_value=-(10**15), max_value=10**15))
@settings(deadline=None)
def test_what_is_written_is_read_back(tiyn: int) -> None:
    assert parse_tenge(tenge_string(tiyn)) == tiyn


def test_money_for_people_has_no_break_spaces() -> None:
    assert format_tenge(2241864050) == "22\u00a0418\u00a0640,50"
    assert format_tenge(-5) == "\u22120,05"


def test_the_wire_form_has_two_places() -> None:
    assert [tenge_string(tiyn) for tiyn in (0, 7, -150)] == ["0.00", "0.07", "-1.50"]
