"""Celery tasks of acts: hints only, the tables are the truth."""

from celery import shared_task

from acts.jobs import CLOSE_MONTH, FIND_INVOICES
from acts.services.invoices import acts_without_invoice
from core import clock, jobs, tracing
from core.models import Job
from core.periods import Month


@shared_task(name="acts.tasks.sweep_invoices", ignore_result=True)
def sweep_invoices() -> None:
    """Beat: ask for the e-invoices of signed acts that have none, one job at a time."""
    tracing.begin()
    waiting = Job.objects.filter(kind=FIND_INVOICES, state__in=("queued", "running"))
    if acts_without_invoice().exists() and not waiting.exists():
        jobs.enqueue(FIND_INVOICES)


@shared_task(name="acts.tasks.form_ended_month", ignore_result=True)
def form_ended_month() -> None:
    """Beat: form what is missing of last month's acts, so that nobody has to ask for them."""
    tracing.begin()
    month = str(Month.of(clock.today()).previous())
    waiting = Job.objects.filter(
        kind=CLOSE_MONTH, params__month=month, state__in=("queued", "running")
    )
    if not waiting.exists():
        jobs.enqueue(CLOSE_MONTH, month=month)
