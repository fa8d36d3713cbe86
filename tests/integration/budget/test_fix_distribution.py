"""A fixed distribution moves the plan, the applications and the public protocol at once."""

import json
import subprocess
import sys

import pytest

from budget.distribution import canonical_json
from budget.models import DistributionRun, FinancingPlan, FundingApplication, IntakeKind
from budget.selectors.plans import free_balance, plan_table
from budget.services.applying import save_application
from budget.services.distributing import agree, calculate, discard, fix
from budget.services.intakes import close_intake
from budget.services.moderating import approve_application
from budget.services.planning import form_plan
from core import invariants
from core.models import OutboxEvent
from core.workflow import TransitionForbidden, TransitionImpossible
from signing.models import Document
from tests.factories import budget as make
from tests.factories.cast import Cast, cast
from tests.factories.schools import active_school

pytestmark = pytest.mark.django_db

UNIT = 4 * 5_333_333  # tiyn: a pupil of grade 5 for September–December


@pytest.fixture
def people() -> Cast:
    return cast()


def _two_schools(people: Cast, *, amount_tiyn: int) -> tuple[FinancingPlan, DistributionRun]:
    """442 places of each: Aigerim's school has 300 pupils, Erlan's 500."""
    plan = make.plan(people, amount_tiyn=amount_tiyn)
    intake = make.intake(people, of=plan)
    make.approved_application(people, active_school(people), intake, pupils=300)
    other = active_school(people, owner=people.erlan)
    make.approved_application(people, other, intake, pupils=500, by="erlan")
    closed = close_intake(intake=intake, actor=people.actor("bolat"))
    run = calculate(intake=closed, actor=people.actor("bolat"))
    return plan, agree(run=run, actor=people.actor("bolat"))


def test_shares_become_the_plan_by_school_and_month(people: Cast) -> None:
    plan, run = _two_schools(people, amount_tiyn=make.BILLION)

    fix(run=run, actor=people.actor("gulnar"))

    plan.refresh_from_db()
    version = plan.effective
    assert version is not None
    assert version.number == 2
    table = plan_table(version)
    assert table.total == version.amount_tiyn == plan.amount_tiyn == make.BILLION
    assert [row.total for row in table.rows] == [
        300 * UNIT,
        442 * UNIT,
        make.BILLION - 742 * UNIT,
    ]
    assert table.rows[0].cells == [300 * 5_333_333] * 4
    assert free_balance(plan) == make.BILLION - 742 * UNIT


def test_applications_get_their_state_and_contracts_are_told(people: Cast) -> None:
    _plan, run = _two_schools(people, amount_tiyn=make.BILLION)

    fixed = fix(run=run, actor=people.actor("gulnar"))

    states = set(FundingApplication.objects.values_list("status", flat=True))
    assert states == {"allocated"}
    assert OutboxEvent.objects.get(kind="budget.run_fixed").payload == {"run_id": fixed.pk}
    assert fixed.allocations.get(contingent=500).unfunded_pupils == 58


def test_the_protocol_is_public_and_the_checker_accepts_it(people: Cast, tmp_path) -> None:
    _plan, run = _two_schools(people, amount_tiyn=10_000_000_00)

    fixed = fix(run=run, actor=people.actor("gulnar"))

    document = Document.objects.get(subject_kind="budget.distributionrun", subject_id=fixed.pk)
    assert document.public_bytes
    payload = json.loads(document.content)["payload"]
    assert payload == fixed.protocol
    for name, protocol in (("stored", fixed.protocol), ("published", payload)):
        file = tmp_path / f"{name}.json"
        file.write_bytes(canonical_json(protocol))
        checker = [sys.executable, "tools/check_distribution.py", str(file)]
        assert subprocess.run(checker, check=False, capture_output=True).returncode == 0
    forged = {**payload, "left_tiyn": "1"}
    file.write_bytes(canonical_json(forged))
    assert subprocess.run(checker, check=False, capture_output=True).returncode == 1


def test_all_invariants_of_the_room_hold_afterwards(people: Cast) -> None:
    _plan, run = _two_schools(people, amount_tiyn=10_000_000_00)

    fix(run=run, actor=people.actor("gulnar"))

    assert [one.invariant.title for one in invariants.verify() if not one.holds] == []


def test_a_school_without_a_tiyn_stands_in_the_reserve(people: Cast) -> None:
    _plan, run = _two_schools(people, amount_tiyn=make.BILLION)
    discard(run=run, reason="нет мест", actor=people.actor("bolat"))
    school = FundingApplication.objects.get(contingent=300).school
    school.passport.sanitary_places = 0
    school.passport.save()
    again = calculate(intake=run.intake, actor=people.actor("bolat"))

    fix(run=agree(run=again, actor=people.actor("bolat")), actor=people.actor("gulnar"))

    assert FundingApplication.objects.get(contingent=300).status == "reserve"
    assert again.allocations.get(contingent=300).reason == "no_places"


def test_who_calculated_does_not_fix(people: Cast) -> None:
    plan = make.plan(people)
    intake = make.intake(people, of=plan)
    make.approved_application(people, active_school(people), intake)
    closed = close_intake(intake=intake, actor=people.actor("bolat"))
    run = calculate(intake=closed, actor=people.actor("gulnar"))
    agreed = agree(run=run, actor=people.actor("bolat"))

    with pytest.raises(TransitionForbidden):
        fix(run=agreed, actor=people.actor("gulnar"))
    with pytest.raises(TransitionForbidden):
        fix(run=agreed, actor=people.actor("bolat"))
    with pytest.raises(TransitionForbidden):
        fix(run=agreed, actor=people.actor("aigerim"))


def test_a_run_is_not_fixed_twice_nor_before_it_is_agreed(people: Cast) -> None:
    _plan, run = _two_schools(people, amount_tiyn=make.BILLION)
    fix(run=run, actor=people.actor("gulnar"))

    with pytest.raises(TransitionImpossible):
        fix(run=run, actor=people.actor("gulnar"))


def test_changed_data_ask_for_a_new_calculation_and_nothing_moves(people: Cast) -> None:
    plan, run = _two_schools(people, amount_tiyn=make.BILLION)
    school = FundingApplication.objects.get(contingent=300).school
    school.passport.sanitary_places = 100
    school.passport.save()

    with pytest.raises(TransitionImpossible, match="расчёт заново"):
        fix(run=run, actor=people.actor("gulnar"))

    run.refresh_from_db()
    plan.refresh_from_db()
    assert run.status == "agreed"
    assert plan.effective is not None
    assert plan.effective.number == 1
    assert not OutboxEvent.objects.filter(kind="budget.run_fixed").exists()


def test_a_draft_of_the_plan_stands_in_the_way(people: Cast) -> None:
    plan, run = _two_schools(people, amount_tiyn=500_000_000_00)
    months = dict.fromkeys(make.AUTUMN, 200_000_000_00)
    form_plan(budget=plan.budget, months=months, actor=people.actor("bolat"))

    with pytest.raises(TransitionImpossible, match="проект"):
        fix(run=run, actor=people.actor("gulnar"))


def test_pressing_calculate_twice_gives_one_run(people: Cast) -> None:
    _plan, run = _two_schools(people, amount_tiyn=make.BILLION)

    assert calculate(intake=run.intake, actor=people.actor("bolat")).pk == run.pk
    assert DistributionRun.objects.count() == 1


def test_an_additional_intake_shares_what_is_free_and_lowers_nobody(people: Cast) -> None:
    plan, run = _two_schools(people, amount_tiyn=make.BILLION)
    fix(run=run, actor=people.actor("gulnar"))
    plan.refresh_from_db()
    before = {r.school: r.cells for r in plan_table(plan.effective).rows if r.school}
    more = make.intake(people, of=plan, kind=IntakeKind.ADDITIONAL)
    third = active_school(people)
    make.approved_application(people, third, more, pupils=50)

    second = make.fixed_run(people, more)

    plan.refresh_from_db()
    after = {r.school: r.cells for r in plan_table(plan.effective).rows if r.school}
    assert second.budget_tiyn == make.BILLION - 742 * UNIT
    assert {school: after[school] for school in before} == before
    assert sum(after[third]) == 50 * UNIT
    assert plan.amount_tiyn == make.BILLION


def test_an_application_approved_after_the_distribution_takes_part_in_the_next(
    people: Cast,
) -> None:
    plan = make.plan(people)
    intake = make.intake(people, of=plan)
    make.approved_application(people, active_school(people), intake, pupils=300)
    late = make.moderated_application(people, active_school(people), intake, pupils=40)
    make.fixed_run(people, intake)
    approve_application(application=late, actor=people.actor("bolat"))
    more = make.intake(people, of=plan, kind=IntakeKind.ADDITIONAL)

    second = make.fixed_run(people, more)

    assert second.allocations.get().application_id == late.pk
    late.refresh_from_db()
    assert late.status == "allocated"


def test_a_school_with_full_places_gets_nothing_more_in_an_additional_intake(
    people: Cast,
) -> None:
    plan, run = _two_schools(people, amount_tiyn=make.BILLION)
    fix(run=run, actor=people.actor("gulnar"))
    full = FundingApplication.objects.get(contingent=500).school
    more = make.intake(people, of=plan, kind=IntakeKind.ADDITIONAL)
    make.approved_application(people, full, more, pupils=58, by="erlan")

    second = make.fixed_run(people, more)

    share = second.allocations.get()
    assert (share.total_places, share.total_tiyn, share.unfunded_pupils) == (0, 0, 58)


def test_an_open_intake_is_not_distributed(people: Cast) -> None:
    intake = make.intake(people)

    with pytest.raises(TransitionImpossible, match="после закрытия"):
        calculate(intake=intake, actor=people.actor("bolat"))


def test_an_intake_without_approved_applications_is_not_distributed(people: Cast) -> None:
    intake = make.intake(people)
    make.filled_application(people, active_school(people), intake)
    closed = close_intake(intake=intake, actor=people.actor("bolat"))

    with pytest.raises(TransitionImpossible, match="нечего"):
        calculate(intake=closed, actor=people.actor("bolat"))


def test_a_school_cannot_calculate(people: Cast) -> None:
    intake = make.intake(people)

    with pytest.raises(TransitionForbidden):
        calculate(intake=intake, actor=people.actor("aigerim"))


def test_a_zero_grade_without_a_norm_is_not_in_the_case(people: Cast) -> None:
    intake = make.intake(people)
    draft = make.filled_application(people, active_school(people), intake)
    cells = {("actual", 0, "general"): 20, ("actual", 5, "general"): 10}

    saved = save_application(
        application=draft, cells=cells, fields={}, actor=people.actor("aigerim")
    )

    assert (saved.contingent, saved.need_tiyn, saved.unit_cost_tiyn) == (10, 10 * UNIT, UNIT)
