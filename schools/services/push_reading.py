"""What a push of the contingent must know, read in one statement under the month's lock."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from core import vault
from core.periods import Month
from schools.models import School
from schools.models.study_type import STUDY_OF
from schools.selectors.contingent import cut_off_day
from schools.services.elsewhere import claimed_elsewhere
from schools.services.month_state import MonthState
from schools.services.persons import Persons
from schools.services.pupil_rows import Said

_READ = "SELECT * FROM schools_read_push(%s, %s, %s, %s, %s, %s)"
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
    elsewhere: dict[int, str]
    """Person → code of the warning: another school reports them too."""


def read_push(
    *, school: School, vendor_id: int, month: Month, iins: Sequence[str], lock: bool
) -> Reading:
    """Wait for the month's lock (held until the transaction ends) and read everything.

    :param lock: a dry run only looks and waits for nobody
    """
    indexes = vault.blind_indexes(iins)
    day = cut_off_day(month)
    given: list[Any] = [
        school.pk,
        vendor_id,
        month.first_day,
        day,
        b"".join(indexes),
        lock,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_READ, given)
        closed, revision, primary, source, places, found, said, elsewhere = cursor.fetchone()
    known = (
        {
            iins[int(place)]: int(one)
            for place, one in zip(places.split(), found.split(), strict=True)
        }
        if places
        else {}
    )
    return Reading(
        state=MonthState(closed, revision or 0, primary),
        source=source,
        persons=Persons(dict(zip(indexes, iins, strict=True)), known),
        before=_before(said) if said else {},
        elsewhere=_elsewhere(school, month, elsewhere),
    )


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


def _read(rest: str) -> Said:
    grade, study, came, left = rest.split()
    return int(grade), STUDY_OF[int(study)], _day(came), _day(left)


def _day(text: str) -> dt.date | None:
    return None if text == "-" else dt.date.fromisoformat(text)
