"""A special type of study is paid by its norm only while a paper in force proves it."""

import datetime as dt

import pytest
from django.db import connection, transaction

from acts.models import Act
from acts.selectors.proofs import OutOfStep, out_of_step
from acts.services.signing import (
    PaperFellAway,
    PapersChanged,
    send_back_act,
    sign_act_by_department,
    sign_act_by_school,
)
from core import jobs, outbox
from core.invariants import verify
from core.models import Job
from core.periods import Month
from schools.models import StudyProof
from schools.services.study_proofs import accept_proof, reject_proof, withdraw_proof
from tests.factories.acts import (
    OCTOBER,
    lines_by_person,
    offered_act,
    pupil,
    signed_by_both,
    signed_by_school,
)
from tests.factories.contracts import cms_of
from tests.factories.schools import pupil_month
from tests.factories.study_proofs import proof, special_norms

pytestmark = pytest.mark.django_db

GENERAL = 5_333_333
"""640 000 ₸ a year over twelve months: October is the tenth and gets no spare tiyn."""
HOME = 13_333_333
"""1 600 000 ₸ a year (2.50 of the general norm) over twelve months."""


@pytest.fixture(autouse=True)
def _norms(contract) -> None:
    special_norms()


def deliver() -> None:
    outbox.drain()
    for work in Job.objects.filter(kind="acts.reform", state="queued").order_by("created_at"):
        assert jobs.run_now(work).state == "done", work.error


def at_home(contract):
    child = pupil()
    pupil_month(contract.school, child, OCTOBER.first_day, study_type="home")
    return child


def vkk(people, contract, child, **changes):
    changes = {"kind": "vkk_conclusion"} | changes
    return proof(contract.school, child, by=people.actor("aigerim"), **changes)


def money_of(act, child):
    line = lines_by_person(Act.objects.get(pk=act.pk))[child.pk]
    return line.amount_tiyn, line.held_tiyn, line.outcome, line.reason


def broken(code: str = "I18") -> int:
    return sum(found.broken for found in verify() if found.invariant.code == code)


def test_without_a_paper_the_general_norm_is_paid_and_the_difference_held(contract):
    child = at_home(contract)
    act = offered_act(contract)

    assert money_of(act, child) == (GENERAL, HOME - GENERAL, "payable", "no_document")
    assert act.held_tiyn == HOME - GENERAL


def test_a_paper_that_nobody_has_looked_at_is_enough(people, contract):
    child = at_home(contract)
    vkk(people, contract, child)
    act = offered_act(contract)

    assert money_of(act, child) == (HOME, 0, "payable", "")
    assert broken() == 0


@pytest.mark.parametrize(
    ("dates", "counts"),
    [
        ({"valid_until": dt.date(2025, 10, 31)}, True),
        ({"valid_until": dt.date(2025, 10, 30)}, False),
        ({"valid_until": None}, True),
        ({"valid_from": dt.date(2025, 10, 31)}, True),
        ({"valid_from": dt.date(2025, 11, 1)}, False),
    ],
)
def test_the_cut_off_day_must_lie_within_its_dates(people, contract, dates, counts):
    child = at_home(contract)
    vkk(people, contract, child, **dates)

    assert money_of(offered_act(contract), child)[0] == (HOME if counts else GENERAL)


def test_a_paper_for_another_type_or_of_another_school_proves_nothing(people, contract):
    child = at_home(contract)
    found = vkk(people, contract, child)
    for changed in ({"study_type": "correction"}, {"school": _other_school(people)}):
        with transaction.atomic():
            StudyProof.objects.filter(pk=found.pk).update(**changed)
            assert money_of(offered_act(contract), child)[0] == GENERAL
            transaction.set_rollback(True)
    assert money_of(offered_act(contract), child)[0] == HOME


def test_a_paper_that_comes_before_the_signature_forms_the_act_anew(people, contract):
    child = at_home(contract)
    act = offered_act(contract)
    vkk(people, contract, child)
    deliver()

    assert money_of(act, child) == (HOME, 0, "payable", "")
    assert Act.objects.get(pk=act.pk).forming == 2
    signed_by_both(people, Act.objects.get(pk=act.pk))
    assert broken() == 0


def test_acceptance_changes_no_line_and_forms_nothing(people, contract):
    child = at_home(contract)
    paper = vkk(people, contract, child)
    act = offered_act(contract)
    deliver()
    accept_proof(proof=paper, actor=people.actor("bolat"))
    deliver()

    assert Act.objects.get(pk=act.pk).forming == 1


@pytest.mark.parametrize("way", ["rejected", "withdrawn"])
def test_a_paper_that_falls_away_takes_the_difference_out_again(people, contract, way):
    child = at_home(contract)
    paper = vkk(people, contract, child)
    act = offered_act(contract)
    if way == "rejected":
        reject_proof(proof=paper, actor=people.actor("bolat"), reason="Печать не читается")
    else:
        withdraw_proof(proof=paper, actor=people.actor("aigerim"), reason="Не тот ученик")
    deliver()

    assert money_of(act, child) == (GENERAL, HOME - GENERAL, "payable", "no_document")
    assert broken() == 0


def test_a_rejected_paper_is_mended_by_another(people, contract):
    child = at_home(contract)
    first = vkk(people, contract, child)
    reject_proof(proof=first, actor=people.actor("bolat"), reason="Печать не читается")
    second = vkk(people, contract, child)

    assert second.replaces_id == first.pk
    assert money_of(offered_act(contract), child)[0] == HOME


def test_the_school_does_not_sign_past_a_paper_that_came_or_fell_away(people, contract):
    child = at_home(contract)
    act = offered_act(contract)
    paper = vkk(people, contract, child)
    head = people.aigerim
    with pytest.raises(PapersChanged):
        sign_act_by_school(act=act, actor=head.as_actor(), cms=cms_of(head, act.document))
    deliver()
    act = Act.objects.get(pk=act.pk)
    reject_proof(proof=paper, actor=people.actor("bolat"), reason="Печать не читается")
    with pytest.raises(PapersChanged):
        sign_act_by_school(act=act, actor=head.as_actor(), cms=cms_of(head, act.document))
    deliver()
    signed_by_school(people, Act.objects.get(pk=act.pk))


def test_the_department_returns_an_act_whose_paper_it_rejected_after_the_school_signed(
    people, contract
):
    child = at_home(contract)
    paper = vkk(people, contract, child)
    act = signed_by_school(people, offered_act(contract))
    reject_proof(proof=paper, actor=people.actor("bolat"), reason="Печать не читается")
    deliver()
    assert money_of(act, child)[0] == HOME  # what was signed does not change
    with pytest.raises(PaperFellAway):
        sign_act_by_department(
            act=act, actor=people.actor("gulnar"), cms=cms_of(people.gulnar, act.document)
        )
    send_back_act(act=act, actor=people.actor("bolat"), reason="Документ отклонён")
    offered_act(act.contract)

    assert money_of(act, child) == (GENERAL, HOME - GENERAL, "payable", "no_document")
    signed_by_both(people, Act.objects.get(pk=act.pk))
    assert broken() == 0


def test_a_paper_after_the_signature_leaves_the_signed_act_and_its_held_difference(
    people, contract
):
    child = at_home(contract)
    act = signed_by_school(people, offered_act(contract))
    vkk(people, contract, child)
    deliver()
    signed = sign_act_by_department(
        act=act, actor=people.actor("gulnar"), cms=cms_of(people.gulnar, act.document)
    )

    assert signed.status == "signed"
    assert money_of(act, child) == (GENERAL, HOME - GENERAL, "payable", "no_document")


def test_a_paper_rejected_after_both_signed_leaves_the_money_and_the_invariant(people, contract):
    child = at_home(contract)
    paper = vkk(people, contract, child)
    act = signed_by_both(people, offered_act(contract))
    reject_proof(proof=paper, actor=people.actor("bolat"), reason="Поздно замечено")

    assert money_of(act, child)[0] == HOME
    assert broken() == 0


def test_the_invariant_sees_a_line_paid_without_a_paper(people, contract):
    """The control: the same lines, and the paper taken out from under them."""
    child = at_home(contract)
    paper = vkk(people, contract, child)
    signed_by_both(people, offered_act(contract))
    assert broken() == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE schools_studyproof SET person_id = %s WHERE id = %s", [pupil().pk, paper.pk]
        )
    assert broken() == 1


def test_general_pupils_cost_no_look_at_papers(contract, django_assert_num_queries):
    pupil_month(contract.school, pupil(), OCTOBER.first_day)
    act = offered_act(contract)
    with django_assert_num_queries(1):
        assert out_of_step(act) == OutOfStep(0, 0)


def test_only_unsigned_acts_of_the_school_are_formed_anew(people, contract):
    child = at_home(contract)
    pupil_month(contract.school, child, dt.date(2025, 9, 1), study_type="home")
    september = signed_by_school(people, offered_act(contract, month=Month(2025, 9)))
    october = offered_act(contract)
    vkk(people, contract, child)
    deliver()

    assert money_of(september, child)[0] == GENERAL
    assert money_of(october, child)[0] == HOME


def _other_school(people):
    from tests.factories.schools import active_school

    return active_school(people, owner=people.erlan)
