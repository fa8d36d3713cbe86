"""What the desk of the finance centre counts."""

import datetime as dt

import pytest

from core.web.desk import badge_of
from payments import selectors
from tests.factories.payments import Paper, approved_orders, formed_orders, sent_batch

FRIDAY = dt.date(2025, 11, 14)


def test_an_accepted_register_asks_for_orders(paper: Paper):
    actor = paper.cast.actor("dana")
    assert list(selectors.registers_to_order(actor)) == [paper.register]
    formed_orders(paper)
    assert not selectors.registers_to_order(actor).exists()


def test_formed_orders_wait_for_the_signatory_only(paper: Paper):
    formed_orders(paper)
    assert badge_of("finance:payments", paper.cast.actor("kairat"), {}) == 2
    assert badge_of("finance:payments", paper.cast.actor("dana"), {}) == 0


def test_approved_orders_wait_for_a_file(paper: Paper):
    approved_orders(paper)
    assert badge_of("finance:payments", paper.cast.actor("dana"), {}) == 2


@pytest.mark.parametrize(
    ("on_date", "late"),
    [
        (FRIDAY, 0),
        (dt.date(2025, 11, 18), 0),
        (dt.date(2025, 11, 19), 2),
    ],
)
def test_two_working_days_without_a_statement_are_late(paper: Paper, on_date: dt.date, late: int):
    sent_batch(paper)
    found = selectors.late_for_statement(paper.cast.actor("dana"), on_date=on_date)
    assert found.count() == late
