"""Reading payments: queues by who must act, what a paid tenge is made of."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from acts.models import Act, ActLine, ActRegister
from acts.statuses import ActStatus, RegisterStatus
from core import settings_book
from core.money import tenge_string
from core.periods import ALMATY, WorkingCalendar
from core.workflow import Actor
from payments import dated_settings
from payments.models import BankStatement, PaymentOrder, StatementLine
from payments.statuses import PaymentOrderStatus


@dataclass(frozen=True)
class TraceNode:
    """A sum on its way; the children's sums add up to its own."""

    kind: str
    id: str
    amount_tiyn: int
    children: list["TraceNode"] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The wire form of ``contracts.md`` §7; money as a string of tiyn."""
        return {
            "kind": self.kind,
            "id": self.id,
            "amount_tiyn": str(self.amount_tiyn),
            "children": [child.as_dict() for child in self.children],
        }

    def __str__(self) -> str:
        return f"{self.kind} {self.id}: {tenge_string(self.amount_tiyn)}"


class TraceBroken(Exception):
    """Parts of a sum do not add up to it: an invariant is broken."""


def order_by_number(number: str) -> PaymentOrder | None:
    """The order with that number or EndToEndId, or None."""
    return PaymentOrder.objects.filter(Q(number=number) | Q(key=number)).first()


def trace(order: PaymentOrder) -> TraceNode:
    """The order's tenge down to pupil-months: bank line → order → register → act → lines.

    The register's node carries the part of it that this order pays.

    :raises TraceBroken: the act's payable lines are not the order's sum
    """
    act = Act.objects.select_related("register").get(pk=order.act_id)
    lines = ActLine.objects.filter(act=act, amount_tiyn__gt=0).order_by("place_in_order", "id")
    pupils = [
        TraceNode("pupil_month", str(pk), amount)
        for pk, amount in lines.values_list("pk", "amount_tiyn")
    ]
    if sum(node.amount_tiyn for node in pupils) != order.amount_tiyn:
        raise TraceBroken(order.number)
    node = TraceNode("act", act.number, order.amount_tiyn, pupils)
    node = TraceNode("register", order.register.number, order.amount_tiyn, [node])
    node = TraceNode("payment_order", order.number, order.amount_tiyn, [node])
    line = matched_line(order)
    if line is not None:
        node = TraceNode("bank_line", str(line.pk), line.amount_tiyn, [node])
    return node


def matched_line(order: PaymentOrder) -> StatementLine | None:
    """The line of a statement that paid the order, or None."""
    return (
        StatementLine.objects.filter(order=order, outcome=StatementLine.Outcome.MATCHED)
        .select_related("statement")
        .first()
    )


def awaiting_approval(actor: Actor) -> QuerySet[PaymentOrder]:
    """Formed orders that this person may approve: others formed them (I30)."""
    return (
        PaymentOrder.objects.visible_to(actor)
        .filter(status=PaymentOrderStatus.FORMED)
        .exclude(created_by_user_id=actor.user_id)
    )


def awaiting_file(actor: Actor) -> QuerySet[PaymentOrder]:
    """Approved orders that are in no file yet."""
    return PaymentOrder.objects.visible_to(actor).filter(status=PaymentOrderStatus.APPROVED)


def awaiting_reissue(actor: Actor) -> QuerySet[PaymentOrder]:
    """Orders that the bank refused."""
    return PaymentOrder.objects.visible_to(actor).filter(status=PaymentOrderStatus.REJECTED)


def late_for_statement(actor: Actor, *, on_date: dt.date) -> QuerySet[PaymentOrder]:
    """Sent orders that no statement has answered for longer than the dated setting allows."""
    allowed = settings_book.value(dated_settings.STATEMENT_WAIT_DAYS, on_date)
    calendar, last = WorkingCalendar(), on_date
    while calendar.working_days_between(last, on_date) <= allowed:
        last -= dt.timedelta(days=1)
    sent_before = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), tzinfo=ALMATY)
    return PaymentOrder.objects.visible_to(actor).filter(
        status__in=(PaymentOrderStatus.SENT, PaymentOrderStatus.SENT_UNKNOWN),
        batch__created_at__lt=sent_before,
    )


def unresolved_lines() -> QuerySet[StatementLine]:
    """Lines that matched nothing and that no person has looked at."""
    return StatementLine.objects.exclude(outcome=StatementLine.Outcome.MATCHED).filter(
        resolved_at__isnull=True
    )


def registers_to_order(actor: Actor) -> QuerySet[ActRegister]:
    """Accepted registers with an act that has no order at all."""
    return (
        ActRegister.objects.visible_to(actor)
        .filter(
            status=RegisterStatus.ACCEPTED,
            acts__status="payable",
            acts__amount_tiyn__gt=0,
            acts__payment_orders__isnull=True,
        )
        .distinct()
    )


def statements_visible_to(actor: Actor) -> QuerySet[BankStatement]:
    """Statements are the finance centre's; their files are not read with the list."""
    if not actor.role.startswith("finance"):
        return BankStatement.objects.none()
    return BankStatement.objects.defer("file")


def acts_to_order(register: ActRegister) -> QuerySet[Act]:
    """Payable acts of a register that have no order at all.

    An act whose order the bank rejected is not among them: that order is issued anew on its page.
    """
    return Act.objects.filter(
        register=register,
        status=ActStatus.PAYABLE,
        amount_tiyn__gt=0,
        payment_orders__isnull=True,
    )


def why_nothing_to_order(register: ActRegister) -> Any:
    """The sentence why no order can be formed from a register, or None where one can."""
    if register.status not in (RegisterStatus.ACCEPTED, RegisterStatus.PAID):
        return _("Поручения формируются по реестру, принятому к оплате.")
    if acts_to_order(register).exists():
        return None
    orders = PaymentOrder.objects.filter(register=register)
    if orders.filter(status=PaymentOrderStatus.REJECTED).exists():
        return _(
            "Все поручения по актам реестра уже сформированы. Отклонённые банком выпустите заново "
            "на странице поручения."
        )
    if orders.exists():
        return _("По всем актам реестра поручения уже есть.")
    return _("В реестре нет актов к оплате.")
