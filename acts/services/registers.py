"""Сводный реестр актов: formed of signed acts with matched e-invoices, signed, sent, accepted."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from acts.dated_settings import REGISTER_DAYS
from acts.models import Act, ActRegister
from acts.selectors.registers import LeftOut, left_out, ready_acts
from acts.services.register_documents import prepare_register_document
from acts.statuses import ActStatus, RegisterStatus
from contracts.permissions import is_department
from contracts.services.documents import department_of
from contracts.services.signing import iin_of
from contracts.terms import department_due_on
from core import clock, outbox, settings_book
from core.models import FundingStream, Region
from core.numbers import next_number
from core.periods import Month, WorkingCalendar
from core.workflow import (
    Actor,
    TransitionForbidden,
    TransitionImpossible,
    perform,
    record_creation,
)
from signing import oids
from signing.services import SignatureRefused, attach_signature
from signing.sides import Side


class SignedByItsMaker(TransitionImpossible):
    """Whoever formed the register may not sign it (I30)."""

    def __init__(self) -> None:
        super().__init__(_("Реестр подписывает другой сотрудник, не тот, кто его сформировал."))


class NothingToEnlist(TransitionImpossible):
    """No act of the choice may stand in a register."""

    def __init__(self) -> None:
        super().__init__(
            _("Включать нечего: нет подписанных актов с подходящей ЭСФ среди выбранных.")
        )


@dataclass(frozen=True)
class FormedRegister:
    """A register and what of the region's month stays outside of it."""

    register: ActRegister
    left_out: Sequence[LeftOut]


@transaction.atomic
def form_register(
    *,
    region: Region,
    month: Month,
    actor: Actor,
    act_ids: Iterable[int] | None = None,
    stream: str = FundingStream.TUITION,
) -> FormedRegister:
    """Form a register of the chosen ready acts of a region's month (all when none are named).

    :raises NothingToEnlist: none of them is signed with a matched e-invoice
    :raises TransitionForbidden: not the region's department
    """
    register = ActRegister(
        region=region,
        stream=stream,
        month=month.first_day,
        created_by_id=actor.membership_id,
        created_at=clock.now(),
    )
    _require_department(register, actor)
    acts = ready_acts(region_id=region.pk, month=month, stream=stream)
    if act_ids is not None:
        acts = acts.filter(pk__in=list(act_ids))
    chosen = list(acts)
    if not chosen:
        raise NothingToEnlist
    register.number = _number(region, month)
    register.save(force_insert=True)
    record_creation(register, actor=actor)
    return FormedRegister(
        enlist_acts(register=register, acts=chosen, actor=actor), left_out(register)
    )


@transaction.atomic
def enlist_acts(*, register: ActRegister, acts: Sequence[Act], actor: Actor) -> ActRegister:
    """Put acts into a register that is being formed; its old document is void.

    :raises TransitionImpossible: the register is not being formed, or an act is not ready
    """
    locked = _locked_while_forming(register)
    _require_department(locked, actor)
    for act in sorted(acts, key=lambda one: one.pk):
        if (act.region_id, act.stream, act.month) != (
            locked.region_id,
            locked.stream,
            locked.month,
        ):
            raise TransitionImpossible(_("Акт другого региона, месяца или направления."))
        perform(act, "enlist", actor=actor, register=locked)
    return _recounted(locked)


@transaction.atomic
def delist_act(*, act: Act, actor: Actor, reason: str = "") -> ActRegister:
    """Take an act out of a register that is being formed; it waits for the next one.

    :raises TransitionImpossible: the register has been signed
    """
    if act.register is None:
        raise TransitionImpossible(_("Акт не стоит в реестре."))
    locked = _locked_while_forming(act.register)
    perform(act, "delist", actor=actor, reason=reason)
    return _recounted(locked)


@transaction.atomic
def sign_register(
    *,
    register: ActRegister,
    actor: Actor,
    cms: bytes,
    on_date: dt.date | None = None,
    document_code: str | None = None,
) -> ActRegister:
    """The department's signature over the list and its total.

    :raises SignedByItsMaker: the actor formed it
    :raises SignatureRefused: the CMS is not this person's over these bytes
    """
    on_date = on_date or clock.today()
    fresh = ActRegister.objects.select_for_update(of=("self",)).get(pk=register.pk)
    signature_id = None
    if fresh.status == RegisterStatus.FORMING:
        if fresh.created_by_id is not None and fresh.created_by_id == actor.membership_id:
            raise SignedByItsMaker
        document = prepare_register_document(register=fresh)
        if document_code is not None and document_code != document.code:
            raise SignatureRefused("document_changed")
        signature_id = attach_signature(
            document=document,
            cms=cms,
            actor=actor,
            side=Side.DEPARTMENT,
            expected_iin=iin_of(actor),
            expected_bin=department_of(fresh.region_id).bin,
            required_oids=oids.MAY_SIGN,
        ).pk
    return perform(fresh, "sign", actor=actor, signature_id=signature_id, on_date=on_date)


def send_register(*, register: ActRegister, actor: Actor) -> ActRegister:
    """Hand a signed register to the finance centre."""
    today = clock.today()
    days = int(settings_book.value(REGISTER_DAYS, today))
    return perform(
        register,
        "send",
        actor=actor,
        on_date=today,
        due_on=WorkingCalendar().add_working_days(today, days),
    )


@transaction.atomic
def accept_register(*, register: ActRegister, actor: Actor) -> ActRegister:
    """The finance centre takes it for payment: each of its acts becomes payable."""
    accepted = perform(register, "accept", actor=actor, on_date=clock.today())
    for act in accepted.acts.order_by("pk"):
        perform(act, "become_payable", actor=actor)
    outbox.emit("acts.register_accepted", register_id=accepted.pk)
    return accepted


def return_register(*, register: ActRegister, actor: Actor, reason: str) -> ActRegister:
    """Send it back with remarks."""
    return perform(
        register,
        "send_back",
        actor=actor,
        reason=reason,
        due_on=department_due_on(clock.today()),
    )


def rework_register(*, register: ActRegister, actor: Actor) -> ActRegister:
    """Open a returned register again; the old signature is void with the old bytes."""
    return perform(register, "rework", actor=actor)


def _locked_while_forming(register: ActRegister) -> ActRegister:
    locked = ActRegister.objects.select_for_update(of=("self",)).get(pk=register.pk)
    if locked.status != RegisterStatus.FORMING:
        raise TransitionImpossible(
            _("Состав реестра меняется, пока он формируется: сейчас «%(state)s».")
            % {"state": locked.get_status_display()}
        )
    return locked


def _recounted(register: ActRegister) -> ActRegister:
    """Total and count from the acts themselves, under the register's lock (I12)."""
    sums: dict[str, Any] = register.acts.exclude(status=ActStatus.ANNULLED).aggregate(
        total=Sum("amount_tiyn"), count=Count("pk")
    )
    ActRegister.objects.filter(pk=register.pk).update(
        total_tiyn=sums["total"] or 0, acts_count=sums["count"], document=None
    )
    return ActRegister.objects.get(pk=register.pk)


def _number(region: Region, month: Month) -> str:
    serial = int(next_number(f"register|{month}|{region.pk}", "", width=1))
    base = f"РА-{month}-{region.pk}"
    return base if serial == 1 else f"{base}/{serial}"


def _require_department(register: ActRegister, actor: Actor) -> None:
    if not actor.is_system and not is_department(register, actor):
        raise TransitionForbidden("form_register")
