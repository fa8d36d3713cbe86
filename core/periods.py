"""Months, budget and school years, working days of Kazakhstan. Nothing here imports Django."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Self

import holidays

ALMATY = dt.timezone(dt.timedelta(hours=5), "Asia/Almaty")
"""All of Kazakhstan since 1 March 2024; a fixed offset cannot suffer from an old tzdata."""


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month of service."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1990 <= self.year <= 2100:
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """The month a day belongs to."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``"2025-10"``.

        :raises ValueError: another form or a month that does not exist
        """
        year, dash, month = text.partition("-")
        if not (dash and len(year) == 4 and len(month) == 2 and (year + month).isascii()):
            raise ValueError(f"no month: {text!r}")
        return cls(int(year), int(month))

    @property
    def first_day(self) -> dt.date:
        """The first day; also how the month is stored."""
        return dt.date(self.year, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day; the default cut-off day of the contingent."""
        return self.next().first_day - dt.timedelta(days=1)

    def next(self) -> "Month":
        """The following month."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    def previous(self) -> "Month":
        """The month before."""
        return Month.of(self.first_day - dt.timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def months_between(first: Month, last: Month) -> list[Month]:
    """All months from ``first`` to ``last``, both included; empty when they are reversed."""
    return list(_months(first, last))


def _months(first: Month, last: Month) -> Iterator[Month]:
    month = first
    while month <= last:
        yield month
        month = month.next()


def academic_year(day: dt.date) -> int:
    """First calendar year of the school year a day belongs to (2025 for 2025–26)."""
    return day.year if day.month >= 9 else day.year - 1


def quarter_of(month: Month) -> int:
    """School quarter (1–4) of a month: Sep–Oct, Nov–Dec, Jan–Mar, Apr–Aug."""
    return {9: 1, 10: 1, 11: 2, 12: 2, 1: 3, 2: 3, 3: 3}.get(month.month, 4)


@cache
def _public_holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("KZ", years=year))


class WorkingCalendar:
    """Working days of Kazakhstan: Monday to Friday without public holidays.

    :param extra_days_off: transferred days off (a dated setting), not in the library
    :param extra_working_days: Saturdays made working days by a transfer
    """

    def __init__(
        self,
        extra_days_off: frozenset[dt.date] = frozenset(),
        extra_working_days: frozenset[dt.date] = frozenset(),
    ) -> None:
        self._off = extra_days_off
        self._on = extra_working_days

    def is_working(self, day: dt.date) -> bool:
        """Whether offices work on that day."""
        if day in self._on:
            return True
        return day.weekday() < 5 and day not in self._off and day not in _public_holidays(day.year)

    def add_working_days(self, day: dt.date, count: int) -> dt.date:
        """The day by which ``count`` whole working days after ``day`` have passed."""
        while count > 0:
            day += dt.timedelta(days=1)
            count -= self.is_working(day)
        return day

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Working days after ``start`` up to and with ``end``; negative when ``end`` has passed."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (end - start).days
        return sum(self.is_working(start + dt.timedelta(days=n + 1)) for n in range(days))
