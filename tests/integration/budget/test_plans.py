"""A plan is prepared by one person, approved by another, and never exceeds the budget."""

import pytest

from budget.models import FinancingPlan, RegionalBudget
from budget.services.distributing import calculate
from budget.services.intakes import close_intake, open_intake, reopen_intake
from budget.services.planning import discard_draft, form_plan, put_plan_into_force
from budget.services.tranches import record_tranche
from core import clock, invariants
from core.models import Transition
from core.periods import Month
from core.workflow import SYSTEM, TransitionForbidden, TransitionImpossible
from tests.factories import budget as make
from tests.factories.cast import Cast, cast
from tests.factories.schools import active_school

pytestmark = pytest.mark.django_db

OCTOBER = Month(2025, 10)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_the_first_version_is_the_region_by_month(people: Cast) -> None:
    plan = make.plan(people, amount_tiyn=1_000_003)

    assert plan.effective is not None
    assert [line.amount_tiyn for line in plan.effective.lines.all()] == [250_000] * 3 + [250_003]
    assert plan.amount_tiyn == RegionalBudget.objects.get().planned_tiyn == 1_000_003
    assert [one.invariant.title for one in invariants.verify() if not one.holds] == []


def test_one_who_prepared_does_not_approve(people: Cast) -> None:
    draft = form_plan(
        budget=make.budget(people), months={OCTOBER: 100}, actor=people.actor("gulnar")
    )

    with pytest.raises(TransitionForbidden):
        put_plan_into_force(version=draft, actor=people.actor("gulnar"))


@pytest.mark.parametrize("name", ["aigerim", "bolat", "dana", "kairat"])
def test_only_the_head_approves(people: Cast, name: str) -> None:
    draft = form_plan(budget=make.budget(people), months={OCTOBER: 1}, actor=people.actor("bolat"))

    with pytest.raises(TransitionForbidden):
        put_plan_into_force(version=draft, actor=people.actor(name))
    assert RegionalBudget.objects.get().planned_tiyn == 0


@pytest.mark.parametrize("name", ["aigerim", "dana"])
def test_only_the_department_forms_a_plan(people: Cast, name: str) -> None:
    with pytest.raises(TransitionForbidden):
        form_plan(budget=make.budget(people), months={OCTOBER: 1}, actor=people.actor(name))


def test_another_regions_department_forms_nothing_here(people: Cast) -> None:
    budget = make.budget(people)

    with pytest.raises(TransitionForbidden):
        form_plan(budget=budget, months={OCTOBER: 1}, actor=cast("61").actor("gulnar"))


def test_a_plan_over_the_budget_is_refused_whole(people: Cast) -> None:
    budget = make.budget(people, amount_tiyn=100)
    draft = form_plan(budget=budget, months={OCTOBER: 101}, actor=people.actor("bolat"))

    with pytest.raises(TransitionImpossible, match="превышает"):
        put_plan_into_force(version=draft, actor=people.actor("gulnar"))

    draft.refresh_from_db()
    assert draft.status == "draft"
    assert FinancingPlan.objects.get().amount_tiyn == 0
    assert not Transition.objects.filter(name="put_into_force").exists()


def test_a_plan_of_exactly_the_budget_passes(people: Cast) -> None:
    budget = make.budget(people, amount_tiyn=100)
    draft = form_plan(budget=budget, months={OCTOBER: 100}, actor=people.actor("bolat"))

    assert put_plan_into_force(version=draft, actor=people.actor("gulnar")).status == "effective"


def test_a_later_version_supersedes_and_moves_the_difference(people: Cast) -> None:
    plan = make.plan(people, amount_tiyn=1_000)
    draft = form_plan(budget=plan.budget, months={OCTOBER: 400}, actor=people.actor("bolat"))

    put_plan_into_force(version=draft, actor=people.actor("gulnar"))

    plan.refresh_from_db()
    assert plan.amount_tiyn == RegionalBudget.objects.get().planned_tiyn == 400
    assert list(plan.versions.values_list("number", "status")) == [
        (2, "effective"),
        (1, "superseded"),
    ]


def test_a_plan_below_its_contracts_is_refused(people: Cast) -> None:
    plan = make.plan(people, amount_tiyn=1_000)
    FinancingPlan.objects.filter(pk=plan.pk).update(contracted_tiyn=600)
    draft = form_plan(budget=plan.budget, months={OCTOBER: 599}, actor=people.actor("bolat"))

    with pytest.raises(TransitionImpossible, match="меньше суммы заключённых договоров"):
        put_plan_into_force(version=draft, actor=people.actor("gulnar"))

    plan.refresh_from_db()
    assert plan.amount_tiyn == 1_000
    assert plan.effective is not None
    assert plan.effective.number == 1


def test_a_month_below_what_schools_have_is_refused(people: Cast) -> None:
    intake = make.intake(people)
    make.approved_application(people, active_school(people), intake)
    make.fixed_run(people, intake)
    budget = RegionalBudget.objects.get()
    months = dict.fromkeys(make.AUTUMN, 100 * 5_333_333)
    months[OCTOBER] -= 1

    with pytest.raises(TransitionImpossible, match="2025-10"):
        form_plan(budget=budget, months=months, actor=people.actor("bolat"))

    months[OCTOBER] += 1
    draft = form_plan(budget=budget, months=months, actor=people.actor("bolat"))
    assert draft.amount_tiyn == 4 * 100 * 5_333_333


def test_a_draft_is_written_anew_and_deleted_only_as_a_draft(people: Cast) -> None:
    plan = make.plan(people, amount_tiyn=1_000)
    bolat = people.actor("bolat")
    first = form_plan(budget=plan.budget, months={OCTOBER: 400}, actor=bolat)
    second = form_plan(budget=plan.budget, months={OCTOBER: 500}, actor=bolat)
    assert (first.pk, second.amount_tiyn) == (second.pk, 500)

    discard_draft(version=second, actor=bolat)

    assert plan.draft is None
    with pytest.raises(TransitionImpossible):
        discard_draft(version=plan.effective, actor=bolat)


@pytest.mark.parametrize("months", [{}, {OCTOBER: 0}, {OCTOBER: -1}, {Month(2026, 1): 5}])
def test_senseless_months_are_refused(people: Cast, months: dict[Month, int]) -> None:
    with pytest.raises(TransitionImpossible):
        form_plan(budget=make.budget(people), months=months, actor=SYSTEM)


def test_tranches_add_up_to_the_budget_and_no_further(people: Cast) -> None:
    budget = make.budget(people, amount_tiyn=100)
    said = {"received_on": clock.today(), "document": "№ 1", "budget": budget}
    record_tranche(amount_tiyn=60, actor=people.actor("dana"), **said)
    record_tranche(amount_tiyn=40, actor=people.actor("kairat"), **said)

    with pytest.raises(TransitionImpossible, match="превысит"):
        record_tranche(amount_tiyn=1, actor=people.actor("dana"), **said)
    with pytest.raises(TransitionImpossible, match="больше нуля"):
        record_tranche(amount_tiyn=0, actor=people.actor("dana"), **said)
    with pytest.raises(TransitionForbidden):
        record_tranche(amount_tiyn=1, actor=people.actor("gulnar"), **said)

    assert RegionalBudget.objects.get().received_tiyn == 100


def test_one_intake_is_open_in_a_region(people: Cast) -> None:
    intake = make.intake(people)

    with pytest.raises(TransitionImpossible, match="уже открыт"):
        make.intake(people, of=intake.plan, kind="additional")


def test_an_intake_needs_a_plan_in_force(people: Cast) -> None:
    form_plan(budget=make.budget(people), months={OCTOBER: 5}, actor=people.actor("bolat"))

    with pytest.raises(TransitionImpossible, match="утвердите план"):
        make.intake(people, of=FinancingPlan.objects.get())


def test_a_school_opens_no_intake(people: Cast) -> None:
    with pytest.raises(TransitionForbidden):
        open_intake(
            plan=make.plan(people),
            first_month=OCTOBER,
            last_month=OCTOBER,
            opens_on=clock.today(),
            closes_on=clock.today(),
            actor=people.actor("aigerim"),
        )


def test_reopening_sets_calculations_aside(people: Cast) -> None:
    intake = make.intake(people)
    make.approved_application(people, active_school(people), intake)
    closed = close_intake(intake=intake, actor=people.actor("bolat"))
    run = calculate(intake=closed, actor=people.actor("bolat"))

    reopen_intake(
        intake=closed, closes_on=clock.today(), reason="ещё день", actor=people.actor("gulnar")
    )

    run.refresh_from_db()
    assert run.status == "discarded"
