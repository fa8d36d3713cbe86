"""Telling people: the one service behind the bell."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import Membership, User
from accounts.roles import Role
from core import clock
from portal.channels.gathering import gather
from portal.models import Notification
from portal.notification_texts import TEXTS

_HEADS = (Role.SCHOOL_HEAD, Role.DEPARTMENT_HEAD)
"""They sign by their office; others by a поручение."""


def notify(
    *, to: Iterable[Membership], kind: str, path: str = "", params: dict[str, Any] | None = None
) -> int:
    """Write one message for each membership, and for the channels it wants; returns how many.

    ``path`` is the page without a language prefix; ``params`` fill the text and hold no personal
    data.

    :raises KeyError: the kind has no text
    """
    if kind not in TEXTS:
        raise KeyError(kind)
    at = clock.now()
    rows = [
        Notification(
            user_id=membership.user_id,
            membership=membership,
            kind=kind,
            params=params or {},
            path=path,
            created_at=at,
        )
        for membership in to
    ]
    with transaction.atomic():
        written = Notification.objects.bulk_create(rows)
        gather(written)
    return len(written)


def notify_organisation(
    *,
    organisation_id: int,
    roles: Iterable[str],
    kind: str,
    path: str = "",
    params: dict[str, Any] | None = None,
    signers_only: bool = False,
) -> int:
    """Tell every member of an organisation who holds one of the roles today.

    :param signers_only: «ждёт вашей подписи» is told to heads and to those with the right to sign
    """
    members = Membership.objects.in_force(clock.today()).filter(
        organisation_id=organisation_id, role__in=list(roles)
    )
    if signers_only:
        members = members.filter(Q(role__in=_HEADS) | Q(may_sign=True))
    return notify(to=members, kind=kind, path=path, params=params)


def mark_read(*, user: User, membership: Membership | None, pk: int | None = None) -> int:
    """Mark one message, or all of them, as read; returns how many were unread."""
    unread = Notification.objects.addressed_to(user, membership).unread()
    if pk is not None:
        unread = unread.filter(pk=pk)
    return unread.update(read_at=clock.now())
