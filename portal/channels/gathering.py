"""Let notifications gather into messages for those who want them by e-mail or SMS."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from core import clock
from core.periods import ALMATY
from core.settings_book import value
from portal.channels.words import group_of
from portal.dated_settings import SMS_HOURS
from portal.models import (
    Channel,
    ChannelChoice,
    Contact,
    Delivery,
    DeliveryState,
    Notification,
)

GATHER = dt.timedelta(seconds=60)
"""Forty acts offered in one click are one letter, not forty."""
_MORNING = 9


def gather(notices: Sequence[Notification]) -> int:
    """Put each notification into the open message of every contact that wants it.

    Runs in the transaction that wrote the notifications: both stand or neither.

    :returns: how many (notification, contact) pairs were put
    """
    wanted = _wanted(notices)
    if not wanted:
        return 0
    with transaction.atomic():
        for contact in sorted(wanted, key=lambda one: one.pk):  # one order: no deadlock
            _open_delivery(contact).notifications.add(*wanted[contact])
    return sum(map(len, wanted.values()))


def due(contact: Contact, *, now: dt.datetime) -> dt.datetime:
    """When a message that opens now leaves: in a minute, in the morning, never an SMS at night."""
    local = now.astimezone(ALMATY)
    if contact.once_a_day:
        return _at_hour(local, _MORNING)
    leaves = now + GATHER
    if contact.channel == Channel.SMS:
        first, last = value(SMS_HOURS, local.date())
        if not first <= leaves.astimezone(ALMATY).hour < last:
            return _at_hour(local, first)
    return leaves


def _wanted(notices: Sequence[Notification]) -> dict[Contact, list[Notification]]:
    users = {one.user_id for one in notices}
    contacts: dict[int, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.filter(user__in=users, confirmed_at__isnull=False):
        contacts[contact.user_id].append(contact)
    if not contacts:
        return {}
    chosen = set(
        ChannelChoice.objects.filter(user__in=contacts).values_list("user_id", "channel", "group")
    )
    wanted: dict[Contact, list[Notification]] = defaultdict(list)
    for notice in notices:
        for contact in contacts.get(notice.user_id, ()):
            if (notice.user_id, contact.channel, group_of(notice.kind)) in chosen:
                wanted[contact].append(notice)
    return wanted


def _open_delivery(contact: Contact) -> Delivery:
    """The message that still gathers, locked, so that the sender does not take it meanwhile."""
    now = clock.now()
    Delivery.objects.bulk_create(
        [Delivery(contact=contact, created_at=now, due_at=due(contact, now=now))],
        ignore_conflicts=True,
    )
    found = (
        Delivery.objects.select_for_update()
        .filter(contact=contact, state=DeliveryState.GATHERING)
        .first()
    )
    # the sender took it between the two statements: the next one opens
    return found or _open_delivery(contact)


def _at_hour(local: dt.datetime, hour: int) -> dt.datetime:
    moment = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return moment if moment > local else moment + dt.timedelta(days=1)
