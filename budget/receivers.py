"""What this room does when others tell that something happened."""

from budget.models import FundingApplication
from budget.selectors.applications import SUBJECT_KIND
from core import outbox
from integrations import outages
from integrations.models import Outage


@outbox.handles(outages.ANSWERED_AGAIN)
def on_registry_answered_again(*, outage_id: int, **_more: object) -> None:
    """The officer could not approve without the registry: the silence does not eat the term."""
    outages.extend_terms(
        Outage.objects.get(pk=outage_id),
        FundingApplication.objects.filter(status="in_moderation"),
        subject_kind=SUBJECT_KIND,
    )
