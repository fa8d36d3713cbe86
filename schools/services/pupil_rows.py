"""Make a vendor's rows of a school's month exactly what the push says, set-wise and sorted."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
    today: dt.date,
    source: int | None = None,
) -> None:
    """Apply a difference. Rows go in the order of their person: unsorted writers deadlock.

    :param trip: takes the statements along
    :param source: the short key of school and vendor, where it is known already
    """
    if not (changes.removed or changes.added or changes.changed):
        return
    source = source or made_source(school_id=school_id, vendor_id=vendor_id)
    given: dict[str, Any] = {"month": month.first_day, "source": source}
    if changes.removed:
        trip.add(_REMOVE, given | {"persons": _array(sorted(changes.removed))})
    if changes.added:
        more = {"before": month.previous().first_day, "school": school_id, "today": today}
        trip.add(_ADD, given | more | _columns(changes.added))
    if changes.changed:
        trip.add(_CHANGE, given | _columns(changes.changed))


_REMOVE = """
DELETE FROM schools_pupilmonth
WHERE month = %(month)s AND source_id = %(source)s AND person_id = ANY(%(persons)s::int[])
"""
# hundreds of pupils share a grade, a type and dates: each row gives the number of its sort
_GIVEN = """(
    SELECT person, (%(grades)s::smallint[])[sort] AS grade,
        (%(studies)s::smallint[])[sort] AS study, (%(came)s::date[])[sort] AS came,
        (%(left)s::date[])[sort] AS left_on
    FROM unnest(%(persons)s::int[], %(sorts)s::smallint[]) AS each(person, sort)
) AS one
"""
# the first day seen is the earliest known from this month or the one before, by any vendor
_ADD = f"""
INSERT INTO schools_pupilmonth (month, source_id, person_id, first_seen_on, grade, study_type,
    enrolled_on, left_on)
SELECT %(month)s, %(source)s, one.person, coalesce(seen.day, %(today)s), one.grade, one.study,
    one.came, one.left_on
FROM {_GIVEN}
LEFT JOIN (
    SELECT person_id, min(first_seen_on) AS day FROM schools_pupilmonth
    WHERE month IN (%(month)s, %(before)s) AND source_id = ANY(ARRAY(
        SELECT id FROM schools_contingentsource WHERE school_id = %(school)s))
    GROUP BY person_id
) seen ON seen.person_id = one.person
ORDER BY one.person
"""
_CHANGE = f"""
UPDATE schools_pupilmonth p SET grade = given.grade, study_type = given.study,
    enrolled_on = given.came, left_on = given.left_on
FROM (SELECT * FROM {_GIVEN} ORDER BY one.person) given
WHERE p.month = %(month)s AND p.source_id = %(source)s AND p.person_id = given.person
"""


def _columns(rows: Mapping[int, Said]) -> dict[str, str]:
    """Arrays as PostgreSQL reads them; every value is a number or a date, nothing is escaped.

    The driver would write each value by itself, which takes longer than all the rest.
    """
    persons = sorted(rows)
    sorts = {said: str(number) for number, said in enumerate(set(rows.values()), start=1)}
    grades, studies, came, left = zip(*map(_texts, sorts), strict=True)
    return {
        "persons": _array(persons),
        "sorts": _array([sorts[rows[person]] for person in persons]),
        "grades": _array(grades),
        "studies": _array(studies),
        "came": _array(came),
        "left": _array(left),
    }


def _texts(said: Said) -> tuple[str, str, str, str]:
    grade, study, came, left = said
    return str(grade), str(NUMBER_OF[study]), str(came or "NULL"), str(left or "NULL")


def _array(values: Iterable[Any]) -> str:
    return f"{{{','.join(map(str, values))}}}"
