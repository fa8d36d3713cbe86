"""What this room does when its upstream tells of a change."""

from budget.models import FundingApplication
from budget.services.checking import decide
from core.outbox import handles


@handles("school.purpose_decided")
def on_purpose_decided(*, school_id: int) -> None:
    """An officer read the title document: K1 of the school's open applications is decided anew."""
    for application in FundingApplication.objects.select_for_update(of=("self",)).filter(
        school_id=school_id, status="in_moderation"
    ):
        decide(application=application)
