"""Dated settings: parameters of rules that are data with a date and a source, never constants.

A room declares its settings in ``<room>/dated_settings.py``; the first rows are written after
migration and are shown with their source and mark on the public rules page.
"""

import datetime as dt
import time
from dataclasses import dataclass
from typing import Any

from core import clock
from core.models import DatedSetting, SourceStatus

_CACHE_SECONDS = 10.0


@dataclass(frozen=True)
class Declaration:
    """A setting with the value it starts with."""

    key: str
    value: Any
    title: str
    source: str
    status: SourceStatus
    since: dt.date


class UnknownSetting(LookupError):
    """No value of that key is in force on that day."""


_declared: dict[str, list[Declaration]] = {}
_rows: list[DatedSetting] = []
_read_at: float | None = None


def declare(
    key: str,
    value: Any,
    *,
    title: str,
    source: str,
    status: SourceStatus = SourceStatus.ASSUMPTION,
    since: dt.date = dt.date(2025, 1, 1),
) -> str:
    """Name a setting and its first value; returns the key, to be kept in a constant."""
    _declared.setdefault(key, []).append(Declaration(key, value, title, source, status, since))
    return key


def declarations() -> list[Declaration]:
    """Every declared first value."""
    return [one for many in _declared.values() for one in many]


def write_missing() -> None:
    """Insert first values that are not in the book yet; never touches an existing row."""
    DatedSetting.objects.bulk_create(
        [
            DatedSetting(
                key=one.key,
                value=one.value,
                since=one.since,
                title=str(one.title),
                source=one.source,
                status=one.status,
            )
            for one in declarations()
        ],
        ignore_conflicts=True,
    )
    forget()


def value(key: str, on_date: dt.date | None = None) -> Any:
    """The value in force on a day (default today).

    :raises UnknownSetting: nothing of that key is in force then
    """
    return row(key, on_date).value


def row(key: str, on_date: dt.date | None = None) -> DatedSetting:
    """The row in force on a day, for pages that show source and mark."""
    day = on_date or clock.today()
    found = [one for one in _book() if one.key == key and one.since <= day]
    if not found:
        raise UnknownSetting(f"{key} on {day}")
    return max(found, key=lambda one: one.since)


def forget() -> None:
    """Drop the process's copy of the book; the next look reads the table."""
    global _read_at
    _read_at = None


def _book() -> list[DatedSetting]:
    global _rows, _read_at
    if _read_at is None or time.monotonic() - _read_at > _CACHE_SECONDS:
        _rows = list(DatedSetting.objects.all())
        _read_at = time.monotonic()
    return _rows
