"""Send what is due: a message is taken under a lease, sent outside any transaction, and noted."""

import datetime as dt
import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from core import clock
from integrations import gateways
from integrations.errors import RegistryError, Rejected
from integrations.http import Patience
from portal.channels.words import email_text, sms_text
from portal.models import Channel, Contact, Delivery, DeliveryState

LEASE = dt.timedelta(minutes=2)
GIVE_UP_AFTER = dt.timedelta(hours=24)
_FIRST_WAIT = dt.timedelta(seconds=30)
_LONGEST_WAIT = dt.timedelta(hours=1)
_log = logging.getLogger(__name__)


def send_due(limit: int = 200) -> int:
    """Send up to ``limit`` messages; returns how many left the house."""
    sent = 0
    for _turn in range(limit):
        delivery = _take()
        if delivery is None:
            break
        sent += _send(delivery)
    return sent


def _take() -> Delivery | None:
    now = clock.now()
    with transaction.atomic():
        delivery = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("contact__user")
            .filter(
                Q(state=DeliveryState.GATHERING)
                | Q(state=DeliveryState.TRYING, lease_until__isnull=True)
                | Q(state=DeliveryState.TRYING, lease_until__lt=now),
                due_at__lte=now,
            )
            .order_by("due_at", "pk")
            .first()
        )
        if delivery is None:
            return None
        delivery.state, delivery.lease_until = DeliveryState.TRYING, now + LEASE
        delivery.attempts += 1
        delivery.save(update_fields=["state", "lease_until", "attempts"])
    return delivery


def _send(delivery: Delivery) -> bool:
    contact = delivery.contact
    notices = list(delivery.notifications.order_by("pk"))
    language = contact.user.language
    try:
        if contact.channel == Channel.SMS:
            delivery.provider_id = send_sms(
                contact, sms_text(notices, language=language), reference=f"delivery-{delivery.pk}"
            )
        else:
            subject, body = email_text(notices, language=language)
            send_email(contact, subject, body, reference=f"delivery-{delivery.pk}")
    except (RegistryError, SMTPException, OSError) as problem:
        _postpone(delivery, problem)
        return False
    delivery.state, delivery.sent_at = DeliveryState.SENT, clock.now()
    delivery.lease_until, delivery.problem = None, ""
    delivery.save(update_fields=["state", "sent_at", "lease_until", "problem", "provider_id"])
    return True


def send_sms(contact: Contact, text: str, *, reference: str) -> str:
    """Hand one text to SMS 1414; returns the gateway's id.

    :raises RegistryError: it did not take the message
    """
    receipt = gateways.sms_gateway().send(
        phone=contact.reveal(),
        text=text,
        reference=reference,
        now=clock.now(),
        patience=Patience.INTERACTIVE,
    )
    return receipt.message_id


def send_email(contact: Contact, subject: str, body: str, *, reference: str) -> None:
    """Hand one letter to the mail server; the same reference is the same Message-ID.

    :raises SMTPException: the server did not take it
    :raises OSError: there is no server
    """
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    EmailMessage(
        subject=subject,
        body=body,
        to=[contact.reveal()],
        headers={"Message-ID": f"<{reference}@{domain}>", "Auto-Submitted": "auto-generated"},
    ).send()


def _postpone(delivery: Delivery, problem: Exception) -> None:
    """Try later, twice as late each time; after a day, or when refused for good, give up."""
    now = clock.now()
    delivery.problem = type(problem).__name__[:40]
    _log.warning("delivery %s: %s", delivery.pk, delivery.problem)
    is_over = isinstance(problem, Rejected) or now - delivery.created_at > GIVE_UP_AFTER
    delivery.state = DeliveryState.FAILED if is_over else DeliveryState.TRYING
    delivery.lease_until = None
    wait = _FIRST_WAIT * 2 ** min(delivery.attempts - 1, 10)
    delivery.due_at = now + min(wait, _LONGEST_WAIT)
    delivery.save(update_fields=["state", "lease_until", "problem", "due_at"])
