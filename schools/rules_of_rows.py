"""Rules for the rows of a contingent push: what is wrong, everything at once. No Django, no rows.

A row is good when it has no error. Errors name the row (from 0), the client's ``row_id``, the
field and a stable code of :mod:`schools.row_texts`; they never hold a value of another row.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from core.identifiers import Iin, InvalidIdentifier
from core.periods import Month
from schools.quick_look import OLDEST, STUDY_TYPES, YOUNGEST, quick_look
from schools.row_shapes import GoodRow, PupilRow
from schools.row_texts import TEXTS

__all__ = [
    "FIRST_MONTH",
    "OLDEST",
    "STUDY_TYPES",
    "YOUNGEST",
    "GoodRow",
    "PupilRow",
    "RowError",
    "age",
    "check_rows",
    "is_row_id",
    "month_of_push",
    "read_iin",
]

FIRST_MONTH = Month(2020, 1)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ROW_ID_LENGTH = 64


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


def check_rows(
    rows: Sequence[PupilRow], *, month: Month, patch: bool = False
) -> tuple[list[GoodRow], list[RowError]]:
    """Split a push into good rows and all errors of all others, both in the order of the push.

    :param patch: a row that tells a leaving may leave out grade, birth date and study type
    """
    good: list[GoodRow] = []
    errors: list[RowError] = []
    seen: set[str] = set()
    right = quick_look(month)
    for number, row in enumerate(rows):
        found = right(number, row)
        if found is not None and found.iin not in seen:
            seen.add(found.iin)
            good.append(found)
            continue
        wrong: _Wrong = []
        if found is None:
            found, wrong = _check(number, row, month, patch=patch)
        if found is not None and found.iin in seen:
            wrong.append(("iin", "DUPLICATE_IN_PUSH"))
        if wrong or found is None:
            row_id = row.row_id if is_row_id(row.row_id) else None
            errors.extend(RowError(number, row_id, field, code) for field, code in wrong)
        else:
            good.append(found)
        if found is not None:
            seen.add(found.iin)
    return good, errors


_Wrong = list[tuple[str, str]]


def _check(
    number: int, row: PupilRow, month: Month, *, patch: bool
) -> tuple[GoodRow | None, _Wrong]:
    """The row as far as its IIN can be read, and what is wrong with it."""
    if row.is_object is not True:
        return None, [("", "ROW_SHAPE")]
    wrong: _Wrong = []
    if row.row_id is not None and not is_row_id(row.row_id):
        wrong.append(("row_id", "ROW_ID_FORMAT"))
    iin = read_iin(row.iin, wrong)
    leaves = patch and row.left_on is not msgspec.UNSET
    if not (leaves and row.grade is None) and (
        type(row.grade) is not int or not 0 <= row.grade <= 12
    ):
        wrong.append(("grade", "GRADE_RANGE"))
    born = _date(row.birth_date)
    if born is None:
        if not (leaves and row.birth_date is None):
            wrong.append(("birth_date", "BIRTH_DATE_FORMAT"))
    elif iin is not None and born != iin.birth_date:
        wrong.append(("birth_date", "BIRTH_DATE_MISMATCH"))
    elif not YOUNGEST <= age(born, month.last_day) <= OLDEST:
        wrong.append(("birth_date", "AGE_RANGE"))
    if not (leaves and row.study_type is None) and (
        not isinstance(row.study_type, str) or row.study_type not in STUDY_TYPES
    ):
        wrong.append(("study_type", "STUDY_TYPE_UNKNOWN"))
    came, left = _stay(row, born, month, wrong)
    if iin is None:
        return None, wrong
    told = row.left_on is not msgspec.UNSET
    return GoodRow(number, iin, row.grade, row.study_type, came, left, told), wrong


def may_be_iin(value: Any) -> bool:
    """Whether a row with such an IIN can be right at all; asked before any rule is."""
    return type(value) is str and len(value) == 12 and value.isascii() and value.isdigit()


def read_iin(value: Any, wrong: _Wrong) -> Iin | None:
    """The IIN, or None and its code among what is wrong."""
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
    if row.left_on is not None and row.left_on is not msgspec.UNSET and left is None:
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


def age(born: dt.date, day: dt.date) -> int:
    """Full years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_row_id(value: Any) -> bool:
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
