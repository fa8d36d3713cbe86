"""Make a vendor's rows of a school's month exactly what the push says, set-wise and sorted."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from core import clock
from core.one_trip import Trip
from core.periods import Month
from schools.models import PupilMonth
from schools.models.study_type import NUMBER_OF
from schools.rules_of_rows import GoodRow
from schools.services.sources import made_source

Said = tuple[int, str, dt.date | None, dt.date | None]
"""Grade, study type, enrolled on, left on."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a push changes, by person."""

    added: Mapping[int, Said]
    changed: Mapping[int, Said]
    removed: Sequence[int]

    def as_json(self) -> dict[str, int]:
        """The three counts."""
        return {
            "added": len(self.added),
            "removed": len(self.removed),
            "changed": len(self.changed),
        }


def rows_now(*, school_id: int, vendor_id: int, month: Month) -> dict[int, Said]:
    """What stands in the table."""
    rows: Iterable[Any] = PupilMonth.objects.filter(
        month=month.first_day, source__school_id=school_id, source__vendor_id=vendor_id
    ).values_list("person_id", "grade", "study_type", "enrolled_on", "left_on")
    return {person: (grade, study, came, left) for person, grade, study, came, left in rows}


def first_seen(*, school_id: int, month: Month) -> dict[int, dt.date]:
    """Day on which the school first told of a person, this month or the one before, by any LMS."""
    seen = PupilMonth.objects.filter(
        month__in=[month.first_day, month.previous().first_day], source__school_id=school_id
    )
    return dict(seen.values_list("person_id").annotate(models.Min("first_seen_on")))


def said(row: GoodRow) -> Said:
    """What a row says of its pupil."""
    return row.grade, row.study_type, row.enrolled_on, row.left_on


def difference(*, before: Mapping[int, Said], after: Mapping[int, Said]) -> Difference:
    """Compare two states of a month."""
    return Difference(
        added={one: after[one] for one in after if one not in before},
        changed={one: after[one] for one in after if one in before and before[one] != after[one]},
        removed=[one for one in before if one not in after],
    )


def write(
    *,
    trip: Trip,
    school_id: int,
    vendor_id: int,
    month: Month,
    changes: Difference,
    first_seen: Mapping[int, dt.date],
    source: int | None = None,
) -> None:
    """Apply a difference. Rows go in the order of their person: unsorted writers deadlock.

    :param trip: takes the statements along
    :param first_seen: of persons the school told of before; today for the others
    :param source: the short key of school and vendor, where it is known already
    """
    if not (changes.removed or changes.added or changes.changed):
        return
    source = source or made_source(school_id=school_id, vendor_id=vendor_id)
    given: dict[str, Any] = {"month": month.first_day, "source": source}
    if changes.removed:
        trip.add(_REMOVE, given | {"persons": _array(sorted(changes.removed))})
    if changes.added:
        today = clock.today()
        added = {
            person: (*said, first_seen.get(person, today)) for person, said in changes.added.items()
        }
        trip.add(_ADD, given | _columns(added))
    if changes.changed:
        trip.add(_CHANGE, given | _columns(changes.changed))


_REMOVE = """
DELETE FROM schools_pupilmonth
WHERE month = %(month)s AND source_id = %(source)s AND person_id = ANY(%(persons)s::int[])
"""
# hundreds of pupils share a grade, a type and dates: each row gives the number of its sort;
# persons come in their order
_ADD = """
INSERT INTO schools_pupilmonth (month, source_id, person_id, grade, study_type, enrolled_on,
    left_on, first_seen_on)
SELECT %(month)s, %(source)s, person, (%(grades)s::smallint[])[sort],
    (%(studies)s::smallint[])[sort], (%(came)s::date[])[sort], (%(left)s::date[])[sort],
    (%(first)s::date[])[sort]
FROM unnest(%(persons)s::int[], %(sorts)s::smallint[]) AS each(person, sort)
"""
_CHANGE = """
UPDATE schools_pupilmonth p SET grade = (%(grades)s::smallint[])[given.sort],
    study_type = (%(studies)s::smallint[])[given.sort],
    enrolled_on = (%(came)s::date[])[given.sort], left_on = (%(left)s::date[])[given.sort]
FROM unnest(%(persons)s::int[], %(sorts)s::smallint[]) AS given(person, sort)
WHERE p.month = %(month)s AND p.source_id = %(source)s AND p.person_id = given.person
"""


_COLUMNS = ("grades", "studies", "came", "left", "first")


def _columns(rows: Mapping[int, tuple[Any, ...]]) -> dict[str, str]:
    """Arrays as PostgreSQL reads them; every value is a number or a date, nothing is escaped.

    The driver would write each value by itself, which takes longer than all the rest.

    :param rows: what is said of each person, of one added with the day first seen
    """
    persons = sorted(rows)
    sorts = {said: str(number) for number, said in enumerate(set(rows.values()), start=1)}
    given = {
        "persons": _array(persons),
        "sorts": _array([sorts[rows[person]] for person in persons]),
    }
    texts = zip(*map(_texts, sorts), strict=True)
    return given | {name: _array(each) for name, each in zip(_COLUMNS, texts, strict=False)}


def _texts(said: tuple[Any, ...]) -> list[str]:
    grade, study, *days = said
    return [str(grade), str(NUMBER_OF[study]), *(str(day or "NULL") for day in days)]


def _array(values: Iterable[Any]) -> str:
    return f"{{{','.join(map(str, values))}}}"
