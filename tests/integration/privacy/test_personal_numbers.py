"""What the watch over all tests takes for somebody's number."""

from uuid import uuid4

import pytest
import redis
from django.conf import settings

from tests.personal_traces import numbers_in_redis, personal_numbers

IIN = "901203300562"


@pytest.mark.parametrize(
    "text",
    [
        f"/pupils/{IIN}/",
        f"/pupils/?iin={IIN}&page=2",
        f'{{"iin": "{IIN}"}}',
        f"iin{IIN}",
        f"pupil-{IIN}-2025",
        f"registry gbd_fl {IIN}: 200 [119547bf5eb04be0a95d901203300562]",
    ],
)
def test_a_full_number_is_noticed(text: str) -> None:
    assert personal_numbers(text) == [IIN]


@pytest.mark.parametrize(
    "text",
    [
        f"lms-calls:119547bf5eb04be0a95d{IIN}:vendor:2397",
        f'{{"id": "119547bf-5eb0-4be0-a95d-{IIN}"}}',
        f"sha256 a{IIN}f{'0c' * 25}",
        f"1{IIN}",
        "901203300563",
    ],
)
def test_chance_and_other_numbers_are_nobodys(text: str) -> None:
    assert personal_numbers(text) == []


@pytest.mark.parametrize("kind", ["string", "list", "hash", "set", "zset", "stream"])
def test_a_number_is_noticed_in_whatever_redis_holds(kind: str) -> None:
    key = f"planted:{uuid4().hex[:11]}"
    words = ["x" * 40, f"pupil {IIN} of grade 5"]
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        write = {
            "string": lambda: broker.set(key, " ".join(words)),
            "list": lambda: broker.rpush(key, *words),
            "hash": lambda: broker.hset(key, mapping=dict(enumerate(words))),
            "set": lambda: broker.sadd(key, *words),
            "zset": lambda: broker.zadd(key, dict.fromkeys(words, 1)),
            "stream": lambda: broker.xadd(key, {"row": words[1]}),
        }
        try:
            write[kind]()
            assert key in numbers_in_redis()
        finally:
            broker.delete(key)
