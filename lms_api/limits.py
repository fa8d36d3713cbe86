"""How often a vendor may call: a token bucket in Redis, one atomic script a call.

The bucket belongs to the vendor, so more tokens do not buy more calls. It counts by the clock of
Redis itself: any number of web processes share one truth. Without Redis nobody is refused: losing
it loses nothing.
"""

import logging
from functools import cache

import redis
from django.conf import settings
from django.db import connection

from lms_api.problems import Problem

CALLS_A_MINUTE = 600
_log = logging.getLogger(__name__)

# KEYS[1] bucket; ARGV calls a minute (rate and burst alike) → 0, or milliseconds to wait
_TAKE = """
local most = tonumber(ARGV[1])
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local held = redis.call('HMGET', KEYS[1], 'calls', 'at')
local calls = tonumber(held[1]) or most
local at = tonumber(held[2]) or now
calls = math.min(most, calls + math.max(0, now - at) * most / 60000)
local wait = 0
if calls >= 1 then calls = calls - 1 else wait = math.ceil((1 - calls) * 60000 / most) end
redis.call('HSET', KEYS[1], 'calls', tostring(calls), 'at', now)
redis.call('PEXPIRE', KEYS[1], 120000)
return wait
"""


def count_call(who: str, *, most: int | None = None) -> None:
    """Take one call out of a bucket that holds a minute's calls and refills steadily.

    :param who: whose bucket, e.g. ``vendor:17``
    :raises Problem: 429 with ``Retry-After``
    """
    most = most or int(getattr(settings, "LMS_CALLS_A_MINUTE", CALLS_A_MINUTE))
    prefix = getattr(settings, "LMS_LIMITS_PREFIX", connection.settings_dict["NAME"])
    try:
        wait = int(_script(settings.REDIS_URL)(keys=[f"lms-calls:{prefix}:{who}"], args=[most]))
    except redis.RedisError:
        _log.warning("Redis does not count LMS calls")
        return
    if wait:
        raise Problem(
            429,
            "TOO_MANY_CALLS",
            f"At most {most} calls a minute.",
            Retry_After=str(max(1, -(-wait // 1000))),
        )


@cache
def _script(url: str) -> "redis.commands.core.Script":
    client = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
    return client.register_script(_TAKE)
