"""Which organisations claim a pupil in a month.

A claim is a row of the school's primary vendor for a pupil enrolled on the cut-off day: a pupil who
left is claimed by nobody, a second LMS of the same school is not a second claim.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from core.periods import Month
from schools.models import School
from schools.selectors.contingent import as_month, cut_off_day
from schools.selectors.person_blocks import blocks_of


@dataclass(frozen=True, slots=True)
class Claim:
    """One school's claim of a pupil."""

    school_id: int
    organisation_id: int
    enrolled_on: dt.date | None


_CLAIMS = """
SELECT p.person_id, p.school_id, s.organisation_id, p.enrolled_on
FROM schools_pupil_said p
JOIN schools_school s ON s.id = p.school_id
JOIN schools_lmsbinding b ON b.school_id = p.school_id AND b.vendor_id = p.vendor_id
 AND b.is_primary AND b.since <= %(day)s AND (b.until IS NULL OR b.until >= %(day)s)
WHERE p.month = %(month)s AND p.person_block = ANY(%(blocks)s) AND p.person_id = ANY(%(persons)s)
  AND (p.enrolled_on IS NULL OR p.enrolled_on <= %(day)s)
  AND (p.left_on IS NULL OR p.left_on > %(day)s)
ORDER BY p.person_id, p.enrolled_on NULLS LAST, p.first_seen_on, p.school_id
"""


def claims_of_persons(*, month: Month, persons: Sequence[int]) -> dict[int, list[Claim]]:
    """All claims of some pupils, the earliest enrolled first."""
    found: dict[int, list[Claim]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIMS,
            {
                "day": cut_off_day(month),
                "month": month.first_day,
                "persons": list(persons),
                "blocks": blocks_of(persons),
            },
        )
        for person, school, organisation, came in cursor.fetchall():
            found.setdefault(person, []).append(Claim(school, organisation, came))
    return found


def claims_of_school(*, school_id: int, month: Month) -> dict[int, list[Claim]]:
    """Claims of those pupils of a school's month whom more than one organisation claims."""
    claims = claims_of_persons(month=month, persons=_shared(school_id=school_id, month=month))
    return {
        person: claimed
        for person, claimed in claims.items()
        if len({one.organisation_id for one in claimed}) > 1
    }


def kept_by_sibling(school: School, month: Month | dt.date) -> dict[int, int]:
    """Pupils whom another school of the same BIN keeps: person → that school.

    The earlier ``enrolled_on`` keeps the pupil, then the earlier seen, then the lower school id;
    no case is opened inside one organisation.
    """
    month = as_month(month)
    shared = _shared(school_id=school.pk, month=month)
    kept = {}
    for person, claimed in claims_of_persons(month=month, persons=shared).items():
        own = [one for one in claimed if one.organisation_id == school.organisation_id]
        if len(own) > 1 and own[0].school_id != school.pk:
            kept[person] = own[0].school_id
    return kept


def _shared(*, school_id: int, month: Month) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT mine.person_id FROM schools_pupil_said mine"
            " JOIN schools_pupil_said other ON other.month = mine.month"
            " AND other.person_block = mine.person_block"
            " AND other.person_id = mine.person_id AND other.school_id <> mine.school_id"
            " WHERE mine.month = %s AND mine.school_id = %s ORDER BY 1",
            [month.first_day, school_id],
        )
        return [row[0] for row in cursor.fetchall()]
