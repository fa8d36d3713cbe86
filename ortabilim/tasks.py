"""Tasks of the house itself."""

from celery import shared_task

from ortabilim import heartbeat as worker_heartbeat


@shared_task(name="ortabilim.tasks.heartbeat", ignore_result=True)
def heartbeat() -> None:
    """Leave the sign that a worker takes tasks; beat rings it every ten seconds."""
    worker_heartbeat.leave()
