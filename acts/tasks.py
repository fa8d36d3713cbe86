"""Celery tasks of acts: hints only, the tables are the truth."""

from celery import shared_task

from acts.jobs import FIND_INVOICES
from acts.services.invoices import acts_without_invoice
from core import jobs, tracing
from core.models import Job


@shared_task(name="acts.tasks.sweep_invoices", ignore_result=True)
def sweep_invoices() -> None:
    """Beat: ask for the e-invoices of signed acts that have none, one job at a time."""
    tracing.begin()
    waiting = Job.objects.filter(kind=FIND_INVOICES, state__in=("queued", "running"))
    if acts_without_invoice().exists() and not waiting.exists():
        jobs.enqueue(FIND_INVOICES)
