"""Statements that travel together keep their own values and fall together."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.one_trip import Trip

INSERT = "INSERT INTO passenger VALUES (%(code)s)"


@pytest.fixture(autouse=True)
def _passengers(transactional_db):
    """A table of this connection alone."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE passenger (code text PRIMARY KEY)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS passenger")


def codes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM passenger ORDER BY code")
        return [code for (code,) in cursor.fetchall()]


def sent(*statements):
    """Rows of each."""
    trip = Trip()
    told = [trip.add(text, values) for text, values in statements]
    trip.send()
    return [each.rows for each in told]


def test_each_statement_has_its_own_values_and_its_own_rows():
    assert sent(
        ("SELECT %(word)s::text", {"word": "one"}),
        ("UPDATE passenger SET code = code WHERE code = %(word)s", {"word": "none"}),
        ("SELECT n FROM generate_series(1, %(word)s) n", {"word": 3}),
    ) == [[("one",)], [], [(1,), (2,), (3,)]]


def test_a_value_that_looks_like_a_statement_stays_a_value():
    word = "%(code)s'; SELECT 1; --"
    assert sent(("SELECT %(word)s::text", {"word": word})) == [[(word,)]]


def test_nobody_on_board_is_no_trip():
    connection.close()
    Trip().send()
    assert connection.connection is None


def test_what_was_told_can_be_read_twice():
    trip = Trip()
    told = trip.add("SELECT 1", {})
    trip.send()
    assert told.rows == told.rows == [(1,)]


def test_what_is_told_can_be_read_after_the_trip_only():
    told = Trip().add("SELECT 1", {})
    with pytest.raises(RuntimeError, match="has not begun"):
        told.rows  # noqa: B018


@pytest.mark.parametrize("often", [1, 9])
def test_a_kept_plan_answers_as_a_new_one(often):
    """The driver keeps it from the third time on."""
    for number in range(often):
        assert sent(("SELECT %(word)s::int + 1", {"word": number})) == [[(number + 1,)]]


def test_outside_a_transaction_they_are_one():
    """The second fails, so the first, which would have done, is not there either."""
    assert not connection.in_atomic_block
    with pytest.raises(DatabaseError):
        sent(*[(INSERT, {"code": "Z1"})] * 2)
    assert codes() == []
    sent((INSERT, {"code": "Z1"}), (INSERT, {"code": "Z2"}))
    assert codes() == ["Z1", "Z2"]


def passenger(code):
    return INSERT, {"code": code}


def test_what_is_sent_ahead_and_what_follows_are_both_there():
    with transaction.atomic(), Trip() as trip:
        trip.add(*passenger("Z1"))
        trip.send_ahead()
        trip.add(*passenger("Z2"))
    assert codes() == ["Z1", "Z2"]


def two_passengers(*, twice="", fault=None):
    """One is sent ahead, one follows."""
    with transaction.atomic(), Trip() as trip:
        for code in ("Z1", "Z2"):
            trip.add(*passenger(code))
            if code == twice:
                trip.add(*passenger(code))
            if code == "Z1":
                trip.send_ahead()
        if fault is not None:
            raise fault


@pytest.mark.parametrize("twice", ["Z1", "Z2"])
def test_one_that_fails_is_told_at_the_end_and_nothing_stays(twice):
    with pytest.raises(IntegrityError, match="already exists"):
        two_passengers(twice=twice)
    assert codes() == []


def test_a_block_that_fails_takes_back_what_was_sent_ahead():
    """And leaves a connection that answers."""
    with pytest.raises(ZeroDivisionError):
        two_passengers(fault=ZeroDivisionError())
    assert codes() == []


def test_a_block_that_fails_sends_nothing():
    def work():
        with Trip() as trip:
            trip.add(*passenger("Z1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert codes() == []
