"""What this room does after events."""

from core import jobs
from core.outbox import handles
from core.periods import Month
from schools.services.checks import CHECK_PERSONS
from schools.services.duplicates import open_cases


@handles("schools.contingent_applied")
def on_contingent_applied(*, school_id: int, month: str, submission_id: int) -> None:
    """Ask about new pupils; look for those whom another organisation claims in the month."""
    jobs.enqueue(CHECK_PERSONS, school_id=school_id, month=month)
    open_cases(school_id=school_id, month=Month.parse(month))
