"""Make a vendor's rows of a school's month exactly what the push says, set-wise and sorted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

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
    rows = PupilMonth.objects.filter(
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
    school_id: int,
    vendor_id: int,
    month: Month,
    changes: Difference,
    today: dt.date,
) -> None:
    """Apply a difference. Rows go in the order of their person: unsorted writers deadlock."""
    if not (changes.removed or changes.added or changes.changed):
        return
    source = made_source(school_id=school_id, vendor_id=vendor_id)
    if changes.removed:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM schools_pupilmonth WHERE month = %s AND source_id = %s"
                " AND person_id = ANY(%s)",
                [month.first_day, source, sorted(changes.removed)],
            )
    if changes.added:
        seen = _first_seen(school_id=school_id, month=month, persons=list(changes.added))
        rows = sorted(changes.added.items())
        _add(source, month, rows, seen, today)
    if changes.changed:
        _change(source, month, sorted(changes.changed.items()))


_COPY = (
    "COPY schools_pupilmonth (month, source_id, person_id, first_seen_on, grade, study_type,"
    " enrolled_on, left_on) FROM STDIN"
)


def _add(
    source: int,
    month: Month,
    rows: Sequence[tuple[int, Said]],
    seen: Mapping[int, dt.date],
    today: dt.date,
) -> None:
    """COPY: under the month's lock nobody else adds this vendor's rows, so nothing conflicts.

    Every value is a number or a date: nothing needs to be escaped.
    """
    head = f"{month.first_day}\t{source}\t"
    lines = [
        f"{head}{person}\t{seen.get(person, today)}\t{grade}\t{NUMBER_OF[study]}"
        f"\t{came or _NULL}\t{left or _NULL}\n"
        for person, (grade, study, came, left) in rows
    ]
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.write("".join(lines))


_NULL = "\\N"


def _change(source: int, month: Month, rows: Sequence[tuple[int, Said]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE schools_pupilmonth p SET grade = given.grade, study_type = given.study,"
            " enrolled_on = given.came, left_on = given.left_on"
            " FROM (SELECT * FROM unnest(%s::int[], %s::smallint[], %s::smallint[], %s::date[],"
            " %s::date[]) AS one(person, grade, study, came, left_on) ORDER BY person) given"
            " WHERE p.month = %s AND p.source_id = %s AND p.person_id = given.person",
            [
                [person for person, _ in rows],
                [what[0] for _, what in rows],
                [NUMBER_OF[what[1]] for _, what in rows],
                [what[2] for _, what in rows],
                [what[3] for _, what in rows],
                month.first_day,
                source,
            ],
        )


_FEW = 100


def _first_seen(*, school_id: int, month: Month, persons: list[int]) -> dict[int, dt.date]:
    """The earliest day known from this month or the one before, by any vendor."""
    some: str = ""
    given: list[Any] = [month.first_day, month.previous().first_day, school_id]
    if len(persons) <= _FEW:  # else the whole school is read sooner than a list of keys
        some = " AND person_id = ANY(%s)"
        given.append(persons)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, min(first_seen_on) FROM schools_pupil_said"
            f" WHERE month IN (%s, %s) AND school_id = %s{some} GROUP BY person_id",
            given,
        )
        return dict(cursor.fetchall())
