"""Rules for the rows of a contingent push: what is wrong, everything at once. No Django, no rows.

A row is good when it has no error. Errors name the row (from 0), the client's ``row_id``, the
field and a stable code of :mod:`schools.row_texts`; they never hold a value of another row.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.identifiers import Iin, InvalidIdentifier
from core.periods import Month
from schools.row_texts import TEXTS

STUDY_TYPES = frozenset({"general", "correction", "special_needs", "home"})
YOUNGEST, OLDEST = 5, 20
FIRST_MONTH = Month(2020, 1)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ROW_ID_LENGTH = 64


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil as sent: nothing is trusted yet, so every field may be anything."""

    iin: Any = None
    grade: Any = None
    birth_date: Any = None
    study_type: Any = None
    row_id: Any = None
    enrolled_on: Any = None
    left_on: Any = None
    is_object: bool = True


@dataclass(frozen=True, slots=True)
class GoodRow:
    """One pupil, read and right."""

    row: int
    iin: Iin
    grade: int
    study_type: str
    enrolled_on: dt.date | None
    left_on: dt.date | None


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong; ``row`` is None where the whole push is meant."""

    row: int | None
    row_id: str | None
    field: str
    code: str

    def as_json(self) -> dict[str, Any]:
        """The error as it stands in the answer."""
        text = TEXTS[self.code]
        return {
            "row": self.row,
            "row_id": self.row_id,
            "field": self.field,
            "code": self.code,
            "message": text.message,
            "how_to_fix": text.how_to_fix,
        }


def month_of_push(year: int, month: int, *, today: dt.date) -> tuple[Month | None, str]:
    """The reported month, or None and the code of what is wrong with it."""
    try:
        reported = Month(year, month)
    except ValueError:
        return None, "MONTH_RANGE"
    if reported < FIRST_MONTH:
        return None, "MONTH_RANGE"
    if reported > Month.of(today):
        return None, "MONTH_FUTURE"
    return reported, ""


def check_rows(rows: Sequence[PupilRow], *, month: Month) -> tuple[list[GoodRow], list[RowError]]:
    """Split a push into good rows and all errors of all others, both in the order of the push."""
    good: list[GoodRow] = []
    errors: list[RowError] = []
    seen: set[str] = set()
    for number, row in enumerate(rows):
        found, wrong = _check(number, row, month)
        if found is not None and found.iin in seen:
            wrong.append(("iin", "DUPLICATE_IN_PUSH"))
        if wrong or found is None:
            row_id = row.row_id if _is_row_id(row.row_id) else None
            errors.extend(RowError(number, row_id, field, code) for field, code in wrong)
        else:
            good.append(found)
        if found is not None:
            seen.add(found.iin)
    return good, errors


_Wrong = list[tuple[str, str]]


def _check(number: int, row: PupilRow, month: Month) -> tuple[GoodRow | None, _Wrong]:
    """The row as far as its IIN can be read, and what is wrong with it."""
    if not row.is_object:
        return None, [("", "ROW_SHAPE")]
    wrong: _Wrong = []
    if row.row_id is not None and not _is_row_id(row.row_id):
        wrong.append(("row_id", "ROW_ID_FORMAT"))
    iin = _iin(row.iin, wrong)
    if type(row.grade) is not int or not 0 <= row.grade <= 12:
        wrong.append(("grade", "GRADE_RANGE"))
    born = _date(row.birth_date)
    if born is None:
        wrong.append(("birth_date", "BIRTH_DATE_FORMAT"))
    elif iin is not None and born != iin.birth_date:
        wrong.append(("birth_date", "BIRTH_DATE_MISMATCH"))
    elif not YOUNGEST <= _age(born, month.last_day) <= OLDEST:
        wrong.append(("birth_date", "AGE_RANGE"))
    if not isinstance(row.study_type, str) or row.study_type not in STUDY_TYPES:
        wrong.append(("study_type", "STUDY_TYPE_UNKNOWN"))
    came, left = _stay(row, born, month, wrong)
    if iin is None:
        return None, wrong
    return GoodRow(number, iin, row.grade, row.study_type, came, left), wrong


def _iin(value: Any, wrong: _Wrong) -> Iin | None:
    if not isinstance(value, str) or len(value) != 12:
        wrong.append(("iin", "IIN_FORMAT"))
        return None
    try:
        return Iin.parse(value)
    except InvalidIdentifier as problem:
        wrong.append(("iin", problem.code))
        return None


def _stay(
    row: PupilRow, born: dt.date | None, month: Month, wrong: _Wrong
) -> tuple[dt.date | None, dt.date | None]:
    came, left = _date(row.enrolled_on), _date(row.left_on)
    if row.enrolled_on is not None and came is None:
        wrong.append(("enrolled_on", "ENROLLED_ON_FORMAT"))
    if row.left_on is not None and left is None:
        wrong.append(("left_on", "LEFT_ON_FORMAT"))
    if came and born and came < born:
        wrong.append(("enrolled_on", "ENROLLED_BEFORE_BIRTH"))
    if came and came > month.last_day:
        wrong.append(("enrolled_on", "ENROLLED_AFTER_MONTH"))
    if left and left < month.first_day:
        wrong.append(("left_on", "LEFT_BEFORE_MONTH"))
    if came and left and left < came:
        wrong.append(("left_on", "DATES_REVERSED"))
    return came, left


def _date(value: Any) -> dt.date | None:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _age(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _is_row_id(value: Any) -> bool:
    """A short printable text that is not itself an IIN: answers are kept in the open."""
    if not isinstance(value, str) or not 0 < len(value) <= _ROW_ID_LENGTH:
        return False
    if not value.isprintable():
        return False
    try:
        Iin.parse(value)
    except InvalidIdentifier:
        return True
    return False
