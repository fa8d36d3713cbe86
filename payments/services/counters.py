"""Counters of ordered and paid money: moved only by a conditional UPDATE, never read first.

The order of the row locks is region budget → act; whoever needs both takes them here.
"""

from django.db.models import F
from django.utils.translation import gettext as _

from acts.models import Act
from budget.models import RegionalBudget
from core.workflow import TransitionImpossible


class MoneyNotReceived(TransitionImpossible):
    """The region's money at the finance centre does not cover the order."""


class ActAlreadyOrdered(TransitionImpossible):
    """The act's whole sum is ordered already (I6)."""


def take_money(*, act: Act, amount_tiyn: int) -> None:
    """Reserve received money of the region and the act's sum for one order.

    Called inside a transaction that is rolled back on a refusal.

    :raises MoneyNotReceived: ordered + amount would exceed what the region received
    :raises ActAlreadyOrdered: ordered + amount would exceed the act, or it is not payable
    """
    covered = RegionalBudget.objects.filter(
        pk=act.contract.plan.budget_id,
        ordered_tiyn__lte=F("received_tiyn") - amount_tiyn,
    ).update(ordered_tiyn=F("ordered_tiyn") + amount_tiyn)
    if not covered:
        raise MoneyNotReceived(_("полученных от региона средств не хватает"))
    free = Act.objects.filter(
        pk=act.pk, status="payable", ordered_tiyn__lte=F("amount_tiyn") - amount_tiyn
    ).update(ordered_tiyn=F("ordered_tiyn") + amount_tiyn)
    if not free:
        raise ActAlreadyOrdered(_("на всю сумму акта уже есть поручение"))


def release_money(*, act: Act, amount_tiyn: int) -> None:
    """Give the sum of a rejected order back to the region and the act."""
    released = RegionalBudget.objects.filter(
        pk=act.contract.plan.budget_id, ordered_tiyn__gte=amount_tiyn
    ).update(ordered_tiyn=F("ordered_tiyn") - amount_tiyn)
    freed = Act.objects.filter(pk=act.pk, ordered_tiyn__gte=F("paid_tiyn") + amount_tiyn).update(
        ordered_tiyn=F("ordered_tiyn") - amount_tiyn
    )
    if not (released and freed):
        raise TransitionImpossible(_("по поручению нет зарезервированной суммы"))


def count_paid(*, act: Act, amount_tiyn: int) -> bool:
    """Add a sum confirmed by the bank to the act; False when it was not ordered."""
    return bool(
        Act.objects.filter(pk=act.pk, paid_tiyn__lte=F("ordered_tiyn") - amount_tiyn).update(
            paid_tiyn=F("paid_tiyn") + amount_tiyn
        )
    )
