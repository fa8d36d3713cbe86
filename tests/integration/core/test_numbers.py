"""Numbers of documents: in order, never twice, given back by a rollback."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from core.numbers import next_number
from tests.integration.core.threads import PATIENCE, in_thread


@pytest.mark.django_db
def test_each_series_counts_for_itself():
    assert next_number("a-2025", "А-2025-", width=5) == "А-2025-00001"
    assert next_number("a-2025", "А-2025-", width=5) == "А-2025-00002"
    assert next_number("b-2025", "Б-", width=2) == "Б-01"


@pytest.mark.django_db
def test_a_rolled_back_document_gives_its_number_back():
    with transaction.atomic():
        next_number("a", "А-")
        transaction.set_rollback(True)
    assert next_number("a", "А-") == "А-0001"


@pytest.mark.django_db(transaction=True)
def test_documents_made_at_once_get_different_numbers():
    barrier = threading.Barrier(4, timeout=PATIENCE)

    def take_five():
        barrier.wait()
        return [next_number("busy", "") for _time in range(5)]

    with ThreadPoolExecutor(4) as pool:
        futures = [in_thread(pool, take_five) for _thread in range(4)]
        taken = [number for future in futures for number in future.result(PATIENCE)]
    assert sorted(taken) == [f"{number:04d}" for number in range(1, 21)]
