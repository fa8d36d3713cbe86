"""What a push must know of its month, read in one trip under the month's lock."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from core.periods import Month
from schools.selectors.contingent import cut_off_day


@dataclass(frozen=True, slots=True)
class MonthState:
    """The month as the push finds it."""

    is_closed: bool
    revision: int
    """Of the newest push of this vendor and kind; 0 before the first."""
    primary_vendor_id: int | None
    """Whose data feed the act, on the cut-off day."""
    number: int | None
    """The id that the push will have; None of a dry run."""


# the lock is a statement of its own: the next one then sees what its holder before committed
_LOCK = "SELECT pg_advisory_xact_lock(%(school)s, %(number)s);"
_STATE = """
SELECT EXISTS (SELECT 1 FROM schools_monthclosure c
               LEFT JOIN schools_monthreopening r ON r.closure_id = c.id
               WHERE c.school_id = %(school)s AND c.month = %(month)s AND r.id IS NULL),
       (SELECT max(revision) FROM schools_submission
        WHERE school_id = %(school)s AND vendor_id = %(vendor)s AND kind = %(kind)s
          AND month = %(month)s),
       (SELECT vendor_id FROM schools_lmsbinding
        WHERE school_id = %(school)s AND is_primary AND since <= %(day)s
          AND (until IS NULL OR until >= %(day)s) ORDER BY since DESC, id DESC LIMIT 1),
       CASE WHEN %(writes)s THEN nextval('schools_submission_id_seq') END
"""


def month_state(
    *, school_id: int, vendor_id: int, kind: str, month: Month, lock: bool = True
) -> MonthState:
    """Wait for the month's lock (held until the transaction ends) and read its state.

    :param lock: a dry run only looks and waits for nobody
    """
    given: dict[str, Any] = {
        "school": school_id,
        "vendor": vendor_id,
        "kind": kind,
        "month": month.first_day,
        "number": month.year * 12 + month.month,
        "day": cut_off_day(month),
        "writes": lock,
    }
    with connection.cursor() as cursor:
        cursor.execute((_LOCK if lock else "") + _STATE, given)
        while lock and cursor.nextset():
            pass
        closed, revision, primary, number = cursor.fetchone()
    return MonthState(closed, revision or 0, primary, number)
