"""Months, school years and the working days of Kazakhstan around its holidays."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.periods import Month, WorkingCalendar, academic_year, months_between, quarter_of

DAYS = st.dates(min_value=dt.date(2024, 1, 1), max_value=dt.date(2027, 12, 31))
CALENDAR = WorkingCalendar()


def test_a_month_knows_its_days_and_neighbours() -> None:
    assert Month(2024, 2).last_day == dt.date(2024, 2, 29)
    assert Month(2025, 12).next() == Month(2026, 1)
    assert Month(2026, 1).previous() == Month(2025, 12)
    assert str(Month(2025, 9)) == "2025-09"


@pytest.mark.parametrize(
    "text", ["2025-13", "2025-00", "25-10", "2025-1", "2025/10", "2025-１0", ""]
)
def test_another_form_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="no "):
        Month.parse(text)


@given(DAYS)
@settings(deadline=None)
def test_a_month_is_read_back_and_follows_its_neighbour(day: dt.date) -> None:
    month = Month.of(day)
    assert Month.parse(str(month)) == month
    assert month.next().previous() == month
    assert month.first_day <= day <= month.last_day


def test_months_between_include_both_ends() -> None:
    assert [str(one) for one in months_between(Month(2025, 11), Month(2026, 2))] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    assert months_between(Month(2026, 1), Month(2025, 12)) == []


def test_a_school_year_begins_in_september() -> None:
    assert academic_year(dt.date(2025, 8, 31)) == 2024
    assert academic_year(dt.date(2025, 9, 1)) == 2025
    assert [quarter_of(Month(2025, number)) for number in (9, 10, 11, 12)] == [1, 1, 2, 2]
    assert [quarter_of(Month(2026, number)) for number in (1, 3, 4, 5)] == [3, 3, 4, 4]


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        # Independence Day is one day since 2022: Tuesday 16 December 2025
        (dt.date(2025, 12, 15), 1, dt.date(2025, 12, 17)),
        (dt.date(2025, 12, 12), 5, dt.date(2025, 12, 22)),
        # Nauryz 2025: 21–23 March with Saturday and Sunday moved to the 24th and 25th
        (dt.date(2025, 3, 20), 1, dt.date(2025, 3, 26)),
        # Nauryz 2026: Saturday and Sunday moved to Tuesday and Wednesday
        (dt.date(2026, 3, 20), 1, dt.date(2026, 3, 26)),
        # Friday to Monday
        (dt.date(2025, 11, 14), 1, dt.date(2025, 11, 17)),
        (dt.date(2025, 11, 14), 0, dt.date(2025, 11, 14)),
    ],
)
def test_working_days_step_over_holidays(start: dt.date, count: int, end: dt.date) -> None:
    assert CALENDAR.add_working_days(start, count) == end
    assert CALENDAR.working_days_between(start, end) == count


def test_the_seventeenth_of_december_is_a_working_day_again() -> None:
    assert not CALENDAR.is_working(dt.date(2025, 12, 16))
    assert CALENDAR.is_working(dt.date(2025, 12, 17))


def test_a_transfer_moves_the_day_off() -> None:
    moved = WorkingCalendar(
        extra_days_off=frozenset({dt.date(2026, 1, 5)}),
        extra_working_days=frozenset({dt.date(2026, 1, 10)}),
    )
    assert not moved.is_working(dt.date(2026, 1, 5))
    assert moved.is_working(dt.date(2026, 1, 10))


@given(DAYS, st.integers(min_value=0, max_value=40))
@settings(deadline=None)
def test_as_many_working_days_lie_between_as_were_added(day: dt.date, count: int) -> None:
    end = CALENDAR.add_working_days(day, count)
    assert CALENDAR.working_days_between(day, end) == count
    assert CALENDAR.working_days_between(end, day) == -count
