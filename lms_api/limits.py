"""How often a vendor may call: a token bucket in Redis, one atomic script a call.

The bucket belongs to the vendor, so more tokens do not buy more calls. It counts by the clock of
Redis itself: any number of web processes share one truth. While the bucket is more than half full
a process takes a second's calls at once: they are paid for, so together the processes never let
more through. Without Redis nobody is refused: losing it loses nothing.
"""

import logging
import threading
from collections import Counter
from functools import cache

import redis
from django.conf import settings
from django.db import connection

from lms_api.problems import Problem

CALLS_A_MINUTE = 600
_AT_ONCE = 10
_MOST_BUCKETS = 10_000
_paid: Counter[str] = Counter()
"""Calls that this process took and nobody made yet, by bucket."""
_lock = threading.Lock()
_log = logging.getLogger(__name__)

# KEYS[1] bucket; ARGV calls a minute (rate and burst alike), how many at once where there is plenty
# → calls taken, or minus the milliseconds to wait
_TAKE = """
local most = tonumber(ARGV[1])
local wanted = tonumber(ARGV[2])
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local held = redis.call('HMGET', KEYS[1], 'calls', 'at')
local calls = tonumber(held[1]) or most
local at = tonumber(held[2]) or now
calls = math.min(most, calls + math.max(0, now - at) * most / 60000)
local taken = 1
if calls * 2 > most then taken = wanted end
if calls >= 1 then calls = calls - taken else taken = -math.ceil((1 - calls) * 60000 / most) end
redis.call('HSET', KEYS[1], 'calls', tostring(calls), 'at', now)
redis.call('PEXPIRE', KEYS[1], 120000)
return taken
"""


def count_call(who: str, *, most: int | None = None) -> None:
    """Take one call out of a bucket that holds a minute's calls and refills steadily.

    :param who: whose bucket, e.g. ``vendor:17``
    :raises Problem: 429 with ``Retry-After``
    """
    most = most or int(getattr(settings, "LMS_CALLS_A_MINUTE", CALLS_A_MINUTE))
    prefix = getattr(settings, "LMS_LIMITS_PREFIX", connection.settings_dict["NAME"])
    bucket = f"lms-calls:{prefix}:{who}"
    with _lock:
        if bucket in _paid:
            _paid[bucket] -= 1
            if not _paid[bucket]:
                del _paid[bucket]
            return
    at_once = max(1, min(most // 60, _AT_ONCE))
    try:
        taken = int(_script(settings.REDIS_URL)(keys=[bucket], args=[most, at_once]))
    except redis.RedisError:
        _log.warning("Redis does not count LMS calls")
        return
    if taken < 0:
        raise Problem(
            429,
            "TOO_MANY_CALLS",
            f"At most {most} calls a minute.",
            Retry_After=str(max(1, -(taken // 1000))),
        )
    if taken > 1:
        with _lock:
            if len(_paid) >= _MOST_BUCKETS:  # calls that were paid for and never made
                _paid.clear()
            _paid[bucket] += taken - 1


@cache
def _script(url: str) -> "redis.commands.core.Script":
    client = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
    return client.register_script(_TAKE)
