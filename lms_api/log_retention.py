"""The request log has a term: lines older than it go, the oldest first, in slices."""

import datetime as dt

from django.db import connection, transaction

from core import clock, settings_book
from lms_api.dated_settings import REQUEST_LOG_DAYS

SLICE = 5_000

# lines are written in the order of time, so the first one that stays bounds those that go
_DROP = """
DELETE FROM lms_api_requestlog WHERE id = ANY(ARRAY(
    SELECT id FROM lms_api_requestlog WHERE at < %s
      AND id < COALESCE((SELECT id FROM lms_api_requestlog WHERE at >= %s ORDER BY id LIMIT 1),
                        9223372036854775807)
    ORDER BY id LIMIT %s))
"""


def kept_since(now: dt.datetime) -> dt.datetime:
    """Lines before this moment are over their term."""
    return now - dt.timedelta(days=int(settings_book.value(REQUEST_LOG_DAYS, clock.today())))


@transaction.atomic
def drop_lines(*, before: dt.datetime, most: int = SLICE) -> int:
    """Drop one slice; returns how many went."""
    with connection.cursor() as cursor:
        cursor.execute(_DROP, [before, before, most])
        return int(cursor.rowcount)


def drop_old_lines() -> int:
    """Drop everything over its term, a slice a transaction; stopped, it goes on next time."""
    before, gone = kept_since(clock.now()), 0
    while True:
        dropped = drop_lines(before=before)
        gone += dropped
        if dropped < SLICE:
            return gone
