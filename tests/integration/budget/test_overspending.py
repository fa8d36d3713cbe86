"""Twenty threads at once cannot take more than there is; the same without the guard does."""

import threading
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from budget.models import FinancingPlanVersion, RegionalBudget, Tranche
from budget.services.planning import form_plan, put_plan_into_force
from budget.services.tranches import record_tranche
from core import clock
from core.regions import write_regions
from core.settings_book import write_missing
from core.workflow import TransitionImpossible
from tests.factories import budget as make
from tests.factories.cast import Cast, cast
from tests.factories.simultaneously import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True)

PART = 100  # tiyn; the budget has room for ten of them


@pytest.fixture
def people() -> Iterator[Cast]:
    write_regions()
    write_missing()
    return cast()


def test_ten_of_twenty_tranches_fit_and_the_others_lose_cleanly(people: Cast) -> None:
    budget = make.budget(people, amount_tiyn=10 * PART)
    dana = people.actor("dana")

    ended = at_once(
        lambda: record_tranche(
            budget=budget,
            amount_tiyn=PART,
            received_on=clock.today(),
            document="№ 1",
            actor=dana,
        )
    )

    assert ended.count(None) == 10
    assert all(isinstance(one, TransitionImpossible) for one in ended if one is not None)
    budget.refresh_from_db()
    recorded = Tranche.objects.aggregate(sum=Sum("amount_tiyn"))["sum"]
    assert budget.received_tiyn == recorded == 10 * PART


def test_without_the_guarded_update_the_same_threads_overspend(people: Cast) -> None:
    """Negative control: read, compare, write; more rows are written than the budget holds."""
    budget = make.budget(people, amount_tiyn=10 * PART)
    everybody_read = threading.Barrier(THREADS)

    def read_then_write() -> None:
        with transaction.atomic():
            seen = RegionalBudget.objects.get(pk=budget.pk).received_tiyn
            everybody_read.wait()
            if seen + PART > budget.amount_tiyn:
                raise TransitionImpossible("over the budget")
            RegionalBudget.objects.filter(pk=budget.pk).update(received_tiyn=seen + PART)
            Tranche.objects.create(
                budget=budget,
                received_on=clock.today(),
                amount_tiyn=PART,
                document="№ 1",
                recorded_at=clock.now(),
            )

    ended = at_once(read_then_write)

    assert ended.count(None) == THREADS
    budget.refresh_from_db()
    recorded = Tranche.objects.aggregate(sum=Sum("amount_tiyn"))["sum"]
    assert recorded == 20 * PART > budget.amount_tiyn
    assert budget.received_tiyn == PART  # nineteen writes were lost


def test_one_of_twenty_approvals_of_a_plan_moves_the_counters_once(people: Cast) -> None:
    budget = make.budget(people, amount_tiyn=10 * PART)
    months = {make.AUTUMN[0]: 6 * PART}
    draft = form_plan(budget=budget, months=months, actor=people.actor("bolat"))
    gulnar = people.actor("gulnar")

    ended = at_once(lambda: put_plan_into_force(version=draft, actor=gulnar))

    assert ended.count(None) == 1
    assert all(isinstance(one, TransitionImpossible) for one in ended if one is not None)
    budget.refresh_from_db()
    assert budget.planned_tiyn == 6 * PART
    assert FinancingPlanVersion.objects.filter(status="effective").count() == 1


def test_the_database_itself_refuses_a_counter_above_the_budget(people: Cast) -> None:
    budget = make.budget(people, amount_tiyn=PART)

    with pytest.raises(IntegrityError, match="i2_plans_within_budget"):
        RegionalBudget.objects.filter(pk=budget.pk).update(planned_tiyn=PART + 1)
