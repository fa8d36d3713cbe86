"""Norms, prices and schedules to the tiyn, by hand."""

import pytest

from budget.calculations import (
    level_of_grade,
    monthly_price,
    monthly_schedule,
    need_of,
    price_of_months,
    spread_like,
    unit_cost,
)
from core.periods import Month, months_between

YEAR = [Month(2025, number) for number in range(1, 13)]


def test_twelve_monthly_prices_give_the_year_to_the_tiyn() -> None:
    for norm in (0, 1, 11, 54_000_000, 64_000_001, 70_000_011):
        assert sum(monthly_price(norm, month) for month in YEAR) == norm


def test_spare_tiyn_go_to_the_earliest_months() -> None:
    """14 tiyn over twelve months: January and February get two."""
    assert [monthly_price(14, month) for month in YEAR] == [2, 2] + [1] * 10


def test_a_ten_month_base_leaves_november_and_december_free() -> None:
    prices = [monthly_price(100, month, months_base=10) for month in YEAR]

    assert prices == [10] * 10 + [0, 0]


@pytest.mark.parametrize("base", [0, 13])
def test_a_base_outside_the_year_is_an_error(base: int) -> None:
    with pytest.raises(ValueError, match="base"):
        monthly_price(100, Month(2025, 1), months_base=base)


@pytest.mark.parametrize(
    ("grade", "level"),
    [
        (0, "preschool"),
        (1, "primary"),
        (4, "primary"),
        (5, "basic"),
        (9, "basic"),
        (10, "general"),
        (12, "general"),
    ],
)
def test_levels_change_at_the_fifth_and_tenth_grade(grade: int, level: str) -> None:
    assert level_of_grade(grade) == level


@pytest.mark.parametrize("grade", [-1, 13])
def test_a_grade_that_does_not_exist_is_an_error(grade: int) -> None:
    with pytest.raises(ValueError, match="grade"):
        level_of_grade(grade)


def test_need_is_pupils_times_the_price_of_the_months() -> None:
    """640 000 ₸ a year = 53 333,34 ₸ in January–April, 53 333,33 ₸ from May on."""
    autumn = months_between(Month(2025, 9), Month(2025, 12))

    assert price_of_months(64_000_000, autumn) == 4 * 5_333_333
    assert need_of({64_000_000: 3, 54_000_000: 2}, autumn, months_base=12) == (
        3 * 4 * 5_333_333 + 2 * 4 * 4_500_000
    )


def test_the_average_cost_is_rounded_half_up_once() -> None:
    assert unit_cost(5, 2) == 3
    assert unit_cost(7, 3) == 2
    assert unit_cost(0, 0) == 0


def test_a_schedule_adds_up_to_the_share() -> None:
    months = months_between(Month(2025, 9), Month(2025, 12))

    assert list(monthly_schedule(11, months).values()) == [3, 3, 3, 2]


def test_the_rest_of_a_plan_keeps_the_shape_of_its_months() -> None:
    september, october = Month(2025, 9), Month(2025, 10)

    assert spread_like(10, {september: 1, october: 4}) == {september: 2, october: 8}
    assert spread_like(10, {september: 0, october: 0}) == {september: 5, october: 5}
    assert spread_like(0, {}) == {}
