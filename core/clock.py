"""The one clock of the product.

Production reads the database's clock, so that web and worker machines agree; the demo shows the
day ``DEMO_TODAY`` with the real time of day. No other module may ask the host for the time.
"""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import connection

from core.periods import ALMATY

_RESYNC_SECONDS = 60.0
_standing_at: ContextVar[dt.datetime | None] = ContextVar("standing_at", default=None)
_offset = dt.timedelta(0)
_synced_at: float | None = None


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    stood = _standing_at.get()
    if stood is not None:
        return stood
    host = dt.datetime.now(dt.UTC)
    if settings.CLOCK_TODAY:
        time_of_day = host.astimezone(ALMATY).timetz()
        return dt.datetime.combine(settings.CLOCK_TODAY, time_of_day).astimezone(dt.UTC)
    return host + _database_offset()


def today() -> dt.date:
    """The present day in Kazakhstan (UTC+5)."""
    return now().astimezone(ALMATY).date()


def local_date(moment: dt.datetime) -> dt.date:
    """The day in Kazakhstan on which a stored moment falls."""
    return moment.astimezone(ALMATY).date()


@contextmanager
def standing_at(moment: dt.datetime) -> Iterator[None]:
    """Let the clock stand still at a moment, for demo data and tests.

    :raises RuntimeError: in production the past is not written
    """
    if not settings.CLOCK_TODAY:
        raise RuntimeError("the clock stands still only in the demo and in tests")
    token = _standing_at.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _standing_at.reset(token)


def _database_offset() -> dt.timedelta:
    global _offset, _synced_at
    if _synced_at is None or time.monotonic() - _synced_at > _RESYNC_SECONDS:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            _offset = cursor.fetchone()[0] - dt.datetime.now(dt.UTC)
        _synced_at = time.monotonic()
    return _offset
