"""Numbered invariants of this room."""

from core.invariants import declare

declare(
    "I19",
    "school ids have 18 digits and an active school has a confirmed one",
    """
    SELECT s.id FROM schools_school s
    WHERE (s.school_id IS NOT NULL AND s.school_id !~ '^[1-9][0-9]{17}$'
           OR s.status = 'active' AND s.school_id_confirmed_by_id IS NULL)
      AND (%(region)s::text IS NULL OR s.region_id = %(region)s)
    """,
)
declare(
    "I22",
    "one revision of a vendor's month is in force, and no newer one was in force before it",
    """
    SELECT u.school_id FROM schools_submission u
    JOIN schools_school s ON s.id = u.school_id
    WHERE u.status IN ('applied', 'superseded')
      AND (%(region)s::text IS NULL OR s.region_id = %(region)s)
    GROUP BY u.school_id, u.vendor_id, u.kind, u.month
    HAVING count(*) FILTER (WHERE u.status = 'applied') <> 1
        OR max(u.revision) FILTER (WHERE u.status = 'superseded')
           > max(u.revision) FILTER (WHERE u.status = 'applied')
    """,
)
declare(
    "I25",
    "received is accepted and rejected, and the month holds what the revision in force accepted",
    """
    SELECT u.id FROM schools_submission u
    JOIN schools_school s ON s.id = u.school_id
    WHERE (%(region)s::text IS NULL OR s.region_id = %(region)s)
      AND u.kind = 'contingent'
      AND (u.received_count <> u.accepted_count + u.rejected_count
           OR u.status = 'applied' AND COALESCE(u.standing_count, u.accepted_count) <> (
               SELECT count(*) FROM schools_pupil_said p
               WHERE p.month = u.month AND p.school_id = u.school_id
                 AND p.vendor_id = u.vendor_id))
    """,
)
declare(
    "I25",
    "every pupil-month has its person and its source",
    """
    SELECT p.person_id FROM schools_pupilmonth p
    LEFT JOIN schools_person n ON n.id = p.person_id
    LEFT JOIN schools_contingentsource c ON c.id = p.source_id
    LEFT JOIN schools_school s ON s.id = c.school_id
    WHERE (n.id IS NULL OR c.id IS NULL)
      AND (%(region)s::text IS NULL OR s.region_id = %(region)s OR s.id IS NULL)
    """,
)
