"""Celery tasks of the core: each takes ids only and may run twice without harm."""

from celery import shared_task

from core import jobs, outbox, partitions, tracing


@shared_task(name="core.tasks.relay_outbox", ignore_result=True)
def relay_outbox() -> int:
    """Deliver due outbox events."""
    tracing.begin()
    return outbox.drain()


@shared_task(name="core.tasks.run_job", ignore_result=True)
def run_job(job_id: str) -> bool:
    """Do one job if nobody else does."""
    tracing.begin(job_id)
    return jobs.run(job_id)


@shared_task(name="core.tasks.sweep_jobs", ignore_result=True)
def sweep_jobs() -> int:
    """Ring again for every due job without a live lease: the table is the truth."""
    due = jobs.due_ids()
    for job_id in due:
        run_job.apply_async(args=[str(job_id)])
    return len(due)


@shared_task(name="core.tasks.make_partitions", ignore_result=True)
def make_partitions() -> None:
    """Add the partitions of the coming year."""
    partitions.ensure_year_ahead()
