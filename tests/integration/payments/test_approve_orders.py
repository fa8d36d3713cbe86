"""Whoever formed an order does not approve it, in whatever membership."""

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from core.models import Transition
from core.workflow import TransitionForbidden
from payments.models import PaymentOrder
from payments.services.approving import approve_order, approve_orders
from payments.services.forming import form_orders
from tests.factories.cast import member, organisation
from tests.factories.payments import Paper, formed_orders


def test_the_signatory_approves_what_the_operator_formed(paper: Paper):
    order = approve_order(order=formed_orders(paper)[0], actor=paper.cast.actor("kairat"))
    assert order.status == "approved"
    assert order.approved_by_id == paper.cast.kairat.pk
    row = Transition.objects.get(subject_kind="payments.paymentorder", name="approve")
    assert (row.from_state, row.to_state) == ("formed", "approved")


def test_the_operator_may_not_approve(paper: Paper):
    with pytest.raises(TransitionForbidden):
        approve_order(order=formed_orders(paper)[0], actor=paper.cast.actor("dana"))


def test_the_same_person_in_another_membership_may_not_approve(paper: Paper):
    order = formed_orders(paper)[0]
    centre = organisation("finance_centre", "АО «Финансовый центр»")
    second_hat = member("Dana", Role.FINANCE_SIGNATORY, centre, may_sign=True)
    assert second_hat.user_id == paper.cast.dana.user_id
    assert second_hat.pk != order.created_by_id
    with pytest.raises(TransitionForbidden):
        approve_order(order=order, actor=second_hat.as_actor())


def test_the_database_refuses_the_same_person_too(paper: Paper):
    order = formed_orders(paper)[0]
    with pytest.raises(IntegrityError, match="i30_two_people"), transaction.atomic():
        PaymentOrder.objects.filter(pk=order.pk).update(
            approved_by_id=paper.cast.kairat.pk,
            approved_by_user_id=order.created_by_user_id,
        )


def test_the_database_refuses_to_approve_without_a_second_person(paper: Paper):
    order = formed_orders(paper)[0]
    with pytest.raises(IntegrityError, match="i30_nothing_leaves"), transaction.atomic():
        PaymentOrder._base_manager.filter(pk=order.pk).update(status="approved")


def test_many_are_approved_and_the_failures_are_told_one_by_one(paper: Paper):
    orders = formed_orders(paper)
    approve_order(order=orders[0], actor=paper.cast.actor("kairat"))
    done = approve_orders(orders=orders, actor=paper.cast.actor("kairat"))
    assert [one.pk for one in done.records] == [orders[1].pk]
    assert done.total_tiyn == 1_000_000_00
    assert [one.subject for one in done.refusals] == [orders[0].number]
    assert "Утверждено" in done.refusals[0].reason


def test_who_formed_all_of_them_may_approve_none(paper: Paper):
    form_orders(register=paper.register, actor=paper.cast.actor("kairat"))
    with pytest.raises(TransitionForbidden):
        approve_orders(orders=paper.orders, actor=paper.cast.actor("kairat"))
