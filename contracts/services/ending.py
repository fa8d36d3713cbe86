"""Suspending, resuming and ending contracts."""

from django.db import transaction

from budget.models import FinancingPlan
from contracts.models import Contract
from contracts.services.forming import give_back_to_plan
from core import outbox
from core.workflow import Actor, perform


def suspend_contract(*, contract: Contract, actor: Actor, reason: str) -> Contract:
    """No new acts until it is resumed."""
    return perform(contract, "suspend", actor=actor, reason=reason)


def resume_contract(*, contract: Contract, actor: Actor, reason: str) -> Contract:
    """Acts are formed again."""
    return perform(contract, "resume", actor=actor, reason=reason)


@transaction.atomic
def terminate_contract(*, contract: Contract, actor: Actor, reason: str) -> Contract:
    """End before the term: what was not acted goes back to the plan.

    Row order: plan, then contract, as everywhere.
    """
    FinancingPlan.objects.select_for_update().get(pk=contract.plan_id)
    ended = perform(contract, "terminate", actor=actor, reason=reason)
    give_back_to_plan(plan_id=ended.plan_id, amount_tiyn=ended.amount_tiyn - ended.acted_tiyn)
    outbox.emit("contracts.terminated", contract_id=ended.pk)
    return ended
