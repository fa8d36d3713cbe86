"""Only signed acts with a matched e-invoice reach the finance centre."""

import pytest

from acts.models import Act, ActRegister, Invoice
from acts.selectors.registers import left_out_tiyn
from acts.services.invoices import find_invoice_of_act, recheck_invoice
from acts.services.registers import (
    NothingToEnlist,
    SignedByItsMaker,
    accept_register,
    delist_act,
    form_register,
    prepare_register_document,
    return_register,
    rework_register,
    send_register,
    sign_register,
)
from contracts.services.documents import department_of
from core.invariants import verify
from core.workflow import TransitionForbidden, TransitionImpossible
from flk.selectors import findings_of
from integrations.errors import Temporary
from tests.factories.acts import OCTOBER, offered_act, pupils, signed_by_both
from tests.factories.contracts import cms_of, formed_contracts, in_force
from tests.factories.schools import active_school, bind
from tests.fakes.registries import use_fakes

pytestmark = pytest.mark.django_db


def issue(registries, act: Act, **changes: object):
    return registries.invoices.issue(
        **{
            "seller_bin": act.school.organisation.bin,
            "customer_bin": department_of(act.region_id).bin,
            "total_tiyn": act.amount_tiyn,
            "contract_number": act.contract.number,
            "contract_date": act.contract.formed_on,
            "turnover_date": OCTOBER.last_day,
            **changes,
        }
    )


@pytest.fixture
def two_acts(people) -> list[Act]:
    schools = [active_school(people), active_school(people)]
    for school in schools:
        bind(school)
    acts = []
    for contract in formed_contracts(people, dict.fromkeys(schools, 100)):
        active = in_force(people, contract)
        pupils(active.school, 2)
        acts.append(signed_by_both(people, offered_act(active)))
    return acts


@pytest.fixture
def one_ready(two_acts) -> Act:
    """The first act has its invoice, the second has not."""
    with use_fakes() as registries:
        issue(registries, two_acts[0])
        assert find_invoice_of_act(act=two_acts[0]).is_matched
    return two_acts[0]


def test_invoice_is_found_and_matched(one_ready):
    invoice = Invoice.objects.get()
    assert (invoice.act, invoice.is_matched, invoice.mismatch) == (one_ready, True, "")
    assert findings_of("acts.act", one_ready.pk)[0].outcome == "passed"


def test_invoice_with_another_sum_is_named_and_does_not_match(two_acts):
    with use_fakes() as registries:
        issue(registries, two_acts[0], total_tiyn=two_acts[0].amount_tiyn + 1)
        found = find_invoice_of_act(act=two_acts[0])

    assert (found.is_matched, found.mismatch) == (False, "sum")


def test_silent_system_stores_no_invoice_and_no_refusal(two_acts):
    with use_fakes() as registries:
        registries.invoices.error = Temporary("silent")
        assert find_invoice_of_act(act=two_acts[0]) is None

    assert findings_of("acts.act", two_acts[0].pk)[0].outcome != "failed"


def test_one_invoice_does_not_serve_two_acts(two_acts):
    first, second = two_acts
    with use_fakes() as registries:
        issue(registries, first)
        find_invoice_of_act(act=first)
        Act.objects.filter(pk=second.pk).update(contract_id=second.contract_id)
        assert find_invoice_of_act(act=second) is None


def test_revoked_invoice_no_longer_lets_the_act_through(one_ready):
    number = Invoice.objects.get().registration_number
    with use_fakes() as registries:
        issued = issue(registries, one_ready)
        Invoice.objects.update(registration_number=issued.registration_number)
        assert recheck_invoice(act=one_ready)
        registries.invoices.set_status(issued.registration_number, "REVOKED")
        assert not recheck_invoice(act=one_ready)

    assert Invoice.objects.get().revoked_at is not None
    assert number


def test_register_takes_ready_acts_and_names_why_the_others_stay(people, two_acts, one_ready):
    formed = form_register(region=people.bolat.region, month=OCTOBER, actor=people.actor("bolat"))

    assert formed.register.number == "РА-2025-10-79"
    assert formed.register.total_tiyn == one_ready.amount_tiyn
    assert [(one.act, str(one.why)) for one in formed.left_out] == [
        (two_acts[1], "Нет подходящей ЭСФ (K6)")
    ]
    assert left_out_tiyn(formed.register) == two_acts[1].amount_tiyn


def test_act_without_invoice_is_not_enlisted_even_when_chosen(people, two_acts):
    with pytest.raises(NothingToEnlist):
        form_register(
            region=people.bolat.region,
            month=OCTOBER,
            actor=people.actor("bolat"),
            act_ids=[act.pk for act in two_acts],
        )
    assert not ActRegister.objects.exists()


def test_school_does_not_form_registers(people, one_ready):
    with pytest.raises(TransitionForbidden):
        form_register(region=people.bolat.region, month=OCTOBER, actor=people.actor("aigerim"))


def sent(people) -> ActRegister:
    register = form_register(
        region=people.bolat.region, month=OCTOBER, actor=people.actor("bolat")
    ).register
    document = prepare_register_document(register=register)
    signed = sign_register(
        register=register, actor=people.actor("gulnar"), cms=cms_of(people.gulnar, document)
    )
    return send_register(register=signed, actor=people.actor("bolat"))


def test_accepted_register_makes_its_acts_payable(people, one_ready):
    register = accept_register(register=sent(people), actor=people.actor("dana"))

    assert register.status == "accepted"
    assert Act.objects.get(pk=one_ready.pk).status == "payable"
    assert [one for one in verify() if not one.holds] == []


def test_returned_register_is_reworked_and_signed_anew(people, one_ready):
    returned = return_register(
        register=sent(people), actor=people.actor("dana"), reason="Проверьте акт"
    )
    reworked = rework_register(register=returned, actor=people.actor("bolat"))
    assert (reworked.status, reworked.document) == ("forming", None)

    left = delist_act(act=Act.objects.get(pk=one_ready.pk), actor=people.actor("bolat"))
    assert (left.total_tiyn, left.acts_count) == (0, 0)
    assert Act.objects.get(pk=one_ready.pk).status == "signed"


def test_maker_of_a_register_does_not_sign_it(people, one_ready):
    register = form_register(
        region=people.bolat.region, month=OCTOBER, actor=people.actor("gulnar")
    ).register
    document = prepare_register_document(register=register)
    with pytest.raises(SignedByItsMaker):
        sign_register(
            register=register, actor=people.actor("gulnar"), cms=cms_of(people.gulnar, document)
        )


def test_list_of_a_signed_register_does_not_change(people, one_ready):
    sent(people)
    with pytest.raises(TransitionImpossible, match="Направлен"):
        delist_act(act=Act.objects.get(pk=one_ready.pk), actor=people.actor("bolat"))
