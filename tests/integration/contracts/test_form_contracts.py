"""A contract of every fixed share with money, never above the plan."""

import pytest
from django.db import IntegrityError, transaction

from budget.models import FinancingPlan
from contracts.errors import PlanExceeded
from contracts.models import Contract
from contracts.services import form_contracts_of_run, prepare_contract_document, terminate_contract
from contracts.services.forming import take_from_plan
from core import outbox
from core.invariants import declared
from core.models import Job
from tests.factories import budget as money
from tests.factories.contracts import active_contract, formed_contracts
from tests.factories.schools import active_school

pytestmark = pytest.mark.django_db


def test_share_becomes_a_contract_with_a_schedule_to_the_tiyn(people):
    school = active_school(people)
    contract = formed_contracts(people, {school: 100})[0]
    parts = list(contract.schedule.values_list("amount_tiyn", flat=True))

    assert contract.number == "2025/79-0001"
    # 100 pupils of grade 5: 640 000 ₸ a year, 4 months of 12 → 21 333 333,33 ₸ and some tiyn
    assert contract.amount_tiyn == contract.allocation.total_tiyn > 0
    assert sum(parts) == contract.amount_tiyn
    assert len(parts) == 4
    assert max(parts) - min(parts) <= 1
    assert parts == sorted(parts, reverse=True)
    assert (contract.first_shift_places, contract.total_places) == (442, 442)
    assert contract.payee_iban == school.passport.iban


def test_plan_counts_what_is_contracted(people):
    contract = formed_contracts(people, {active_school(people): 100})[0]

    assert FinancingPlan.objects.get().contracted_tiyn == contract.amount_tiyn


def test_event_of_a_fixed_run_forms_contracts_once(people):
    intake = money.intake(people)
    money.approved_application(people, active_school(people), intake)
    run = money.fixed_run(people, intake)
    outbox.drain()

    assert Contract.objects.filter(allocation__run=run).count() == 1
    assert Job.objects.filter(kind="contracts.prepare_documents").count() == 1
    assert form_contracts_of_run(run_id=run.pk) == []


def test_contract_over_the_plan_is_refused_and_nothing_is_written(people):
    intake = money.intake(people)
    money.approved_application(people, active_school(people), intake)
    run = money.fixed_run(people, intake)
    FinancingPlan.objects.update(contracted_tiyn=FinancingPlan.objects.get().amount_tiyn - 1)

    with pytest.raises(PlanExceeded, match="превысила"):
        form_contracts_of_run(run_id=run.pk)
    assert not Contract.objects.exists()


def test_last_tiyn_of_the_plan_can_be_taken_and_not_one_more(people):
    plan = money.plan(people)
    take_from_plan(plan_id=plan.pk, amount_tiyn=plan.amount_tiyn)

    with pytest.raises(PlanExceeded):
        take_from_plan(plan_id=plan.pk, amount_tiyn=1)


def test_database_refuses_a_plan_overdrawn_past_the_service(people):
    """The negative control of the conditional update: the CHECK stands behind it."""
    plan = money.plan(people)
    with pytest.raises(IntegrityError, match="i3_contracts_within_plan"), transaction.atomic():
        FinancingPlan.objects.filter(pk=plan.pk).update(contracted_tiyn=plan.amount_tiyn + 1)


def test_document_names_parties_sum_schedule_and_account(people):
    contract = formed_contracts(people, {active_school(people): 100})[0]
    document = prepare_contract_document(contract=contract)
    text = document.content.decode()

    assert contract.payee_iban in text
    assert f'"amount_tiyn":"{contract.amount_tiyn}"' in text
    assert '"month":"2025-09"' in text
    assert "демо-норматив" in text
    assert prepare_contract_document(contract=contract) == document


def test_termination_gives_the_unused_money_back(people):
    contract = active_contract(people)
    Contract.objects.filter(pk=contract.pk).update(acted_tiyn=1000)
    terminate_contract(contract=contract, actor=people.actor("gulnar"), reason="Лицензия отозвана")

    assert FinancingPlan.objects.get().contracted_tiyn == 1000


def test_invariants_of_contracts_hold(people):
    from core.invariants import verify

    formed_contracts(people, {active_school(people): 100})
    broken = [one for one in verify() if not one.holds]

    assert broken == []
    assert {"I3", "I4", "I7"} <= {one.code for one in declared()}
