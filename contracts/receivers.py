"""What this room does when others tell that something happened."""

from django.utils.translation import gettext_lazy as _

from contracts.jobs import PREPARE_DOCUMENTS
from contracts.models import Contract
from contracts.services import form_contracts_of_run
from contracts.services.documents import KIND
from core import jobs, outbox
from core.workflow import Actor
from signing import access
from signing.models import Document


@outbox.handles("budget.run_fixed")
def on_run_fixed(*, run_id: int, **_more: object) -> None:
    """Form the contracts of the fixed shares; their documents follow in a job."""
    if form_contracts_of_run(run_id=run_id):
        jobs.enqueue(PREPARE_DOCUMENTS, run_id=run_id)


def _parties_may_read(actor: Actor, document: Document) -> bool:
    return Contract.objects.visible_to(actor).filter(pk=document.subject_id).exists()


def _state_of(document: Document) -> str:
    contract = Contract.objects.filter(pk=document.subject_id).first()
    return contract.get_status_display() if contract else ""


access.register(KIND, _parties_may_read, label=_("Договор"), state_of=_state_of)
