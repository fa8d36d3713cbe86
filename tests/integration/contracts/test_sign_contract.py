"""Both sides sign the same bytes; the ways back."""

import pytest

from contracts.models import Contract
from contracts.services import (
    decline_contract,
    form_contract_again,
    send_contract_to_school,
    sign_contract,
)
from core.models import OutboxEvent, Transition
from core.workflow import TransitionForbidden, TransitionImpossible
from signing.models import Signature
from signing.services import SignatureRefused
from signing.test_pki.people import Profile
from tests.factories.contracts import (
    cms_of,
    formed_contracts,
    in_force,
    signed_by_school,
)
from tests.factories.schools import active_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def formed(people) -> Contract:
    return formed_contracts(people, {active_school(people): 100})[0]


def test_contract_signed_by_both_is_active_and_tells_so(people, formed):
    contract = in_force(people, formed)

    assert contract.status == "active"
    assert [one.side for one in Signature.objects.order_by("id")] == ["school", "department"]
    assert OutboxEvent.objects.filter(kind="contracts.activated").count() == 1
    moves = Transition.objects.filter(subject_kind="contracts.contract", signature_id__isnull=False)
    assert moves.count() == 2


def test_head_of_another_school_does_not_sign(people, formed):
    sent = send_contract_to_school(contract=formed, actor=people.actor("bolat"))
    with pytest.raises((SignatureRefused, TransitionForbidden)):
        sign_contract(
            contract=sent,
            actor=people.actor("erlan"),
            side="school",
            cms=cms_of(people.erlan, sent.document),
        )
    assert not Signature.objects.exists()


def test_officer_without_the_right_does_not_sign_for_the_department(people, formed):
    signed = signed_by_school(people, formed)
    with pytest.raises(TransitionForbidden):
        sign_contract(
            contract=signed,
            actor=people.actor("bolat"),
            side="department",
            cms=cms_of(people.bolat, signed.document, Profile.CAN_SIGN),
        )
    assert Signature.objects.count() == 1
    assert Contract.objects.get().status == "with_department"


def test_second_signature_of_a_side_hears_the_state(people, formed):
    contract = in_force(people, formed)
    with pytest.raises(TransitionImpossible, match="Активный"):
        sign_contract(
            contract=contract,
            actor=people.actor("gulnar"),
            side="department",
            cms=cms_of(people.gulnar, contract.document),
        )


def test_declined_contract_is_formed_again_with_other_bytes(people, formed):
    sent = send_contract_to_school(contract=formed, actor=people.actor("bolat"))
    declined = decline_contract(
        contract=sent, actor=people.actor("aigerim"), reason="Сменился счёт школы"
    )
    passport = formed.school.passport
    passport.iban = "KZ506011110000000002"
    passport.save()
    again = form_contract_again(contract=declined, actor=people.actor("bolat"))

    assert again.status == "formed"
    assert again.payee_iban == "KZ506011110000000002"
    assert again.document != sent.document
    assert again.amount_tiyn == formed.amount_tiyn


def test_the_same_text_formed_again_does_not_inherit_signatures(people, formed):
    sent = send_contract_to_school(contract=formed, actor=people.actor("bolat"))
    declined = decline_contract(contract=sent, actor=people.actor("aigerim"), reason="Ошибка")
    again = form_contract_again(contract=declined, actor=people.actor("bolat"))

    assert again.document.code != sent.document.code
    assert not again.document.signatures.exists()


def test_school_does_not_see_a_contract_that_was_not_sent(people, formed):
    assert not Contract.objects.visible_to(people.actor("aigerim")).exists()
    send_contract_to_school(contract=formed, actor=people.actor("bolat"))

    assert Contract.objects.visible_to(people.actor("aigerim")).exists()
    assert not Contract.objects.visible_to(people.actor("erlan")).exists()
