"""How many working days a silence costs. Hours are those of Kazakhstan (UTC+5)."""

import datetime as dt

import pytest

from core.periods import ALMATY
from integrations.outage_days import lost_working_days


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("began", "ended", "lost"),
    [
        ("2025-11-13 10:20", "2025-11-13 11:19", 0),  # 59 minutes
        ("2025-11-13 10:20", "2025-11-13 11:20", 1),  # an hour of a Thursday
        ("2025-11-13 23:30", "2025-11-14 00:30", 0),  # half an hour of each day
        ("2025-11-13 23:00", "2025-11-14 01:00", 2),  # an hour of each
        ("2025-11-14 18:00", "2025-11-17 08:00", 2),  # Friday and Monday, no weekend
        ("2025-11-15 00:00", "2025-11-16 23:59", 0),  # a weekend
        ("2025-12-16 09:00", "2025-12-16 18:00", 0),  # Independence Day
    ],
)
def test_a_silence_costs_the_working_days_it_took_an_hour_of(began, ended, lost) -> None:
    assert lost_working_days(at(began), at(ended), hours_that_cost_a_day=1) == lost


def test_the_hours_are_a_setting() -> None:
    began, ended = at("2025-11-13 10:00"), at("2025-11-13 12:00")
    assert lost_working_days(began, ended, hours_that_cost_a_day=3) == 0


def test_the_day_is_that_of_kazakhstan() -> None:
    began = dt.datetime(2025, 11, 16, 19, 0, tzinfo=dt.UTC)  # midnight of Monday the 17th
    assert lost_working_days(began, began + dt.timedelta(hours=1), hours_that_cost_a_day=1) == 1
