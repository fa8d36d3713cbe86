"""The sign of life of the workers, kept in Redis: when one of them last did a task.

No Django: the supervisor also uses it. `url` is the address of the broker's server.
"""

import time

import redis

KEY = "ortabilim:worker:heartbeat"
FRESH_SECONDS = 30.0
ANSWER_SECONDS = 2.0  # a health check gives up sooner than the one who asks


def connect(*, url: str) -> redis.Redis:
    """Return a client that never waits long."""
    return redis.Redis.from_url(
        url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS
    )


def leave(*, url: str) -> None:
    """Write down this moment (seconds since the epoch, real time: no business date)."""
    with connect(url=url) as client:
        client.set(KEY, repr(time.time()))


def age(*, url: str) -> float | None:
    """Return the seconds since the last sign of life; None when there never was one.

    :raises redis.RedisError: the server does not answer
    """
    with connect(url=url) as client:
        written = client.get(KEY)
    return None if written is None else time.time() - float(written)


def forget(*, url: str) -> None:
    """Erase the sign left by workers that are known to be gone."""
    with connect(url=url) as client:
        client.delete(KEY)
