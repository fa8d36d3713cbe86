"""The first signature closes the month, the second counts on the contract; a return undoes it."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from acts.models import Act, ActLine
from acts.services import signing
from acts.services.forming import form_act, reform_unsigned_act
from acts.services.signing import (
    NewerDataArrived,
    send_back_act,
    sign_act_by_department,
    sign_act_by_school,
)
from contracts.errors import ContractExceeded, ContractNotInForce
from contracts.models import Contract
from core import outbox
from core.invariants import verify
from core.models import OutboxEvent
from core.workflow import TransitionForbidden, TransitionImpossible
from schools.models import MonthClosure
from schools.services.contingent import PeriodClosed
from signing.models import Signature
from signing.services import SignatureRefused
from signing.test_pki.people import Profile
from tests.factories.acts import (
    OCTOBER,
    offered_act,
    pupil,
    pupils,
    signed_by_both,
    signed_by_school,
)
from tests.factories.cast import cast
from tests.factories.contingent import pupil_row, push
from tests.factories.contracts import active_contract, cms_of
from tests.factories.schools import pupil_month

pytestmark = pytest.mark.django_db


def test_act_signed_by_both_counts_on_the_contract_and_asks_for_the_invoice(people, contract):
    pupils(contract.school, 3)
    act = signed_by_both(people, offered_act(contract))

    assert act.status == "signed"
    assert act.due_on is not None
    assert Contract.objects.get().acted_tiyn == act.amount_tiyn > 0
    assert OutboxEvent.objects.filter(kind="acts.signed").count() == 1
    assert [one for one in verify() if not one.holds] == []


def test_first_signature_closes_the_month(people, contract):
    pupils(contract.school, 1)
    signed_by_school(people, offered_act(contract))

    assert MonthClosure.objects.filter(school=contract.school).exists()
    with pytest.raises(PeriodClosed):
        push(contract.school, [pupil_row()])
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        pupil_month(contract.school, pupil(), OCTOBER.first_day)


def test_signature_over_older_data_is_refused_while_newer_ones_are_formed(people, contract):
    pupils(contract.school, 1)
    act = offered_act(contract)
    push(contract.school, [pupil_row()])

    with pytest.raises(NewerDataArrived):
        signed_by_school(people, act)
    assert not Signature.objects.filter(document=act.document).exists()


def test_lines_of_a_signed_act_are_frozen_by_the_database(people, contract):
    pupils(contract.school, 1)
    act = signed_by_school(people, offered_act(contract))

    with pytest.raises(DatabaseError, match="signed act"), transaction.atomic():
        ActLine.objects.filter(act=act).update(grade=6)
    with pytest.raises(DatabaseError, match="signed act"), transaction.atomic():
        connection.cursor().execute("DELETE FROM acts_actline WHERE act_id = %s", [act.pk])


def test_signed_act_is_never_formed_again(people, contract):
    pupils(contract.school, 1)
    act = signed_by_school(people, offered_act(contract))

    assert reform_unsigned_act(school_id=contract.school_id, month=OCTOBER) is None
    assert form_act(contract=contract, month=OCTOBER).snapshot_sha256 == act.snapshot_sha256


def test_act_returned_by_the_department_opens_the_month_and_is_signed_anew(people, contract):
    pupils(contract.school, 2)
    signed = signed_by_school(people, offered_act(contract))
    returned = send_back_act(act=signed, actor=people.actor("bolat"), reason="Лишний ученик")
    assert returned.status == "returned"
    assert not MonthClosure.objects.exists()
    assert MonthClosure.with_reopened.count() == 1

    pupils(contract.school, 1)
    again = reform_unsigned_act(school_id=contract.school_id, month=OCTOBER)
    assert again.signed_by_school_on is None
    assert again.document != signed.document
    final = signed_by_both(people, again)

    assert final.status == "signed"
    assert final.payable_count == 3
    assert MonthClosure.objects.count() == 1
    assert [one for one in verify() if not one.holds] == []


def test_return_needs_a_reason_and_the_side_whose_move_it_is(people, contract):
    pupils(contract.school, 1)
    act = offered_act(contract)
    with pytest.raises(TransitionForbidden):
        send_back_act(act=act, actor=people.actor("bolat"), reason="нет")
    with pytest.raises(TransitionImpossible, match="причину"):
        send_back_act(act=act, actor=people.actor("aigerim"), reason=" ")


def test_officer_without_the_right_does_not_sign(people, contract):
    pupils(contract.school, 1)
    act = signed_by_school(people, offered_act(contract))
    with pytest.raises(TransitionForbidden):
        sign_act_by_department(
            act=act,
            actor=people.actor("bolat"),
            cms=cms_of(people.bolat, act.document, Profile.CAN_SIGN),
        )
    assert Contract.objects.get().acted_tiyn == 0


def test_signature_of_the_wrong_organisation_leaves_nothing(people, contract):
    pupils(contract.school, 1)
    act = offered_act(contract)
    with pytest.raises(SignatureRefused):
        sign_act_by_school(
            act=act, actor=people.actor("aigerim"), cms=cms_of(people.erlan, act.document)
        )
    assert not Signature.objects.filter(document=act.document).exists()
    assert not MonthClosure.objects.exists()


def test_act_above_the_contract_is_not_signed(people, contract):
    pupils(contract.school, 2)
    act = signed_by_school(people, offered_act(contract))
    Contract.objects.filter(pk=contract.pk).update(acted_tiyn=contract.amount_tiyn)
    with pytest.raises(ContractExceeded):
        sign_act_by_department(
            act=act, actor=people.actor("gulnar"), cms=cms_of(people.gulnar, act.document)
        )
    assert Act.objects.get().status == "with_department"


def test_act_of_a_terminated_contract_is_not_signed(people, contract):
    pupils(contract.school, 1)
    act = signed_by_school(people, offered_act(contract))
    Contract.objects.filter(pk=contract.pk).update(status="terminated")
    with pytest.raises(ContractNotInForce):
        sign_act_by_department(
            act=act, actor=people.actor("gulnar"), cms=cms_of(people.gulnar, act.document)
        )


def test_newer_push_and_registry_answers_form_the_unsigned_act_again(people, contract):
    pupils(contract.school, 1)
    act = offered_act(contract)
    outbox.drain()
    push(contract.school, [pupil_row(), pupil_row()])
    outbox.drain()
    _run_due_jobs("acts.reform")
    fresh = Act.objects.get(pk=act.pk)

    assert fresh.status == "with_school"
    assert fresh.pupils_count == 2
    assert set(fresh.lines.values_list("outcome", flat=True)) == {"waiting"}
    assert fresh.revision == 1


def _run_due_jobs(kind: str) -> None:
    from core import jobs
    from core.models import Job

    for work in Job.objects.filter(kind=kind, state="queued"):
        assert jobs.run_now(work).state == "done", work.error


def _two_at_once() -> tuple[list[str], Act]:
    people = cast()
    contract = active_contract(people)
    pupils(contract.school, 2)
    act = signed_by_school(people, offered_act(contract))
    cms = cms_of(people.gulnar, act.document)
    actor, gate, ends = people.actor("gulnar"), threading.Barrier(2), []

    def officer() -> None:
        try:
            gate.wait(timeout=20)
            sign_act_by_department(act=act, actor=actor, cms=cms)
            ends.append("signed")
        except TransitionImpossible:
            ends.append("heard the state")
        except Exception as problem:  # a dirty loss is what the test is about
            ends.append(type(problem).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=officer) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ends), Act.objects.get(pk=act.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_signs_and_the_other_hears_the_state():
    ends, act = _two_at_once()

    assert ends == ["heard the state", "signed"]
    assert act.status == "signed"
    assert Contract.objects.get().acted_tiyn == act.amount_tiyn


@pytest.mark.django_db(transaction=True)
def test_without_the_row_locks_the_loss_is_not_clean(monkeypatch):
    """The negative control: both read the old state, and the loser meets a broken constraint."""
    both_have_read = threading.Barrier(2)

    def read_only(act: Act) -> Act:
        found = Act.objects.get(pk=act.pk)
        if found.status == "with_department":
            both_have_read.wait(timeout=20)
        return found

    class Unlocked:
        def __getattr__(self, name: str) -> object:
            return lambda **_given: Contract.objects

    monkeypatch.setattr(signing, "_locked", read_only)
    monkeypatch.setattr(signing, "Contract", type("NoLock", (), {"objects": Unlocked()}))
    ends, act = _two_at_once()

    assert ends == ["SignatureRefused", "signed"]
    assert Contract.objects.get().acted_tiyn == act.amount_tiyn
