"""Granting and revoking поручения на представительство."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Delegation, Membership, User
from accounts.models.delegation import HEAD_ROLES
from core import clock
from core.numbers import next_number
from core.workflow import Actor, TransitionForbidden, perform, record_creation


class DelegationRefused(ValueError):
    """The assignment cannot be granted; the text is fit for the user."""

    def __init__(self, message: object) -> None:
        super().__init__(message)
        self.message = message


@transaction.atomic
def grant_delegation(
    *,
    actor: Actor,
    delegate: User,
    role: str,
    may_sign: bool,
    valid_from: dt.date,
    valid_to: dt.date,
) -> Delegation:
    """Give an employee a right to act for the actor's organisation within a term.

    :raises TransitionForbidden: the actor is not the organisation's head
    :raises DelegationRefused: the term or the role makes no sense, or the right exists already
    """
    if actor.role not in HEAD_ROLES or actor.membership_id is None:
        raise TransitionForbidden("grant")
    if role not in HEAD_ROLES[actor.role] or role == actor.role:  # type: ignore[index]
        raise DelegationRefused(_("Такую роль поручить нельзя."))
    if valid_to < valid_from or valid_to < clock.today():
        raise DelegationRefused(_("Срок поручения уже прошёл или указан наоборот."))
    if delegate.pk == actor.user_id:
        raise DelegationRefused(_("Себе поручение не выдают."))
    granted_by = Membership.objects.select_related("organisation").get(pk=actor.membership_id)
    if Membership.objects.filter(
        user=delegate, organisation=granted_by.organisation, role=role, ended_on__isnull=True
    ).exists():
        raise DelegationRefused(_("У этого человека уже есть такая роль в организации."))
    delegation = Delegation(
        number=next_number(f"delegation-{valid_from.year}", f"П-{valid_from.year}-", width=5),
        organisation=granted_by.organisation,
        granted_by=granted_by,
        delegate=delegate,
        role=role,
        may_sign=may_sign,
        valid_from=valid_from,
        valid_to=valid_to,
        created_at=clock.now(),
    )
    delegation.save()
    Membership.objects.create(
        user=delegate,
        organisation=granted_by.organisation,
        role=role,
        region=granted_by.region,
        may_sign=may_sign,
        delegation=delegation,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    record_creation(delegation, actor=actor)
    return delegation


@transaction.atomic
def revoke_delegation(*, delegation: Delegation, actor: Actor, reason: str) -> Delegation:
    """End the delegate's right at once; open sessions lose it with the next request."""
    fresh = perform(delegation, "revoke", actor=actor, reason=reason, on_date=clock.today())
    Membership.objects.filter(delegation=fresh, ended_on__isnull=True).update(
        ended_on=clock.today()
    )
    return fresh
