"""Long work of this room."""

from django.db import transaction

from contracts.models import Contract
from contracts.services.documents import prepare_contract_document
from contracts.statuses import ContractStatus
from core.jobs import JobRun, job

PREPARE_DOCUMENTS = "contracts.prepare_documents"


@job(PREPARE_DOCUMENTS)
def prepare_documents(run: JobRun) -> None:
    """Make the documents of a run's contracts, one short transaction each.

    ``params``: ``run_id``. The cursor is the last contract's id; a second run skips what exists.
    """
    waiting = (
        Contract.objects.filter(
            allocation__run_id=run.params["run_id"],
            status=ContractStatus.FORMED,
            pk__gt=run.cursor or 0,
        )
        .select_related("school__organisation", "allocation__run", "document")
        .order_by("pk")
    )
    done, total = run.job.done, run.job.done + waiting.count()
    for contract in waiting:
        with transaction.atomic():
            prepare_contract_document(contract=contract)
            done += 1
            run.checkpoint(cursor=contract.pk, done=done, total=total)
