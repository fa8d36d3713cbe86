"""Celery tasks of what comes in: hints only, the tables are the truth."""

from celery import shared_task

from core import tracing
from lms_api import log_retention
from lms_api.files import retention


@shared_task(name="lms_api.tasks.forget_old_files", ignore_result=True)
def forget_old_files() -> None:
    """Beat: drop the sealed content of files whose time is over."""
    tracing.begin()
    retention.forget_old_files()


@shared_task(name="lms_api.tasks.drop_old_log_lines", ignore_result=True)
def drop_old_log_lines() -> None:
    """Beat: drop the lines of the request log whose time is over."""
    tracing.begin()
    log_retention.drop_old_lines()
