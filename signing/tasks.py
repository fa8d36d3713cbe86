"""Celery tasks of signing: hints only, the tables are the truth."""

from celery import shared_task

from core import jobs, tracing
from core.models import Job

RECHECK = "signing.recheck"


@shared_task(name="signing.tasks.recheck_signatures", ignore_result=True)
def recheck_signatures() -> None:
    """Beat: look at stored signatures again, one job at a time."""
    tracing.begin()
    if not Job.objects.filter(kind=RECHECK, state__in=("queued", "running")).exists():
        jobs.enqueue(RECHECK)
