"""What is counted, in the order in which money moves, with the words and the exact definition."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from acts.statuses import ActStatus
from budget.statuses import ApplicationStatus
from contracts.statuses import ContractStatus


class Measure(StrEnum):
    """A sum on the way of the money."""

    BUDGET = "budget"
    PLAN = "plan"
    APPLIED = "applied"
    CONTRACTED = "contracted"
    ACTED = "acted"
    PAID = "paid"


OF_A_YEAR = (
    Measure.BUDGET,
    Measure.APPLIED,
    Measure.CONTRACTED,
    Measure.ACTED,
    Measure.PAID,
)
"""Measures of regions and streams when no month is chosen."""

OF_A_MONTH = (Measure.PLAN, *OF_A_YEAR[1:])
"""A budget has no months and no schools: there the plan stands in its place."""

LABELS: dict[Measure, Any] = {
    Measure.BUDGET: _("Бюджет, ₸"),
    Measure.PLAN: _("План, ₸"),
    Measure.APPLIED: _("Заявлено, ₸"),
    Measure.CONTRACTED: _("По договорам, ₸"),
    Measure.ACTED: _("По актам, ₸"),
    Measure.PAID: _("Оплачено, ₸"),
}

SHORT: dict[Measure, Any] = {
    Measure.BUDGET: _("бюджет"),
    Measure.PLAN: _("план"),
    Measure.APPLIED: _("заявлено"),
    Measure.CONTRACTED: _("по договорам"),
    Measure.ACTED: _("по актам"),
    Measure.PAID: _("оплачено"),
}

DEFINITIONS: dict[Measure, Any] = {
    Measure.BUDGET: _(
        "Бюджет — утверждённый бюджет региона на финансовый год. По месяцам и школам бюджет"
        " не делится: там показан план."
    ),
    Measure.PLAN: _(
        "План — действующая версия плана финансирования: суммы по месяцам, а после"
        " распределения и по школам."
    ),
    Measure.APPLIED: _(
        "Заявлено — потребность по отправленным заявкам, кроме отозванных и отказанных."
        " По месяцам приёма она делится поровну, лишние тиыны — первым месяцам."
    ),
    Measure.CONTRACTED: _(
        "По договорам — графики договоров, подписанных обеими сторонами. От расторгнутого"
        " договора остаётся сумма его подписанных актов."
    ),
    Measure.ACTED: _(
        "По актам — акты, подписанные школой и управлением образования, по месяцу услуги."
        " Возвращённые и аннулированные акты не входят."
    ),
    Measure.PAID: _(
        "Оплачено — сумма, исполнение которой подтвердила банковская выписка, по месяцу услуги"
        " акта. Отклонённые банком поручения не входят."
    ),
}

APPLIED_STATES = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.CHECKING,
    ApplicationStatus.IN_MODERATION,
    ApplicationStatus.RETURNED,
    ApplicationStatus.APPROVED,
    ApplicationStatus.ALLOCATED,
    ApplicationStatus.RESERVE,
)
CONTRACTED_STATES = (ContractStatus.ACTIVE, ContractStatus.SUSPENDED, ContractStatus.FULFILLED)
SIGNED_STATES = (ActStatus.SIGNED, ActStatus.IN_REGISTER, ActStatus.PAYABLE, ActStatus.PAID)
