"""Money of a region that the finance centre received, in parts."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.roles import FINANCE_ROLES
from budget.models import RegionalBudget, Tranche
from budget.services.access import require
from core import clock, outbox
from core.workflow import Actor, TransitionImpossible


@transaction.atomic
def record_tranche(
    *,
    budget: RegionalBudget,
    amount_tiyn: int,
    received_on: dt.date,
    document: str,
    actor: Actor,
) -> Tranche:
    """Add a part that arrived; all parts together never exceed the region's budget.

    :raises TransitionForbidden: not the finance centre
    :raises TransitionImpossible: more than the budget, or nothing
    """
    require(lambda _budget, who: who.role in FINANCE_ROLES, budget, actor, "record_tranche")
    if amount_tiyn <= 0:
        raise TransitionImpossible(_("Сумма транша должна быть больше нуля."))
    taken = RegionalBudget.objects.filter(
        pk=budget.pk, received_tiyn__lte=F("amount_tiyn") - amount_tiyn
    ).update(received_tiyn=F("received_tiyn") + amount_tiyn)
    if not taken:
        raise TransitionImpossible(_("Сумма траншей превысит бюджет региона."))
    tranche = Tranche.objects.create(
        budget=budget,
        received_on=received_on,
        amount_tiyn=amount_tiyn,
        document=document,
        recorded_by_id=actor.membership_id,
        recorded_at=clock.now(),
    )
    outbox.emit_if_handled("budget.tranche_received", budget_id=budget.pk)
    return tranche
