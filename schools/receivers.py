"""What this room does after events."""

from core.outbox import handles
from core.periods import Month
from schools.services.duplicates import open_cases


@handles("schools.contingent_applied")
def on_contingent_applied(*, school_id: int, month: str, submission_id: int) -> None:
    """Look for pupils whom another organisation claims in the same month."""
    open_cases(school_id=school_id, month=Month.parse(month))
