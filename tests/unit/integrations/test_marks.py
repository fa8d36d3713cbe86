"""Marks that all processes share, and what happens when Redis is gone."""

import pytest
import redis

from integrations.breaker import Breaker, RedisMarks
from integrations.errors import CircuitOpen


def _without_redis() -> RedisMarks:
    return RedisMarks(redis.Redis(host="127.0.0.1", port=1, socket_connect_timeout=0.2))


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
