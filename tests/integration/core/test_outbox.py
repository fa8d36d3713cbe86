"""Events commit with their change, are delivered at least once and handled once."""

import datetime as dt
import threading

import pytest
from django.db import transaction

from core import clock, outbox
from core.models import OutboxEvent, Region
from core.regions import write_regions
from tests.integration.core.threads import PATIENCE, one_at_work

KIND = "test.happened"


@pytest.fixture
def listen(monkeypatch):
    monkeypatch.setattr(outbox, "_ring", lambda: None)

    def add(*handlers):
        monkeypatch.setitem(outbox._handlers, KIND, list(handlers))

    return add


def later(seconds):
    return clock.standing_at(clock.now() + dt.timedelta(seconds=seconds))


@pytest.mark.django_db
def test_a_rolled_back_change_tells_nobody(listen):
    heard = []
    listen(lambda **payload: heard.append(payload))
    with transaction.atomic():
        outbox.emit(KIND, subject_id=1)
        transaction.set_rollback(True)
    assert outbox.drain() == 0
    assert heard == []


@pytest.mark.django_db
def test_an_event_is_handled_once(listen):
    heard = []
    listen(lambda **payload: heard.append(payload))
    outbox.emit(KIND, subject_id=7)
    assert (outbox.drain(), outbox.drain()) == (1, 0)
    assert heard == [{"subject_id": 7}]


@pytest.mark.django_db
def test_events_come_in_the_order_in_which_they_were_written(listen):
    heard = []
    listen(lambda subject_id: heard.append(subject_id))
    for number in range(5):
        outbox.emit(KIND, subject_id=number)
    outbox.drain()
    assert heard == [0, 1, 2, 3, 4]


@pytest.mark.django_db
def test_a_failing_handler_leaves_no_half_work_and_no_other_handlers_work(listen):
    write_regions()

    def first(subject_id):
        Region.objects.filter(pk="79").update(moratorium=True)

    def second(subject_id):
        raise RuntimeError("the room is closed")

    listen(first, second)
    outbox.emit(KIND, subject_id=1)
    outbox.drain()
    event = OutboxEvent.objects.get()
    assert not Region.objects.get(pk="79").moratorium
    assert (event.done_at, event.attempts, event.dead) == (None, 1, False)
    assert event.last_error == "RuntimeError: the room is closed"


@pytest.mark.django_db
def test_a_poison_event_does_not_stop_the_others_and_is_laid_aside(listen):
    heard = []

    def picky(subject_id):
        if subject_id == 1:
            raise RuntimeError("poison")
        heard.append(subject_id)

    listen(picky)
    outbox.emit(KIND, subject_id=1)
    outbox.emit(KIND, subject_id=2)
    outbox.drain()
    assert heard == [2]
    for attempt in range(1, outbox.MAX_ATTEMPTS):
        with later(3600 * attempt):
            outbox.drain()
    poison = OutboxEvent.objects.get(payload={"subject_id": 1})
    assert (poison.dead, poison.attempts) == (True, outbox.MAX_ATTEMPTS)
    with later(10**6):
        assert outbox.drain() == 0


@pytest.mark.django_db
def test_a_failed_event_waits_before_the_next_attempt(listen):
    tries = []

    def fails(subject_id):
        tries.append(subject_id)
        raise RuntimeError

    listen(fails)
    outbox.emit(KIND, subject_id=1)
    with later(1):
        outbox.drain()
        outbox.drain()
    assert tries == [1]


@pytest.mark.django_db(transaction=True)
def test_two_workers_deliver_an_event_once(listen):
    heard, entered, go = [], threading.Event(), threading.Event()

    def slow(subject_id):
        heard.append(subject_id)
        entered.set()
        assert go.wait(PATIENCE)

    listen(slow)
    outbox.emit(KIND, subject_id=1)
    with one_at_work(outbox.drain, entered=entered, go=go) as other:
        assert outbox.drain() == 0
        go.set()
        assert other.result(PATIENCE) == 1
    assert heard == [1]
    assert OutboxEvent.objects.get().done_at


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_a_handler_leaves_the_event_for_another(listen):
    class Killed(BaseException):
        pass

    heard = []

    def dies_once(subject_id):
        heard.append(subject_id)
        if len(heard) == 1:
            raise Killed

    listen(dies_once)
    outbox.emit(KIND, subject_id=1)
    with pytest.raises(Killed):
        outbox.drain()
    assert OutboxEvent.objects.get().attempts == 0
    assert outbox.drain() == 1
    assert heard == [1, 1]


def test_an_event_that_nobody_hears_is_not_written(listen, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        outbox.emit_if_handled("test.unheard", subject_id=1)
