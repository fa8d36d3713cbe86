"""One order for each payable act, and none for an act that may not be paid."""

import pytest
from django.db import Error, IntegrityError, transaction

from accounts.models import Organisation
from acts.models import Act, ActRegister, Invoice
from budget.models import RegionalBudget
from contracts.models import Contract
from core import clock
from core.workflow import TransitionForbidden, TransitionImpossible
from payments.models import PaymentOrder
from payments.services.forming import form_orders
from tests.factories.cast import cast
from tests.factories.payments import Paper, accepted_register, formed_orders


def test_an_order_carries_the_details_of_the_signed_contract(paper: Paper):
    order = formed_orders(paper)[0]
    act = paper.acts[0]
    assert (order.payee_iban, order.payee_bic, order.payee_code) == (
        "KZ506011110000000001",
        "HSBKKZKX",
        "17",
    )
    assert (order.payer_iban, order.payer_bic, order.payer_code) == (
        "KZ320701020000000001",
        "KKMFKZ2A",
        "12",
    )
    assert order.amount_tiyn == act.amount_tiyn == 2_241_864_00
    assert order.purpose_code == "859"
    assert act.number in order.purpose
    assert act.contract.number in order.purpose
    assert "октябрь 2025" in order.purpose
    assert order.number.startswith("ПП-2025-")
    assert order.key.isascii()


def test_forming_again_forms_nothing(paper: Paper):
    first = form_orders(register=paper.register, actor=paper.cast.actor("dana"))
    again = form_orders(register=paper.register, actor=paper.cast.actor("dana"))
    assert (len(first.orders), len(again.orders), len(again.skipped)) == (2, 0, 2)
    assert PaymentOrder.objects.count() == 2


def test_the_counters_of_region_and_act_take_the_sum(paper: Paper):
    formed_orders(paper)
    paper.budget.refresh_from_db()
    assert paper.budget.ordered_tiyn == 3_241_864_00
    assert [act.ordered_tiyn for act in paper.acts] == [2_241_864_00, 1_000_000_00]


def test_money_that_did_not_arrive_is_not_ordered(db: None):
    paper = accepted_register(cast(), received_tiyn=3_000_000_00)
    formed = form_orders(register=paper.register, actor=paper.cast.actor("dana"))
    assert [order.amount_tiyn for order in formed.orders] == [2_241_864_00]
    assert "средств не хватает" in formed.refusals[0].reason
    assert paper.acts[1].ordered_tiyn == 0


def test_a_revoked_invoice_stops_its_act_only(paper: Paper):
    act = paper.acts[0]
    Invoice.objects.filter(act=act).update(revoked_at=clock.now())
    formed = form_orders(register=paper.register, actor=paper.cast.actor("dana"))
    assert [one.subject for one in formed.refusals] == [act.number]
    assert "отозвана" in formed.refusals[0].reason
    assert len(formed.orders) == 1
    paper.budget.refresh_from_db()
    assert paper.budget.ordered_tiyn == 1_000_000_00


def test_an_act_without_both_signatures_is_not_paid(paper: Paper):
    Act.objects.filter(pk=paper.acts[0].pk).update(document=None)
    formed = form_orders(register=paper.register, actor=paper.cast.actor("dana"))
    assert "нет подписей" in formed.refusals[0].reason


def test_a_department_without_a_treasury_account_pays_nothing(paper: Paper):
    Organisation.objects.filter(kind="department").update(iban="KZ506011110000000001")
    formed = form_orders(register=paper.register, actor=paper.cast.actor("dana"))
    assert not formed.orders
    assert "казначейского счёта" in formed.refusals[0].reason


def test_a_register_not_accepted_forms_nothing(paper: Paper):
    other = ActRegister.objects.create(
        number="РА-2025-10-x",
        region=paper.register.region,
        month=paper.register.month,
        created_at=clock.now(),
    )
    with pytest.raises(TransitionImpossible, match="принятому к оплате"):
        form_orders(register=other, actor=paper.cast.actor("dana"))


@pytest.mark.parametrize("who", ["aigerim", "bolat", "gulnar"])
def test_only_the_finance_centre_forms_orders(paper: Paper, who: str):
    with pytest.raises(TransitionForbidden):
        form_orders(register=paper.register, actor=paper.cast.actor(who))


def test_the_database_refuses_another_account_than_the_contract_has(paper: Paper):
    order = formed_orders(paper)[0]
    Contract.objects.filter(pk=order.act.contract_id).update(payee_iban="KZ72722S000000000001")
    with pytest.raises(Error, match="not that of the signed contract"), transaction.atomic():
        PaymentOrder.objects.create(
            **{
                field.attname: getattr(order, field.attname)
                for field in PaymentOrder._meta.concrete_fields
                if field.attname not in ("id", "number", "key")
            },
            number="ПП-2025-999999",
            key="OB-PP-2025-999999",
        )


def test_the_database_refuses_to_change_a_formed_order(paper: Paper):
    order = formed_orders(paper)[0]
    for change in ({"payee_iban": "KZ72722S000000000001"}, {"amount_tiyn": 1}, {"key": "X"}):
        with pytest.raises(Error, match="details of a payment order"), transaction.atomic():
            PaymentOrder.objects.filter(pk=order.pk).update(**change)


def test_the_database_refuses_more_than_the_act_or_the_money_received(paper: Paper):
    act = paper.acts[0]
    with pytest.raises(IntegrityError, match="i6_paid_within"), transaction.atomic():
        Act.objects.filter(pk=act.pk).update(ordered_tiyn=act.amount_tiyn + 1)
    with pytest.raises(IntegrityError, match="orders_within_received"), transaction.atomic():
        RegionalBudget.objects.filter(pk=paper.budget.pk).update(
            ordered_tiyn=paper.budget.received_tiyn + 1
        )
