"""Four eyes for the rules' parameters: proposed by one administrator, confirmed by another.

Past values never change, and nothing changes by one person's hand.
"""

import datetime as dt
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from core import clock, settings_book
from core.models import DatedSetting
from core.workflow import (
    Actor,
    TransitionForbidden,
    TransitionImpossible,
    perform,
    record_creation,
)
from portal.models import ProposalStatus, SettingProposal


def proposals_waiting_for(actor: Actor) -> models.QuerySet[SettingProposal]:
    """Open proposals that this administrator may decide: those of the others."""
    return SettingProposal.objects.filter(status=ProposalStatus.PROPOSED).exclude(
        proposed_by__user_id=actor.user_id
    )


@transaction.atomic
def propose_setting(
    *, key: str, value: Any, since: dt.date, source: str, status: str, actor: Actor
) -> SettingProposal:
    """Propose a later value of a known setting; until a second administrator it is only words.

    :raises TransitionImpossible: the day is not in the future, the kind of value differs from the
        present one, or the day already has a value or a proposal
    """
    _only_administrator(actor)
    _must_be_later(since)
    present = settings_book.row(key)
    if not _same_kind(present.value, value):
        raise TransitionImpossible(
            _("Значение другого вида, чем действующее (%(value)s).") % {"value": present.value}
        )
    if DatedSetting.objects.filter(key=key, since=since).exists():
        raise TransitionImpossible(_TAKEN)
    try:
        with transaction.atomic():
            proposal = SettingProposal.objects.create(
                key=key,
                value=value,
                since=since,
                source=source,
                mark=status,
                proposed_by_id=actor.membership_id,
                proposed_at=clock.now(),
            )
    except IntegrityError as taken:
        raise TransitionImpossible(
            _("На этот день другое значение уже ждёт подтверждения.")
        ) from taken
    record_creation(proposal, actor=actor, reason=source)
    return proposal


@transaction.atomic
def confirm_setting(*, proposal: SettingProposal, actor: Actor) -> DatedSetting:
    """Write the proposed value into the book, as the second administrator.

    :raises TransitionForbidden: not an administrator
    :raises TransitionImpossible: it is one's own proposal, it was decided before, its day has come,
        or the day got a value meanwhile
    """
    _must_be_another(proposal, actor)
    fresh = perform(proposal, "confirm", actor=actor)
    _must_be_later(fresh.since)
    try:
        with transaction.atomic():
            added = DatedSetting.objects.create(
                key=fresh.key,
                value=fresh.value,
                since=fresh.since,
                title=settings_book.row(fresh.key).title,
                source=fresh.source,
                status=fresh.mark,
            )
    except IntegrityError as taken:
        raise TransitionImpossible(_TAKEN) from taken
    transaction.on_commit(settings_book.forget)
    return added


def reject_setting(*, proposal: SettingProposal, reason: str, actor: Actor) -> SettingProposal:
    """Refuse a colleague's proposal.

    :raises TransitionImpossible: it is one's own, it was decided before, no reason
    """
    _must_be_another(proposal, actor)
    return perform(proposal, "reject", actor=actor, reason=reason)


def withdraw_setting(*, proposal: SettingProposal, actor: Actor) -> SettingProposal:
    """Take one's own proposal back."""
    return perform(proposal, "withdraw", actor=actor)


_TAKEN = _("На этот день значение уже записано. Выберите другой день.")


def _only_administrator(actor: Actor) -> None:
    if actor.role != Role.ADMINISTRATOR:
        raise TransitionForbidden("administration")


def _must_be_another(proposal: SettingProposal, actor: Actor) -> None:
    _only_administrator(actor)
    if actor.user_id == proposal.proposed_by.user_id:
        raise TransitionImpossible(_("Своё предложение подтверждает другой администратор."))


def _must_be_later(since: dt.date) -> None:
    if since <= clock.today():
        raise TransitionImpossible(
            _("Новое значение действует не раньше завтрашнего дня: прошлое не переписывают.")
        )


def _same_kind(present: Any, value: Any) -> bool:
    numbers = (int, float)
    if isinstance(present, bool) or isinstance(value, bool):
        return isinstance(present, bool) and isinstance(value, bool)
    if isinstance(present, numbers) and isinstance(value, numbers):
        return True
    return type(present) is type(value)
