"""Celery tasks of what comes in: hints only, the tables are the truth."""

from celery import shared_task

from core import tracing
from lms_api.files import retention


@shared_task(name="lms_api.tasks.forget_old_files", ignore_result=True)
def forget_old_files() -> None:
    """Beat: drop the sealed content of files whose time is over."""
    tracing.begin()
    retention.forget_old_files()
