"""Rules for the rows of marks and of teachers: everything wrong at once. No Django, no rows.

One row is one pupil or teacher; the field of an error names the place inside: ``marks[3].value``.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from core.identifiers import Iin
from core.periods import Month
from schools.packing import Hours, Mark
from schools.rules_of_rows import (
    FIRST_MONTH,
    OLDEST,
    YOUNGEST,
    RowError,
    age,
    is_row_id,
    read_iin,
)

MOST_MARKS, MOST_SUBJECTS = 500, 100
YOUNGEST_TEACHER, OLDEST_TEACHER = 16, 90
QUARTER_BEGINS = {1: (0, 9), 2: (0, 11), 3: (1, 1), 4: (1, 4)}
"""Quarter → (years after the first year of the school year, month)."""
_LAST_YEAR = 2099  # it ends in 2100, the last year of a month
_HOURS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,2})?")
_Wrong = list[tuple[str, str]]


class MarksRow(msgspec.Struct, frozen=True):
    """The marks of one pupil, read and right."""

    row: int
    iin: Iin
    grade: int
    marks: tuple[Mark, ...]


class TeacherRow(msgspec.Struct, frozen=True):
    """The hours of one teacher, read and right."""

    row: int
    iin: Iin
    hours: tuple[Hours, ...]

    @property
    def total(self) -> int:
        """Hundredths of an hour, all subjects."""
        return sum(hundredths for _subject, hundredths in self.hours)


_Row = TypeVar("_Row", MarksRow, TeacherRow)


def first_month_of_quarter(year: int, quarter: int, *, today: dt.date) -> tuple[Month | None, str]:
    """The quarter's first month, or None and the code of what is wrong.

    :param year: first year of the school year: 2025 with quarter 3 is January 2026
    """
    if quarter not in QUARTER_BEGINS or not FIRST_MONTH.year <= year <= _LAST_YEAR:
        return None, "QUARTER_RANGE"
    later, month = QUARTER_BEGINS[quarter]
    first = Month(year + later, month)
    return (first, "") if first <= Month.of(today) else (None, "QUARTER_FUTURE")


def months_of_quarter(first: Month) -> tuple[Month, ...]:
    """The calendar months that a quarter touches."""
    months = [first, first.next()]
    return tuple(months) if first.month in (9, 11) else (*months, months[-1].next())


def check_marks(
    rows: Sequence[Any], *, first: Month, subjects: Mapping[str, int]
) -> tuple[list[MarksRow], list[RowError]]:
    """Split pupils with marks into right ones and all errors of the others."""

    def check(number: int, row: dict[str, Any], wrong: _Wrong) -> MarksRow | None:
        iin = read_iin(row.get("iin"), wrong)
        grade = row.get("grade")
        if type(grade) is not int or not 0 <= grade <= 12:
            wrong.append(("grade", "GRADE_RANGE"))
        if iin and not YOUNGEST <= age(iin.birth_date, first.last_day) <= OLDEST:
            wrong.append(("iin", "AGE_RANGE"))
        given, marks = row.get("marks"), []
        if not isinstance(given, list) or len(given) > MOST_MARKS:
            wrong.append(("marks", "MARKS_SHAPE"))
            given = []
        for place, mark in enumerate(given):
            found = _mark(mark, f"marks[{place}]", subjects, wrong)
            if found is not None:
                marks.append(found)
        return MarksRow(number, iin, grade, tuple(marks)) if iin else None  # type: ignore[arg-type]

    return _split(rows, check)


def check_teachers(
    rows: Sequence[Any], *, on: dt.date, most_hours: int, subjects: Mapping[str, int]
) -> tuple[list[TeacherRow], list[RowError]]:
    """Split teachers into right ones and all errors of the others.

    :param on: last day of the period
    :param most_hours: hours that the period has, day and night
    """

    def check(number: int, row: dict[str, Any], wrong: _Wrong) -> TeacherRow | None:
        iin = read_iin(row.get("iin"), wrong)
        if iin and not YOUNGEST_TEACHER <= age(iin.birth_date, on) <= OLDEST_TEACHER:
            wrong.append(("iin", "TEACHER_AGE"))
        given = row.get("subjects")
        if not isinstance(given, list) or not 0 < len(given) <= MOST_SUBJECTS:
            wrong.append(("subjects", "SUBJECTS_SHAPE"))
            given = []
        hours: dict[int, int] = {}
        for place, one in enumerate(given):
            _teaching(one, f"subjects[{place}]", subjects, most_hours, hours, wrong)
        if sum(hours.values()) > most_hours * 100:
            wrong.append(("subjects", "HOURS_RANGE"))
        return TeacherRow(number, iin, tuple(hours.items())) if iin else None

    return _split(rows, check)


def _split(
    rows: Sequence[Any], check: Callable[[int, dict[str, Any], _Wrong], _Row | None]
) -> tuple[list[_Row], list[RowError]]:
    good: list[_Row] = []
    errors: list[RowError] = []
    seen: set[str] = set()
    for number, row in enumerate(rows):
        wrong: _Wrong = []
        found, row_id = None, None
        if isinstance(row, dict):
            row_id = row.get("row_id")
            if row_id is not None and not is_row_id(row_id):
                wrong.append(("row_id", "ROW_ID_FORMAT"))
                row_id = None
            found = check(number, row, wrong)
        else:
            wrong.append(("", "ROW_SHAPE"))
        if found is not None and found.iin in seen:
            wrong.append(("iin", "DUPLICATE_IN_PUSH"))
        if found is not None:
            seen.add(found.iin)
        if wrong or found is None:
            errors.extend(RowError(number, row_id, field, code) for field, code in wrong)
        else:
            good.append(found)
    return good, errors


def _mark(given: Any, place: str, subjects: Mapping[str, int], wrong: _Wrong) -> Mark | None:
    if not isinstance(given, dict):
        wrong.append((place, "MARKS_SHAPE"))
        return None
    subject = _subject(given, place, subjects, wrong)
    kind, value = given.get("mark_type"), given.get("value")
    if kind == "numeric":
        fits = type(value) is int and 1 <= value <= 10
    elif kind == "pass_fail":
        fits = value in ("pass", "fail") if isinstance(value, str) else False
    else:
        wrong.append((f"{place}.mark_type", "MARK_TYPE_UNKNOWN"))
        return None
    if not fits:
        wrong.append((f"{place}.value", "MARK_VALUE"))
    if subject is None or not fits or not isinstance(value, int | str):
        return None
    return subject, value


def _teaching(
    given: Any,
    place: str,
    subjects: Mapping[str, int],
    most_hours: int,
    hours: dict[int, int],
    wrong: _Wrong,
) -> None:
    if not isinstance(given, dict):
        wrong.append((place, "SUBJECTS_SHAPE"))
        return
    subject = _subject(given, place, subjects, wrong)
    text = given.get("hours")
    if not isinstance(text, str) or not _HOURS.fullmatch(text):
        wrong.append((f"{place}.hours", "HOURS_FORMAT"))
        return
    whole, _point, part = text.partition(".")
    hundredths = int(whole) * 100 + int(part.ljust(2, "0"))
    if not 0 < hundredths <= most_hours * 100:
        wrong.append((f"{place}.hours", "HOURS_RANGE"))
    elif subject in hours:
        wrong.append((f"{place}.subject_id", "SUBJECT_TWICE"))
    elif subject:
        hours[subject] = hundredths


def _subject(
    given: dict[str, Any], place: str, subjects: Mapping[str, int], wrong: _Wrong
) -> int | None:
    name = given.get("subject_id")
    number = subjects.get(name) if isinstance(name, str) else None
    if number is None:
        wrong.append((f"{place}.subject_id", "SUBJECT_UNKNOWN"))
    return number
