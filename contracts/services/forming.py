"""Договор of every share of a fixed distribution, within the plan."""

from django.db import transaction
from django.db.models import F

from budget.models import Allocation, FinancingPlan
from contracts.errors import PlanExceeded
from contracts.models import Contract, ContractMonth
from core import clock
from core.money import split_evenly
from core.numbers import next_number
from core.workflow import SYSTEM, Actor, record_creation
from schools.models import Passport


@transaction.atomic
def form_contracts_of_run(*, run_id: int, actor: Actor = SYSTEM) -> list[Contract]:
    """Form a contract for each share with money that has none yet; a second call adds nothing.

    Row order: plan first, then contracts. Documents are made afterwards, without this lock.

    :raises PlanExceeded: the plan has no room; none of the run's contracts is written
    """
    shares = list(
        Allocation.objects.filter(run_id=run_id, total_tiyn__gt=0, contract__isnull=True)
        .select_related(
            "run__intake__plan", "application__school__region", "application__school__passport"
        )
        .order_by("application__school__sort_key", "application_id")
    )
    if not shares:
        return []
    plan = shares[0].run.intake.plan
    take_from_plan(plan_id=plan.pk, amount_tiyn=sum(share.total_tiyn for share in shares))
    return [_form(share, plan, actor) for share in shares]


def take_from_plan(*, plan_id: int, amount_tiyn: int) -> None:
    """Count a sum as contracted, if the plan still has room for it (I3).

    :raises PlanExceeded: it has not
    """
    taken = FinancingPlan.objects.filter(
        pk=plan_id, contracted_tiyn__lte=F("amount_tiyn") - amount_tiyn
    ).update(contracted_tiyn=F("contracted_tiyn") + amount_tiyn)
    if not taken:
        raise PlanExceeded


def give_back_to_plan(*, plan_id: int, amount_tiyn: int) -> None:
    """Return what a terminated contract will not use."""
    FinancingPlan.objects.filter(pk=plan_id).update(
        contracted_tiyn=F("contracted_tiyn") - amount_tiyn
    )


def _form(share: Allocation, plan: FinancingPlan, actor: Actor) -> Contract:
    school, intake = share.application.school, share.run.intake
    passport: Passport = school.passport
    contract = Contract.objects.create(
        number=next_number(
            f"contract|{plan.year}|{school.region_id}", f"{plan.year}/{school.region_id}-"
        ),
        school=school,
        region_id=share.run.region_id,
        stream=intake.stream,
        plan=plan,
        allocation=share,
        formed_on=clock.today(),
        first_month=intake.first_month,
        last_month=intake.last_month,
        # the places for which the money was counted, not those of a later passport
        first_shift_places=share.first_shift_places,
        total_places=share.total_places,
        payee_iban=passport.iban,
        payee_bic=passport.bic,
        payee_kbe=passport.kbe,
        amount_tiyn=share.total_tiyn,
        created_by_id=actor.membership_id,
        created_at=clock.now(),
    )
    months = intake.months
    ContractMonth.objects.bulk_create(
        ContractMonth(contract=contract, month=month.first_day, amount_tiyn=part)
        for month, part in zip(months, split_evenly(share.total_tiyn, len(months)), strict=True)
    )
    record_creation(contract, actor=actor)
    return contract
