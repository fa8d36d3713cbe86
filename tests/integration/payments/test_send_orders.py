"""The file for the bank: approved orders only, the same bytes for ever; and what follows."""

import hashlib

import pytest
from django.db import Error, transaction
from lxml import etree

from acts.models import Invoice
from core import clock
from core.workflow import TransitionForbidden, TransitionImpossible
from payments.models import PaymentBatch
from payments.services.approving import approve_orders
from payments.services.forming import form_orders
from payments.services.sending import doubt_order, make_batch, reissue_order, reject_order
from tests.factories.payments import Paper, approved_orders, formed_orders, sent_batch

NS = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


def test_the_file_holds_every_order_and_their_sum(paper: Paper):
    batch = sent_batch(paper)
    root = etree.fromstring(bytes(batch.file))
    assert root.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=NS) == "3241864.00"
    assert root.findtext(".//p:GrpHdr/p:NbOfTxs", namespaces=NS) == "2"
    keys = [one.text for one in root.iterfind(".//p:EndToEndId", NS)]
    assert keys == [order.key for order in paper.orders]
    assert (batch.orders_count, batch.total_tiyn) == (2, 3_241_864_00)
    assert {order.status for order in paper.orders} == {"sent"}


def test_a_stored_file_never_changes(paper: Paper):
    batch = sent_batch(paper)
    stored = PaymentBatch.objects.get(pk=batch.pk)
    assert hashlib.sha256(bytes(stored.file)).hexdigest() == stored.sha256
    with pytest.raises(Error), transaction.atomic():
        PaymentBatch.objects.filter(pk=batch.pk).update(file=b"other")


def test_an_order_that_nobody_approved_is_not_sent(paper: Paper):
    orders = formed_orders(paper)
    with pytest.raises(TransitionImpossible, match="Сформировано"):
        make_batch(orders=orders, actor=paper.cast.actor("dana"))
    assert not PaymentBatch.objects.exists()


def test_an_order_is_sent_in_one_file_only(paper: Paper):
    sent_batch(paper)
    with pytest.raises(TransitionImpossible, match="Отправлено"):
        make_batch(orders=paper.orders, actor=paper.cast.actor("dana"))


def test_an_invoice_revoked_after_approval_stops_the_file(paper: Paper):
    orders = approved_orders(paper)
    Invoice.objects.filter(act=orders[0].act).update(revoked_at=clock.now())
    with pytest.raises(TransitionImpossible, match=orders[0].number):
        make_batch(orders=orders, actor=paper.cast.actor("dana"))
    assert {order.status for order in paper.orders} == {"approved"}


def test_nothing_chosen_makes_no_file(paper: Paper):
    with pytest.raises(TransitionImpossible):
        make_batch(orders=[], actor=paper.cast.actor("dana"))


def test_a_department_makes_no_file(paper: Paper):
    with pytest.raises(TransitionForbidden):
        make_batch(orders=approved_orders(paper), actor=paper.cast.actor("gulnar"))


def test_a_doubtful_order_is_not_sent_again(paper: Paper):
    sent_batch(paper)
    doubtful = doubt_order(
        order=paper.orders[0], actor=paper.cast.actor("dana"), reason="Банк не ответил"
    )
    assert doubtful.status == "sent_unknown"
    with pytest.raises(TransitionImpossible):
        make_batch(orders=[doubtful], actor=paper.cast.actor("dana"))


def test_a_rejected_order_gives_its_sum_back(paper: Paper):
    sent_batch(paper)
    rejected = reject_order(
        order=paper.orders[0], actor=paper.cast.actor("dana"), reason="Счёт закрыт"
    )
    paper.budget.refresh_from_db()
    assert rejected.status == "rejected"
    assert paper.acts[0].ordered_tiyn == 0
    assert paper.budget.ordered_tiyn == 1_000_000_00
    with pytest.raises(TransitionImpossible):
        reject_order(order=rejected, actor=paper.cast.actor("dana"), reason="ещё раз")
    paper.budget.refresh_from_db()
    assert paper.budget.ordered_tiyn == 1_000_000_00


def test_a_rejected_order_is_issued_anew_with_another_key_and_four_eyes(paper: Paper):
    sent_batch(paper)
    old = reject_order(order=paper.orders[0], actor=paper.cast.actor("dana"), reason="Счёт")
    new = reissue_order(order=old, actor=paper.cast.actor("dana"))
    old.refresh_from_db()
    assert old.status == "reissued"
    assert (new.status, new.replaces_id) == ("formed", old.pk)
    assert new.key != old.key
    assert paper.acts[0].ordered_tiyn == new.amount_tiyn
    with pytest.raises(TransitionImpossible):
        reissue_order(order=old, actor=paper.cast.actor("dana"))
    approve_orders(orders=[new], actor=paper.cast.actor("kairat"))
    assert make_batch(orders=[new], actor=paper.cast.actor("dana")).orders_count == 1


def test_forming_does_not_slip_past_a_rejected_order(paper: Paper):
    sent_batch(paper)
    reject_order(order=paper.orders[0], actor=paper.cast.actor("dana"), reason="Счёт закрыт")
    formed = form_orders(register=paper.register, actor=paper.cast.actor("dana"))
    assert not formed.orders
    assert "выпустите его заново" in formed.refusals[0].reason
