"""A double click, ten times at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import F

from acts.models import Act
from payments.models import PaymentOrder
from payments.services import forming
from payments.services.forming import form_orders
from tests.factories.cast import cast
from tests.factories.payments import Paper, accepted_register

pytestmark = pytest.mark.django_db(transaction=True)

CLICKS = 10
AMOUNT = 2_241_864_00


def click_together(paper: Paper) -> list[int | str]:
    barrier = Barrier(CLICKS)

    def click(_number: int) -> int | str:
        try:
            barrier.wait(20)
            return len(form_orders(register=paper.register, actor=paper.cast.actor("dana")).orders)
        except Exception as problem:  # the negative control looks at it
            return type(problem).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        return list(pool.map(click, range(CLICKS)))


@pytest.fixture
def paper() -> Paper:
    return accepted_register(cast(), amounts=[AMOUNT], received_tiyn=CLICKS * AMOUNT)


def test_ten_clicks_form_one_order(paper: Paper):
    answers = click_together(paper)
    assert sorted(answers) == [0] * 9 + [1]
    assert PaymentOrder.objects.count() == 1
    paper.budget.refresh_from_db()
    assert (paper.acts[0].ordered_tiyn, paper.budget.ordered_tiyn) == (AMOUNT, AMOUNT)


def test_without_the_conditional_update_the_clicks_collide(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
):
    def take_without_condition(*, act: Act, amount_tiyn: int) -> None:
        Act.objects.filter(pk=act.pk).update(ordered_tiyn=F("ordered_tiyn") + 0)

    barrier = Barrier(CLICKS)
    see_nothing = lambda act: (barrier.wait(20), False)[1]  # noqa: E731
    monkeypatch.setattr(forming, "take_money", take_without_condition)
    monkeypatch.setattr(forming, "_live_order", see_nothing)
    answers = click_together(paper)
    assert answers.count("IntegrityError") == CLICKS - 1
    assert PaymentOrder.objects.count() == 1


def test_ten_clicks_on_scarce_money_never_exceed_it():
    amounts = [AMOUNT] * 4
    paper = accepted_register(cast(), amounts=amounts, received_tiyn=2 * AMOUNT)
    click_together(paper)
    paper.budget.refresh_from_db()
    assert paper.budget.ordered_tiyn == 2 * AMOUNT
    assert PaymentOrder.objects.count() == 2
