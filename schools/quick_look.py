"""A quick look that knows only right rows; what it does not know, the rules explain. No Django.

Nearly every row is right, so the way without an explanation is the one that must be short: texts
are compared with tables made once, and no object is made but the row itself. That it never says
anything else than the rules is a property test.
"""

import datetime as dt
from collections.abc import Callable
from functools import cache

import msgspec

from core.periods import Month
from schools.row_shapes import GoodRow, PupilRow

STUDY_TYPES = frozenset({"general", "correction", "special_needs", "home"})
YOUNGEST, OLDEST = 5, 20
FIRST_WEIGHTS = tuple(range(1, 12))
SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
"""The same law as in ``core.identifiers``."""
_UNSET = msgspec.UNSET

Look = Callable[[int, PupilRow], GoodRow | None]


_MOST = 40_000
_heads: dict[str, str] = {}
_days: dict[str, dt.date] = {}


def _head(seven: str) -> str:
    """The date of birth that the first digits of an IIN tell; kept, for dates repeat."""
    born = ""
    if seven.isascii() and seven.isdigit() and len(seven) == 7 and seven[6] in "3456":
        born = f"{19 if seven[6] in '34' else 20}{seven[:2]}-{seven[2:4]}-{seven[4:6]}"
        try:
            dt.date.fromisoformat(born)
        except ValueError:
            born = ""
    if born:
        if len(_heads) >= _MOST:
            _heads.clear()
        _heads[seven] = born
    return born


Sums = tuple[dict[str, int], dict[str, int], dict[str, int]]


@cache
def _sums() -> tuple[Sums, Sums]:
    """By the first weights and by the second: four digits → their share of the sum modulo 11.

    The last third takes the check digit off, so the three shares of a sound number give 0 modulo
    11.
    """
    return _thirds(FIRST_WEIGHTS), _thirds(SECOND_WEIGHTS)


def _thirds(weights: tuple[int, ...]) -> Sums:
    return _shares(weights[:4]), _shares(weights[4:8]), _shares((*weights[8:], -1))


def _shares(weights: tuple[int, ...]) -> dict[str, int]:
    a, b, c, d = weights
    ten = range(10)
    return {
        f"{i}{j}{k}{m}": (a * i + b * j + c * k + d * m) % 11
        for i in ten
        for j in ten
        for k in ten
        for m in ten
    }


def _day(text: str) -> dt.date | None:
    """A date read before, or read now; dates of coming and leaving repeat from push to push."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    if len(_days) >= _MOST:
        _days.clear()
    _days[text] = day
    return day


def _is_sound_by_second(iin: str, rest: int) -> bool:
    """Whether the first weights give 10 and the second ones the check digit: one of eleven."""
    if (rest + int(iin[11])) % 11 != 10:
        return False
    one, two, three = _sums()[1]
    return (one[iin[:4]] + two[iin[4:8]] + three[iin[8:]]) % 11 == 0


def quick_look(month: Month) -> Look:
    """A function that gives the row, or None where anything needs a closer look."""
    heads, ((one, two, three), _second), days = _heads, _sums(), _days
    first, last = month.first_day, month.last_day
    oldest = f"{last.year - OLDEST - 1:04d}{last:-%m-%d}"
    youngest = f"{last.year - YOUNGEST:04d}{last:-%m-%d}"

    def right(number: int, row: PupilRow) -> GoodRow | None:
        iin, born = row.iin, row.birth_date
        if type(iin) is not str or type(born) is not str:
            return None
        if born != (heads.get(iin[:7]) or _head(iin[:7])):
            return None
        if not oldest < born <= youngest:
            return None
        try:
            rest = (one[iin[:4]] + two[iin[4:8]] + three[iin[8:]]) % 11
        except KeyError:
            return None
        if rest and not _is_sound_by_second(iin, rest):
            return None
        grade, study, row_id = row.grade, row.study_type, row.row_id
        if type(grade) is not int or not 0 <= grade <= 12:
            return None
        if type(study) is not str or study not in STUDY_TYPES or row.is_object is not True:
            return None
        # a longer one might itself be an IIN
        if row_id is not None and not (
            type(row_id) is str and 0 < len(row_id) < 12 and row_id.isprintable()
        ):
            return None
        came, left = row.enrolled_on, row.left_on
        if came is not None:
            if type(came) is not str or came < born:
                return None
            came = days.get(came) or _day(came)
            if came is None or came > last:
                return None
        if left is None or left is _UNSET:
            return GoodRow(number, iin, grade, study, came, None, left is None)
        if type(left) is not str:
            return None
        left = days.get(left) or _day(left)
        if left is None or left < first or (came is not None and left < came):
            return None
        return GoodRow(number, iin, grade, study, came, left, True)

    return right
