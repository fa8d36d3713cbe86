"""Pupils of a push whom another school reports in the same month: a warning, never a refusal."""

from collections.abc import Iterable

from django.db import connection

from core.periods import Month
from schools.models import School
from schools.selectors.contingent import cut_off_day
from schools.selectors.person_blocks import blocks_of

_CLAIMED = """
SELECT p.person_id, bool_or(s.organisation_id <> %(organisation)s)
FROM schools_pupil_said p
JOIN schools_school s ON s.id = p.school_id
JOIN schools_lmsbinding b ON b.school_id = p.school_id AND b.vendor_id = p.vendor_id
 AND b.is_primary AND b.since <= %(day)s AND (b.until IS NULL OR b.until >= %(day)s)
WHERE p.month = %(month)s AND p.person_block = ANY(%(blocks)s::int[])
  AND p.person_id = ANY(%(persons)s::int[]) AND p.school_id <> %(school)s
  AND (p.enrolled_on IS NULL OR p.enrolled_on <= %(day)s)
  AND (p.left_on IS NULL OR p.left_on > %(day)s)
GROUP BY p.person_id
"""


def claimed_elsewhere(*, school: School, month: Month, persons: Iterable[int]) -> dict[int, str]:
    """Person → code of the warning. What the other school is, nobody is told."""
    asked = sorted(persons)
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIMED,
            {
                "school": school.pk,
                "organisation": school.organisation_id,
                "month": month.first_day,
                "day": cut_off_day(month),
                "blocks": f"{{{','.join(map(str, blocks_of(asked)))}}}",
                "persons": f"{{{','.join(map(str, asked))}}}",
            },
        )
        return {
            person: "K5" if is_other_owner else "SIBLING_SCHOOL"
            for person, is_other_owner in cursor.fetchall()
        }
