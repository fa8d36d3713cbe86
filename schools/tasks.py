"""Celery tasks of schools: hints only, the tables are the truth."""

from celery import shared_task

from core import jobs, tracing
from core.models import Job
from schools.jobs import ERASE_BODIES
from schools.services.expiring_proofs import warn_of_expiring_proofs


@shared_task(name="schools.tasks.erase_old_bodies", ignore_result=True)
def erase_old_bodies() -> None:
    """Beat: erase the bodies of pushes whose term is over, one job at a time."""
    tracing.begin()
    if not Job.objects.filter(kind=ERASE_BODIES, state__in=("queued", "running")).exists():
        jobs.enqueue(ERASE_BODIES)


@shared_task(name="schools.tasks.warn_of_expiring_proofs", ignore_result=True)
def warn_of_expiring() -> None:
    """Beat: tell schools whose papers of special types of study end soon."""
    tracing.begin()
    warn_of_expiring_proofs()
