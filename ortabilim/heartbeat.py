"""The sign of life of the workers, kept in Redis: when one of them last did a task."""

import time

import redis
from django.conf import settings

KEY = "ortabilim:worker:heartbeat"
FRESH_SECONDS = 30.0
ANSWER_SECONDS = 2.0  # a health check gives up sooner than the one who asks


def connect() -> redis.Redis:
    """Return a client of the broker's server that never waits long."""
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS
    )


def leave() -> None:
    """Write down this moment (seconds since the epoch, real time: no business date)."""
    with connect() as client:
        client.set(KEY, repr(time.time()))


def age() -> float | None:
    """Return the seconds since the last sign of life; None when there never was one.

    :raises redis.RedisError: the server does not answer
    """
    with connect() as client:
        written = client.get(KEY)
    return None if written is None else time.time() - float(written)
