"""What this room does when others tell that something happened."""

from contracts.jobs import PREPARE_DOCUMENTS
from contracts.services import form_contracts_of_run
from core import jobs, outbox


@outbox.handles("budget.run_fixed")
def on_run_fixed(*, run_id: int, **_more: object) -> None:
    """Form the contracts of the fixed shares; their documents follow in a job."""
    if form_contracts_of_run(run_id=run_id):
        jobs.enqueue(PREPARE_DOCUMENTS, run_id=run_id)
