"""Платёжные поручения: one order for each payable act of an accepted register."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, OrganisationKind
from acts.models import Act, ActRegister
from acts.statuses import ActStatus, RegisterStatus
from core import clock, settings_book
from core.numbers import next_number
from core.periods import Month
from core.workflow import (
    Actor,
    TransitionForbidden,
    TransitionImpossible,
    record_creation,
)
from payments import conditions, dated_settings, purposes
from payments.models import PaymentOrder
from payments.permissions import is_finance
from payments.services.counters import take_money
from payments.services.refusals import Refusal
from payments.statuses import PaymentOrderStatus

_DEAD = (PaymentOrderStatus.REJECTED, PaymentOrderStatus.REISSUED)


@dataclass
class Formed:
    """What forming did: new orders, acts that already have one, acts that may not be paid."""

    orders: list[PaymentOrder] = field(default_factory=list)
    skipped: list[Act] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def total_tiyn(self) -> int:
        """Sum of the new orders."""
        return sum(order.amount_tiyn for order in self.orders)


def form_orders(*, register: ActRegister, actor: Actor, on_date: dt.date | None = None) -> Formed:
    """Form an order for each payable act of an accepted register; again changes nothing.

    Each act stands alone: one that may not be paid is reported and stops no other.

    :raises TransitionForbidden: the actor is not of the finance centre
    :raises TransitionImpossible: the register is not accepted
    """
    if not is_finance(register, actor):
        raise TransitionForbidden("form_orders")
    fresh = ActRegister.objects.get(pk=register.pk)
    if fresh.status not in (RegisterStatus.ACCEPTED, RegisterStatus.PAID):
        raise TransitionImpossible(_("Поручения формируются по реестру, принятому к оплате."))
    day, formed = on_date or clock.today(), Formed()
    for act in _acts_of(fresh):
        if act.status == ActStatus.PAID or _live_order(act):
            formed.skipped.append(act)
            continue
        try:
            formed.orders.append(_form_first(act, actor, day))
        except TransitionImpossible as refusal:
            if _live_order(act):  # another click was faster
                formed.skipped.append(act)
            else:
                formed.refusals.append(Refusal(act.number, str(refusal)))
    return formed


def form_order(
    *, act: Act, actor: Actor, on_date: dt.date, replaces: PaymentOrder | None = None
) -> PaymentOrder:
    """Form one order with the details of the signed contract and reserve its sum.

    :raises TransitionImpossible: a guard forbids it; the text is fit for the user
    """
    with transaction.atomic():
        take_money(act=act, amount_tiyn=act.amount_tiyn)
        payer = _checked_payer(act)
        serial = next_number(f"payment-order-{on_date.year}", f"{on_date.year}-", width=6)
        contract, payee = act.contract, act.school.organisation
        order = PaymentOrder.objects.create(
            number=f"ПП-{serial}",
            key=f"OB-PP-{serial}",
            act=act,
            register=act.register,
            region_id=act.region_id,
            stream=act.stream,
            amount_tiyn=act.amount_tiyn,
            formed_on=on_date,
            payer_name=payer.name_ru,
            payer_bin=payer.bin,
            payer_iban=payer.iban,
            payer_bic=payer.bic,
            payer_code=payer.kbe,
            payee_name=payee.name_ru,
            payee_bin=payee.bin,
            payee_iban=contract.payee_iban,
            payee_bic=contract.payee_bic,
            payee_code=contract.payee_kbe,
            purpose_code=settings_book.value(dated_settings.PURPOSE_CODE, on_date),
            purpose=purposes.purpose_text(
                act_number=act.number,
                act_signed_on=act.signed_by_department_on or on_date,
                month=Month.of(act.month),
                contract_number=contract.number,
                contract_date=contract.formed_on,
                stream=act.stream,
            ),
            replaces=replaces,
            created_by_id=actor.membership_id,
            created_by_user_id=actor.user_id,
            created_at=clock.now(),
        )
        record_creation(order, actor=actor)
    return order


def _form_first(act: Act, actor: Actor, day: dt.date) -> PaymentOrder:
    if PaymentOrder.objects.filter(act=act, status=PaymentOrderStatus.REJECTED).exists():
        raise TransitionImpossible(_("поручение отклонено банком: выпустите его заново"))
    return form_order(act=act, actor=actor, on_date=day)


def _acts_of(register: ActRegister) -> list[Act]:
    return list(
        Act.objects.filter(register=register)
        .select_related("register", "document", "contract__plan", "school__organisation")
        .order_by("id")
    )


def _live_order(act: Act) -> bool:
    return PaymentOrder.objects.filter(act=act).exclude(status__in=_DEAD).exists()


def _checked_payer(act: Act) -> Organisation:
    payer = Organisation.objects.filter(
        kind=OrganisationKind.DEPARTMENT, region_id=act.region_id
    ).first()
    why_not = (
        conditions.why_not_payable(act)
        or conditions.why_payee_fails(act)
        or conditions.why_payer_fails(payer)
    )
    if why_not:
        raise TransitionImpossible(why_not)
    assert payer is not None
    return payer
