"""In one month some pupils are visibly not paid, each with its reason, while the others are."""

import datetime as dt

import pytest

from acts.models import Act, ActLine, FundedMonth
from acts.selectors.limits import money_for
from acts.services.forming import form_act, reform_unsigned_act
from budget.models import FinancingPlan, IntakeKind
from contracts.errors import ContractNotInForce
from contracts.models import Contract, ContractMonth
from core.invariants import verify
from core.models import Transition
from core.periods import Month
from schools.models import DuplicateCase, Person, PupilMonth
from schools.services.duplicates import open_cases, resolve_case
from tests.factories import budget as money
from tests.factories.acts import OCTOBER, lines_by_person, offered_act, outcomes, pupil, pupils
from tests.factories.contracts import formed_contracts, in_force, places
from tests.factories.schools import active_school, bind, pupil_month

pytestmark = pytest.mark.django_db

PRICE = 5_333_333
"""640 000 ₸ a year over twelve months: October is the tenth and gets no spare tiyn."""


def test_good_pupils_are_paid_and_the_act_waits_for_the_school(people, contract):
    pupils(contract.school, 3)
    act = offered_act(contract)

    assert act.number == "ША-2025-10-0001"
    assert act.status == "with_school"
    assert (act.pupils_count, act.payable_count) == (3, 3)
    assert act.amount_tiyn == 3 * PRICE
    assert FundedMonth.objects.count() == 3
    assert act.snapshot_sha256 in act.document.content.decode()
    assert "•••• " not in act.document.content.decode()


def test_dead_claimed_and_superfluous_pupils_are_not_paid_while_the_others_are(people):
    ours, theirs = active_school(people), active_school(people, owner=people.erlan)
    for school in (ours, theirs):
        bind(school)
    first, _second = formed_contracts(people, {ours: 100, theirs: 100})
    contract = places(in_force(people, first), 4)
    good = pupils(ours, 2)
    dead, claimed = pupil(alive=False), pupil()
    pupil_month(ours, dead, OCTOBER.first_day)
    pupil_month(ours, claimed, OCTOBER.first_day)
    pupil_month(theirs, claimed, OCTOBER.first_day)
    silent = pupil(alive=None)
    pupil_month(ours, silent, OCTOBER.first_day)
    late = pupils(ours, 2, enrolled_on=dt.date(2025, 10, 20))
    open_cases(school_id=ours.pk, month=OCTOBER)
    act = offered_act(contract)

    assert outcomes(act, good) == ["payable", "payable"]
    assert outcomes(act, [dead, claimed, silent]) == ["rejected", "held", "waiting"]
    assert outcomes(act, late) == ["over_capacity", "over_capacity"]
    by_person = lines_by_person(act)
    assert by_person[dead.pk].reason == "not_alive"
    assert by_person[dead.pk].rule_code == "FLK-K4"
    assert by_person[claimed.pk].duplicate_case == DuplicateCase.objects.get()
    assert by_person[silent.pk].reason == "registry_silent"
    assert act.amount_tiyn == 2 * PRICE
    assert act.held_tiyn == 2 * PRICE
    assert act.unpaid_tiyn == 3 * PRICE
    assert act.lines.count() == 7
    assert [one for one in verify() if not one.holds] == []


def test_pupil_of_two_organisations_is_held_even_before_a_case_is_opened(people, contract):
    other = active_school(people, owner=people.erlan)
    bind(other)
    claimed = pupil()
    pupil_month(contract.school, claimed, OCTOBER.first_day)
    pupil_month(other, claimed, OCTOBER.first_day)

    assert outcomes(offered_act(contract), [claimed]) == ["held"]


def test_decided_case_pays_the_winner_and_refuses_the_loser(people):
    ours, theirs = active_school(people), active_school(people, owner=people.erlan)
    for school in (ours, theirs):
        bind(school)
    first, second = (
        in_force(people, one) for one in formed_contracts(people, {ours: 100, theirs: 100})
    )
    claimed = pupil()
    pupil_month(ours, claimed, OCTOBER.first_day)
    pupil_month(theirs, claimed, OCTOBER.first_day)
    open_cases(school_id=ours.pk, month=OCTOBER)
    for one in (first, second):
        offered_act(one)
    resolve_case(
        case=DuplicateCase.objects.get(),
        school=ours,
        actor=people.actor("bolat"),
        reason="Приказ о зачислении от 01.09",
    )
    won = reform_unsigned_act(school_id=ours.pk, month=OCTOBER)
    lost = reform_unsigned_act(school_id=theirs.pk, month=OCTOBER)

    assert outcomes(won, [claimed]) == ["payable"]
    assert outcomes(lost, [claimed]) == ["rejected"]
    assert lines_by_person(lost)[claimed.pk].reason == "case_lost"


def test_of_two_schools_of_one_owner_the_earlier_enrolment_keeps_the_pupil(people):
    ours, sister = active_school(people), active_school(people)
    for school in (ours, sister):
        bind(school)
    first, second = (
        in_force(people, one) for one in formed_contracts(people, {ours: 100, sister: 100})
    )
    shared = pupil()
    pupil_month(ours, shared, OCTOBER.first_day, enrolled_on=dt.date(2025, 9, 1))
    pupil_month(sister, shared, OCTOBER.first_day, enrolled_on=dt.date(2025, 9, 2))

    assert outcomes(offered_act(second), [shared]) == ["rejected"]
    assert outcomes(offered_act(first), [shared]) == ["payable"]


def test_pupil_month_is_funded_once_in_the_country(people, contract):
    """The right taken by another act is not taken twice, whatever the data say."""
    shared, _other = pupils(contract.school, 2)
    offered_act(contract)
    elsewhere = active_contract_elsewhere(people)
    pupil_month(elsewhere.school, shared, OCTOBER.first_day)
    # no claim is seen any more: the first school's data moved on, its act did not
    PupilMonth.objects.filter(source__school=contract.school, person=shared).delete()
    second = offered_act(elsewhere)

    assert outcomes(second, [shared]) == ["held"]
    assert lines_by_person(second)[shared.pk].reason == "funded_elsewhere"
    assert FundedMonth.objects.filter(person=shared).count() == 1


def active_contract_elsewhere(people) -> Contract:
    """A second owner's contract of an additional intake in the same region."""
    school = active_school(people, owner=people.erlan)
    bind(school)
    extra = money.intake(people, of=FinancingPlan.objects.get(), kind=IntakeKind.ADDITIONAL)
    return in_force(people, formed_contracts(people, {school: 50}, intake=extra)[0])


def test_above_the_schedule_lines_stand_over_contract(people, contract):
    """The schedule up to October is a half of 100 × four months of grade 5."""
    ContractMonth.objects.filter(contract=contract).update(amount_tiyn=PRICE)
    pupils(contract.school, 3)
    act = offered_act(contract)

    assert sorted(act.lines.values_list("outcome", flat=True)) == [
        "over_contract",
        "payable",
        "payable",
    ]
    assert act.lines.order_by("place_in_order").last().outcome == "over_contract"


def test_without_data_the_act_waits_and_is_visible(people, contract):
    act = form_act(contract=contract, month=OCTOBER)

    assert act.status == "awaiting_data"
    assert Act.objects.visible_to(people.actor("aigerim")).get() == act


def test_class_without_a_norm_is_not_funded_and_says_so(people, contract):
    small = pupil()
    pupil_month(contract.school, small, OCTOBER.first_day, grade=0)
    pupils(contract.school, 1)
    act = offered_act(contract)

    assert outcomes(act, [small]) == ["rejected"]
    assert lines_by_person(act)[small.pk].reason == "no_norm"


def test_forming_twice_changes_nothing(people, contract):
    pupils(contract.school, 2)
    first = offered_act(contract)
    second = offered_act(contract)

    assert (first.document, first.forming) == (second.document, second.forming)
    assert ActLine.objects.count() == 2
    assert Transition.objects.filter(subject_kind="acts.act", name="form").count() == 1


def test_newer_data_form_an_unsigned_act_again_with_new_bytes(people, contract):
    pupils(contract.school, 2)
    first = offered_act(contract)
    pupils(contract.school, 1)
    second = reform_unsigned_act(school_id=contract.school_id, month=OCTOBER)

    assert second.pk == first.pk
    assert second.status == "with_school"
    assert second.amount_tiyn == 3 * PRICE
    assert second.document != first.document
    assert FundedMonth.objects.count() == 3


def test_stale_answer_waits_and_is_not_a_refusal(people, contract):
    old = pupils(contract.school, 1)[0]
    Person.objects.filter(pk=old.pk).update(facts_on=dt.date(2025, 11, 3))

    act = offered_act(contract)
    assert outcomes(act, [old]) == ["waiting"]

    Person.objects.filter(pk=old.pk).update(facts_on=dt.date(2025, 11, 4))
    assert outcomes(offered_act(contract), [old]) == ["payable"]


def test_suspended_contract_forms_no_act(people, contract):
    Contract.objects.filter(pk=contract.pk).update(status="suspended")
    contract = Contract.objects.get()
    with pytest.raises(ContractNotInForce):
        form_act(contract=contract, month=OCTOBER)


def test_month_outside_of_the_contract_forms_no_act(people, contract):
    with pytest.raises(ContractNotInForce):
        form_act(contract=contract, month=Month(2025, 8))


def test_unused_money_of_september_carries_into_october(people, contract):
    months = list(contract.schedule.values_list("amount_tiyn", flat=True))
    assert money_for(contract=contract, month=OCTOBER) == months[0] + months[1]
