"""Marks that all processes share, and what happens when Redis is gone."""

import pytest

from integrations import gateways
from integrations.breaker import Breaker, RedisMarks
from integrations.errors import CircuitOpen


def _without_redis() -> RedisMarks:
    return RedisMarks(gateways.redis_client("redis://127.0.0.1:1/0"))


def test_without_redis_a_process_keeps_its_own_breaker() -> None:
    breaker = Breaker("kgd", _without_redis())
    for _ in range(5):
        breaker.check()
        breaker.failed()
    with pytest.raises(CircuitOpen):
        breaker.check()


def test_without_redis_a_turn_is_taken_once() -> None:
    marks = _without_redis()
    assert marks.place("turn", seconds=5)
    assert not marks.place("turn", seconds=5)
    marks.clear("turn")
    assert marks.place("turn", seconds=5)


def test_a_lost_redis_is_not_waited_for() -> None:
    retry = gateways.redis_client("redis://127.0.0.1:1/0").get_retry()
    assert retry is None or retry.get_retries() == 0
