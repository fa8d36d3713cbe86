"""A person's own e-mail and phone: set, proved by a code, forgotten."""

import datetime as dt
import hmac
import re
import secrets
from smtplib import SMTPException

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core import clock, vault
from integrations.errors import RegistryError
from portal.channels.sending import send_email, send_sms
from portal.models import Channel, ChannelChoice, Contact, Delivery, DeliveryState, NoticeGroup

CODE_LIVES = dt.timedelta(minutes=10)
BETWEEN_CODES = dt.timedelta(seconds=60)
MOST_TRIES = 5
MOST_CODES_A_DAY = 10
_PHONE = re.compile(r"\+77\d{9}")


class ContactRefused(ValueError):
    """Why not, in words for the person."""


def normal_phone(text: str) -> str:
    """``8 (701) 123-45-67`` and ``+7 701 …`` → ``+77011234567``.

    :raises ContactRefused: not a mobile number of Kazakhstan
    """
    digits = re.sub(r"[\s()\-]", "", text)
    if digits.startswith("8") and len(digits) == 11:
        digits = "+7" + digits[1:]
    elif digits.startswith("7") and len(digits) in (10, 11):
        digits = "+" + digits if len(digits) == 11 else "+7" + digits
    if not _PHONE.fullmatch(digits):
        raise ContactRefused(_("Нужен казахстанский мобильный номер, например +7 701 123 45 67."))
    return digits


def masked(channel: str, address: str) -> str:
    """``+7 701 ••• •• 67``, ``a•••@example.kz``."""
    if channel == Channel.SMS:
        return f"+7 {address[2:5]} ••• •• {address[-2:]}"
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}•••@{domain}"[:80]


def propose(*, user: User, channel: Channel, address: str) -> Contact:
    """Keep an address that is not proved yet, and send a code to it.

    What gathered for the old address does not go to the new one.

    :raises ContactRefused: too many codes, or the message could not leave
    """
    now = clock.now()
    with transaction.atomic():
        contact = Contact.objects.select_for_update().filter(user=user, channel=channel).first()
        contact = contact or Contact(user=user, channel=channel)
        _check_pace(contact, now)
        code = f"{secrets.randbelow(1_000_000):06}"
        contact.seal(address)
        contact.masked = masked(channel, address)
        same_day = contact.code_asked_at and contact.code_asked_at.date() == now.date()
        contact.codes_sent = contact.codes_sent + 1 if same_day else 1
        contact.confirmed_at, contact.code_asked_at, contact.code_tries = None, now, 0
        contact.save()
        contact.code_index = _code_index(contact, code)
        contact.save(update_fields=["code_index"])
        _drop_waiting(contact)
    _send_code(contact, code)
    return contact


def confirm(*, user: User, channel: Channel, code: str) -> Contact:
    """Take the code that came; then the groups that wait for a move are switched on.

    :raises ContactRefused: wrong, too old, or tried too often
    """
    now = clock.now()
    with transaction.atomic():
        contact = Contact.objects.select_for_update().filter(user=user, channel=channel).first()
        if contact is None or contact.code_index is None or contact.code_asked_at is None:
            raise ContactRefused(_("Сначала запросите код."))
        if contact.code_tries >= MOST_TRIES or now - contact.code_asked_at > CODE_LIVES:
            raise ContactRefused(_("Код больше не действует: запросите новый."))
        contact.code_tries += 1
        fits = hmac.compare_digest(bytes(contact.code_index), _code_index(contact, code.strip()))
        if fits:
            contact.confirmed_at, contact.code_index = now, None
            for group in (NoticeGroup.MOVE, NoticeGroup.REFUSAL):
                ChannelChoice.objects.get_or_create(user=user, channel=channel, group=group)
        contact.save()
    if not fits:  # after the commit: the try is counted
        left = MOST_TRIES - contact.code_tries
        raise ContactRefused(_("Код не подходит. Осталось попыток: %(left)s.") % {"left": left})
    return contact


def forget(*, user: User, channel: Channel) -> None:
    """Erase an address and everything that waits for it."""
    with transaction.atomic():
        ChannelChoice.objects.filter(user=user, channel=channel).delete()
        Contact.objects.filter(user=user, channel=channel).delete()


def choose(*, user: User, wanted: set[tuple[str, str]], daily: set[str]) -> None:
    """Keep the person's table of (channel, group) and which channels write once a day."""
    with transaction.atomic():
        confirmed = Contact.objects.filter(user=user, confirmed_at__isnull=False)
        channels = {contact.channel for contact in confirmed}
        ChannelChoice.objects.filter(user=user, channel__in=channels).delete()
        ChannelChoice.objects.bulk_create(
            ChannelChoice(user=user, channel=channel, group=group)
            for channel, group in sorted(wanted)
            if channel in channels
        )
        for contact in confirmed:
            contact.once_a_day = contact.channel in daily
            contact.save(update_fields=["once_a_day"])


def _check_pace(contact: Contact, now: dt.datetime) -> None:
    asked = contact.code_asked_at
    if asked is None:
        return
    if now - asked < BETWEEN_CODES:
        raise ContactRefused(_("Код уже отправлен. Новый можно запросить через минуту."))
    if asked.date() == now.date() and contact.codes_sent >= MOST_CODES_A_DAY:
        raise ContactRefused(_("Сегодня запрошено слишком много кодов. Попробуйте завтра."))


def _code_index(contact: Contact, code: str) -> bytes:
    return vault.blind_index(f"contact.code|{contact.pk}|{contact.code_asked_at}|{code}")


def _send_code(contact: Contact, code: str) -> None:
    assert contact.code_asked_at is not None
    reference = f"code-{contact.pk}-{contact.code_asked_at:%Y%m%d%H%M%S}"
    with override(contact.user.language):
        text = _("Bilimge: код %(code)s. Никому его не называйте.") % {"code": code}
        subject = _("Bilimge: код подтверждения")
    try:
        if contact.channel == Channel.SMS:
            send_sms(contact, text, reference=reference)
        else:
            send_email(contact, subject, text, reference=reference)
    except (RegistryError, SMTPException, OSError) as problem:
        raise ContactRefused(
            _("Сообщение с кодом не ушло: служба не отвечает. Адрес сохранён, запросите код позже.")
        ) from problem


def _drop_waiting(contact: Contact) -> None:
    Delivery.objects.filter(contact=contact).exclude(
        state__in=(DeliveryState.SENT, DeliveryState.FAILED)
    ).delete()
