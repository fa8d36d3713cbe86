"""Rules for the rows of a contingent push: what is wrong, everything at once. No Django, no rows.

A row is good when it has no error. Errors name the row (from 0), the client's ``row_id``, the
field and a stable code of :mod:`schools.row_texts`; they never hold a value of another row.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any

import msgspec

from core.identifiers import Iin, InvalidIdentifier
from core.periods import Month
from schools.row_texts import TEXTS

STUDY_TYPES = frozenset({"general", "correction", "special_needs", "home"})
YOUNGEST, OLDEST = 5, 20
FIRST_MONTH = Month(2020, 1)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ROW_ID_LENGTH = 64
_CENTURIES = {"3": "19", "4": "19", "5": "20", "6": "20"}
_FIRST_WEIGHTS = tuple(range(1, 12))
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_ZEROS = ord("0") * sum(_FIRST_WEIGHTS)


class PupilRow(msgspec.Struct, frozen=True, rename={"is_object": " "}):
    """One pupil as sent: nothing is trusted yet, so every field may be anything."""

    iin: Any = None
    grade: Any = None
    birth_date: Any = None
    study_type: Any = None
    row_id: Any = None
    enrolled_on: Any = None
    left_on: Any = msgspec.UNSET
    is_object: Any = True


class GoodRow(msgspec.Struct, frozen=True):
    """One pupil, read and right. Only a row of a patch may leave grade and type to the month."""

    row: int
    iin: Iin
    grade: int
    study_type: str
    enrolled_on: dt.date | None
    left_on: dt.date | None
    tells_left: bool = True

    @property
    def is_partial(self) -> bool:
        """Whether the month must know the pupil already."""
        return self.grade is None or self.study_type is None


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
    look = _Look(month)
    for number, row in enumerate(rows):
        wrong: list[tuple[str, str]] = []
        found = look.right(number, row)
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


class _Look:
    """A quick look that knows only right rows; what it does not know, :func:`_check` explains.

    Nearly every row is right, so the way without an explanation is the one that must be short.
    Dates repeat, so each text is read once a push.
    """

    def __init__(self, month: Month) -> None:
        self.first, self.last = month.first_day, month.last_day
        self.born: dict[str, dt.date | None] = {}
        self.days: dict[str, dt.date | None] = {}

    def right(self, number: int, row: PupilRow) -> GoodRow | None:
        """The row, or None where anything needs a closer look."""
        iin, grade, born_text = row.iin, row.grade, row.birth_date
        if (
            type(iin) is not str
            or type(grade) is not int
            or not 0 <= grade <= 12
            or type(row.study_type) is not str
            or row.study_type not in STUDY_TYPES
            or not _is_sound(iin)
            or born_text != f"{_CENTURIES.get(iin[6])}{iin[:2]}-{iin[2:4]}-{iin[4:6]}"
            or not (row.row_id is None or (type(row.row_id) is str and 0 < len(row.row_id) < 12
                                           and row.row_id.isprintable()))
            or row.is_object is not True
        ):  # fmt: skip
            return None
        born = self.born[born_text] if born_text in self.born else self._birth(born_text)
        came, left, told = row.enrolled_on, row.left_on, row.left_on is not msgspec.UNSET
        if came is not None:
            came = self._day(came)
            if came is None or came > self.last or born is None or came < born:
                return None
        if left is None or not told:
            left = None
        else:
            left = self._day(left)
            if left is None or left < self.first or (came is not None and left < came):
                return None
        if born is None:
            return None
        return GoodRow(number, Iin(iin), grade, row.study_type, came, left, told)

    def _birth(self, text: str) -> dt.date | None:
        """A date of birth of somebody of school age."""
        born = _date(text)
        if born is not None and not YOUNGEST <= age(born, self.last) <= OLDEST:
            born = None
        self.born[text] = born
        return born

    def _day(self, text: Any) -> dt.date | None:
        if type(text) is not str:
            return None
        if text not in self.days:
            self.days[text] = _date(text)
        return self.days[text]


def _is_sound(iin: str) -> bool:
    """Twelve digits whose check digit fits; the same law as in ``core.identifiers``."""
    if len(iin) != 12 or not iin.isascii() or not iin.isdigit():
        return False
    digits = iin.encode()
    control = (sum(map(mul, digits, _FIRST_WEIGHTS)) - _ZEROS) % 11
    if control == 10:
        control = (sum(map(mul, digits, _SECOND_WEIGHTS)) - _ZEROS) % 11
    return bool(control == digits[11] - ord("0"))


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
