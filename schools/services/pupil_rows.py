"""Make a vendor's rows of a school's month exactly what the push says, set-wise and sorted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from core.periods import Month
from schools.models import PupilMonth
from schools.rules_of_rows import GoodRow

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
        month=month.first_day, school_id=school_id, vendor_id=vendor_id
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
    revision: int,
    today: dt.date,
) -> None:
    """Apply a difference. Rows go in the order of their person: unsorted writers deadlock."""
    if changes.removed:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM schools_pupilmonth WHERE month = %s AND school_id = %s"
                " AND vendor_id = %s AND person_id = ANY(%s)",
                [month.first_day, school_id, vendor_id, sorted(changes.removed)],
            )
    rows = sorted({**changes.added, **changes.changed}.items())
    if not rows:
        return
    seen = _first_seen(school_id=school_id, month=month, persons=list(changes.added))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO schools_pupilmonth (month, school_id, vendor_id, person_id, grade,"
            " study_type, enrolled_on, left_on, first_seen_on, revision)"
            " SELECT %s, %s, %s, given.* , %s FROM unnest(%s::bigint[], %s::smallint[],"
            " %s::text[], %s::date[], %s::date[], %s::date[])"
            " AS given(person, grade, study, came, left_on, seen) ORDER BY given.person"
            " ON CONFLICT (month, school_id, vendor_id, person_id) DO UPDATE SET"
            " grade = excluded.grade, study_type = excluded.study_type,"
            " enrolled_on = excluded.enrolled_on, left_on = excluded.left_on,"
            " revision = excluded.revision",
            [
                month.first_day,
                school_id,
                vendor_id,
                revision,
                [person for person, _ in rows],
                [what[0] for _, what in rows],
                [what[1] for _, what in rows],
                [what[2] for _, what in rows],
                [what[3] for _, what in rows],
                [seen.get(person, today) for person, _ in rows],
            ],
        )


def _first_seen(*, school_id: int, month: Month, persons: list[int]) -> dict[int, dt.date]:
    """The earliest day known from this month or the one before, by any vendor."""
    if not persons:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, min(first_seen_on) FROM schools_pupilmonth"
            " WHERE month IN (%s, %s) AND school_id = %s AND person_id = ANY(%s)"
            " GROUP BY person_id",
            [month.first_day, month.previous().first_day, school_id, persons],
        )
        return dict(cursor.fetchall())
