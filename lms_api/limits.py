"""How often a vendor may call: a fixed window a minute, counted in the cache.

Without a cache nobody is refused: losing it loses nothing.
"""

import logging
import time

from django.conf import settings
from django.core.cache import cache

from lms_api.models import VendorToken
from lms_api.problems import Problem

CALLS_A_MINUTE = 600
_WINDOW = 60
_log = logging.getLogger(__name__)


def count_call(token: VendorToken) -> None:
    """Count a call of a token.

    :raises Problem: 429 with ``Retry-After``
    """
    most = getattr(settings, "LMS_CALLS_A_MINUTE", CALLS_A_MINUTE)
    now = time.time()  # real seconds: the demo's day may stand still
    window = int(now // _WINDOW)
    key = f"lms-calls:{token.pk}:{window}"
    try:
        cache.add(key, 0, timeout=2 * _WINDOW)
        calls = cache.incr(key)
    except Exception:  # any fault of the cache: let the call through
        _log.warning("the cache does not count LMS calls")
        return
    if calls > most:
        wait = max(1, int((window + 1) * _WINDOW - now))
        raise Problem(
            429, "TOO_MANY_CALLS", f"At most {most} calls a minute.", Retry_After=str(wait)
        )
