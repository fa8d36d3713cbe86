"""Tasks of the house itself."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.conf import settings

from ortabilim import heartbeat as sign_of_life
from ortabilim.celery_config import HEARTBEAT_EVERY


@shared_task(name="ortabilim.tasks.heartbeat", ignore_result=True)
def heartbeat() -> None:
    """Leave the sign that a worker takes tasks; beat rings it every ten seconds."""
    sign_of_life.leave(url=settings.REDIS_URL)


@worker_ready.connect
def ring_at_once(**_kwargs: Any) -> None:
    """Do not wait for the beat: a worker that just came up proves itself by a first task."""
    heartbeat.apply_async(expires=HEARTBEAT_EVERY)
