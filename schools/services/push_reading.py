"""What a push of the contingent must know, read in one statement under the month's lock.

The database looks while the rows are checked: ``ask`` puts the question on a trip that is sent
ahead, ``told`` reads the answer.
"""

import datetime as dt
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core import vault
from core.one_trip import Told, Trip
from core.periods import Month
from schools.models import School
from schools.models.study_type import STUDY_OF
from schools.rules_of_rows import PupilRow, may_be_iin
from schools.selectors.contingent import cut_off_day
from schools.services.elsewhere import claimed_elsewhere
from schools.services.month_state import MonthState
from schools.services.persons import Persons
from schools.services.pupil_rows import Said

_READ = """
SELECT * FROM schools_read_push(
    %(school)s, %(vendor)s, %(month)s, %(cut_off)s, %(indexes)b, %(lock)s)
"""
_MOST_KEPT = 4_096


@dataclass(frozen=True, slots=True)
class Reading:
    """The month as the push finds it, and the persons it names."""

    state: MonthState
    source: int | None
    """Short key of school and vendor; None before the vendor's first push."""
    persons: Persons
    before: dict[int, Said]
    """What stands in the table, by person."""
    first_seen: dict[int, dt.date]
    """Day on which this school first told of a person, this month or the one before."""
    elsewhere: dict[int, str]
    """Person → code of the warning: another school reports them too."""


class Asked:
    """A question on its way."""

    def __init__(self, told: Told, indexes: Mapping[str, bytes]) -> None:
        self._told = told
        self._indexes = indexes

    def told(self, *, school: School, month: Month, iins: Sequence[str]) -> Reading:
        """Read the answer, after the trip.

        :param iins: of the right rows, among those asked for
        """
        [row] = self._told.rows
        closed, revision, primary, source, persons, said, seen, elsewhere, number = row
        known = _known(list(self._indexes), persons or b"")
        if len(iins) < len(self._indexes):  # rows that turned out wrong bring nobody along
            known = {iin: known[iin] for iin in iins if iin in known}
        return Reading(
            state=MonthState(closed, revision or 0, primary, number),
            source=source,
            persons=Persons({self._indexes[iin]: iin for iin in iins}, known),
            before=_before(said) if said else {},
            first_seen=_first_seen(seen) if seen else {},
            elsewhere=_elsewhere(school, month, elsewhere),
        )


def indexes_of(rows: Sequence[PupilRow]) -> dict[str, bytes]:
    """Keyed hash of each IIN, of all rows that may turn out to be right."""
    each = list(dict.fromkeys([row.iin for row in rows if may_be_iin(row.iin)]))
    return dict(zip(each, vault.blind_indexes(each), strict=True))


def ask(
    trip: Trip,
    *,
    school: School,
    vendor_id: int,
    month: Month,
    indexes: Mapping[str, bytes],
    lock: bool,
) -> Asked:
    """Put the question: it waits for the month's lock, which is held until the transaction ends.

    :param indexes: by IIN, see ``indexes_of``
    :param lock: a dry run only looks and waits for nobody
    """
    given = {
        "school": school.pk,
        "vendor": vendor_id,
        "month": month.first_day,
        "cut_off": cut_off_day(month),
        "indexes": b"".join(indexes.values()),
        "lock": lock,
    }
    return Asked(trip.add(_READ, given), indexes)


def _known(iins: Sequence[str], pairs: bytes) -> dict[str, int]:
    """Place in the push and person, four bytes each."""
    each = struct.unpack(f">{len(pairs) // 4}i", pairs)
    return {iins[place]: person for place, person in zip(each[::2], each[1::2], strict=True)}


def _elsewhere(school: School, month: Month, persons: str | None) -> dict[int, str]:
    """Hardly anybody: only then are schools and bindings looked at."""
    if not persons:
        return {}
    return claimed_elsewhere(school=school, month=month, persons=set(map(int, persons.split())))


_said: dict[str, Said] = {}


def _before(text: str) -> dict[int, Said]:
    """``person grade type came left`` of each row; what pupils have in common is read once."""
    before = {}
    for row in text.split(","):
        person, _space, rest = row.partition(" ")
        said = _said.get(rest)
        if said is None:
            if len(_said) >= _MOST_KEPT:
                _said.clear()
            said = _said[rest] = _read(rest)
        before[int(person)] = said
    return before


def _first_seen(text: str) -> dict[int, dt.date]:
    """``day person person …``, the latest day first: an earlier one is the first."""
    days: dict[int, dt.date] = {}
    for group in text.split(","):
        day, *persons = group.split(" ")
        days.update(dict.fromkeys(map(int, persons), dt.date.fromisoformat(day)))
    return days


def _read(rest: str) -> Said:
    grade, study, came, left = rest.split()
    return int(grade), STUDY_OF[int(study)], _day(came), _day(left)


def _day(text: str) -> dt.date | None:
    return None if text == "-" else dt.date.fromisoformat(text)
