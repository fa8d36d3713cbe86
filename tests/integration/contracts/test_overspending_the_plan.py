"""Twenty contracts at once cannot take more than the plan holds; without the guard they do."""

import threading
from collections.abc import Iterator

import pytest
from django.db import transaction

from budget.models import FinancingPlan
from contracts.errors import PlanExceeded
from contracts.services.forming import take_from_plan
from core.regions import write_regions
from core.settings_book import write_missing
from tests.factories import budget as make
from tests.factories.cast import Cast, cast
from tests.factories.simultaneously import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True)

PART = 100  # tiyn; the plan has room for ten of them


@pytest.fixture
def people() -> Iterator[Cast]:
    write_regions()
    write_missing()
    return cast()


@pytest.fixture
def plan(people: Cast) -> FinancingPlan:
    made = make.budget(people, amount_tiyn=10 * PART)
    return FinancingPlan.objects.create(
        region=made.region, year=made.year, budget=made, amount_tiyn=10 * PART
    )


def test_ten_of_twenty_contracts_fit_and_the_others_lose_cleanly(plan: FinancingPlan) -> None:
    def take() -> None:
        with transaction.atomic():
            take_from_plan(plan_id=plan.pk, amount_tiyn=PART)

    ended = at_once(take)

    assert ended.count(None) == 10
    assert all(isinstance(one, PlanExceeded) for one in ended if one is not None)
    plan.refresh_from_db()
    assert plan.contracted_tiyn == 10 * PART


def test_without_the_guarded_update_every_thread_believes_there_is_room(
    plan: FinancingPlan,
) -> None:
    """Negative control: read, compare, write."""
    everybody_read = threading.Barrier(THREADS)

    def read_then_write() -> None:
        seen = FinancingPlan.objects.get(pk=plan.pk).contracted_tiyn
        everybody_read.wait()
        if seen + PART > plan.amount_tiyn:
            raise PlanExceeded
        FinancingPlan.objects.filter(pk=plan.pk).update(contracted_tiyn=seen + PART)

    ended = at_once(read_then_write)

    assert ended.count(None) == THREADS
    plan.refresh_from_db()
    assert plan.contracted_tiyn == PART  # twenty contracts, counted as one
