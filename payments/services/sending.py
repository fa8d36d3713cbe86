"""The file for the bank, and what becomes of orders after it left."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from acts.models import Act
from core import clock
from core.numbers import next_number
from core.workflow import Actor, TransitionForbidden, TransitionImpossible, perform
from payments import pain001
from payments.conditions import why_not_sendable
from payments.models import PaymentBatch, PaymentOrder
from payments.permissions import is_finance
from payments.services.counters import release_money
from payments.services.forming import form_order
from payments.statuses import PaymentOrderStatus


def make_batch(
    *, orders: Iterable[PaymentOrder], actor: Actor, on_date: dt.date | None = None
) -> PaymentBatch:
    """Put approved orders into one pain.001 file; they are sent with it.

    The bytes are stored once: the same batch downloaded again is the same bytes with the same
    keys (I15). All or nothing: the sum that was confirmed on the button is the sum of the file.

    :raises TransitionForbidden: the actor is not of the finance centre
    :raises TransitionImpossible: nothing chosen, or an order that may not be sent; named
    """
    day = on_date or clock.today()
    with transaction.atomic():
        locked = _locked([order.pk for order in orders])
        if not locked:
            raise TransitionImpossible(_("Не выбрано ни одного поручения."))
        _check(locked, actor)
        serial = next_number(f"payment-batch-{day.year}", f"{day.year}-", width=6)
        now, message_id = clock.now(), f"OB-PF-{serial}"
        centre = Organisation.objects.get(pk=actor.organisation_id)
        content = pain001.write(
            [transfer_of(order) for order in locked],
            message_id=message_id,
            created_at=now,
            execute_on=day,
            initiator_name=centre.name_ru,
            initiator_bin=centre.bin,
        )
        batch = PaymentBatch.objects.create(
            number=f"ПФ-{serial}",
            message_id=message_id,
            file=content,
            sha256=hashlib.sha256(content).hexdigest(),
            orders_count=len(locked),
            total_tiyn=sum(order.amount_tiyn for order in locked),
            created_by_id=actor.membership_id,
            created_at=now,
        )
        for order in locked:
            perform(order, "send", actor=actor, batch=batch, details={"batch": batch.number})
    return batch


def doubt_order(*, order: PaymentOrder, actor: Actor, reason: str) -> PaymentOrder:
    """Say that nobody knows whether the bank has it: it is not sent again before that is known."""
    return perform(order, "doubt", actor=actor, reason=reason)


def reject_order(*, order: PaymentOrder, actor: Actor, reason: str) -> PaymentOrder:
    """Write down the bank's refusal and give the reserved sum back; the act stays payable."""
    with transaction.atomic():
        release_money(act=_act_of(order), amount_tiyn=order.amount_tiyn)
        return perform(order, "reject", actor=actor, reason=reason)


def reissue_order(
    *, order: PaymentOrder, actor: Actor, on_date: dt.date | None = None
) -> PaymentOrder:
    """Form a new order in place of a rejected one: new number, new key, four eyes again.

    :raises TransitionImpossible: it was not rejected, or a guard forbids the new one
    """
    with transaction.atomic():
        new = form_order(
            act=_act_of(order), actor=actor, on_date=on_date or clock.today(), replaces=order
        )
        perform(order, "reissue", actor=actor, details={"replaced_by": new.number})
    return new


def transfer_of(order: PaymentOrder) -> pain001.Transfer:
    """The order as the file carries it."""
    return pain001.Transfer(
        key=order.key,
        reference=order.key.removeprefix("OB-"),
        amount_tiyn=order.amount_tiyn,
        payer=pain001.Party(
            name=order.payer_name,
            bin=order.payer_bin,
            iban=order.payer_iban,
            bic=order.payer_bic,
            code=order.payer_code,
        ),
        payee=pain001.Party(
            name=order.payee_name,
            bin=order.payee_bin,
            iban=order.payee_iban,
            bic=order.payee_bic,
            code=order.payee_code,
        ),
        purpose_code=order.purpose_code,
        purpose=order.purpose,
    )


def _locked(keys: Sequence[int]) -> list[PaymentOrder]:
    return list(
        PaymentOrder.objects.select_for_update(of=("self",))
        .select_related("act__contract", "act__document")
        .filter(pk__in=keys)
        .order_by("pk")
    )


def _check(orders: Sequence[PaymentOrder], actor: Actor) -> None:
    for order in orders:
        if not is_finance(order, actor):
            raise TransitionForbidden("send")
        if order.status != PaymentOrderStatus.APPROVED:
            why = _("состояние «%(state)s»") % {"state": order.get_status_display()}
        else:
            why = why_not_sendable(order)
        if why:
            raise TransitionImpossible(f"{order.number}: {why}")


def _act_of(order: PaymentOrder) -> Act:
    return Act.objects.select_related(
        "register", "document", "contract__plan", "school__organisation"
    ).get(pk=order.act_id)
