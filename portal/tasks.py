"""Celery tasks of the portal: hints only, the tables are the truth."""

from celery import shared_task

from core import tracing
from portal.channels.sending import send_due


@shared_task(name="portal.tasks.send_deliveries", ignore_result=True)
def send_deliveries() -> int:
    """Beat: send the e-mails and SMS that are due."""
    tracing.begin()
    return send_due()
