"""Schools whose data name the same pupils in a month."""

from django.db import connection

from core.periods import Month

_RIVALS = """
SELECT DISTINCT o.school_id FROM schools_pupil_said m
JOIN schools_pupil_said o ON o.month = m.month AND o.person_block = m.person_block
    AND o.person_id = m.person_id AND o.school_id <> m.school_id
WHERE m.month = %s AND m.school_id = %s
UNION
SELECT DISTINCT theirs.school_id FROM schools_duplicateclaim mine
JOIN schools_duplicateclaim theirs ON theirs.case_id = mine.case_id
    AND theirs.school_id <> mine.school_id
JOIN schools_duplicatecase c ON c.id = mine.case_id
WHERE c.month = %s AND mine.school_id = %s
"""


def rival_schools(*, school_id: int, month: Month) -> list[int]:
    """Other schools that name, or named, a pupil of this school's month."""
    day = month.first_day
    with connection.cursor() as cursor:
        cursor.execute(_RIVALS, [day, school_id, day, school_id])
        return sorted(found for (found,) in cursor.fetchall())
