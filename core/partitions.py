"""Monthly partitions: made ahead by a beat task, and on demand before a push.

There is no default partition, so a month that nobody made is a clear error and never a slow
catch-all. The app role cannot create tables; it calls a function of the owner that can add
exactly these partitions.
"""

from django.db import connection

from core import clock
from core.periods import Month

PARTITIONED = ("schools_pupilmonth", "acts_fundedmonth")
MONTHS_AHEAD = 12
_made: set[tuple[str, Month]] = set()


def ensure_month(month: Month) -> None:
    """Make sure that every partitioned table has a partition for the month."""
    missing = [table for table in PARTITIONED if (table, month) not in _made]
    if not missing:
        return
    with connection.cursor() as cursor:
        for table in missing:
            cursor.execute("SELECT core_ensure_partition(%s, %s)", [table, month.first_day])
    if not connection.in_atomic_block:
        _made.update((table, month) for table in missing)


def ensure_year_ahead() -> None:
    """Partitions for the present month, three back and twelve ahead."""
    month = Month.of(clock.today())
    for _step in range(3):
        month = month.previous()
    for _step in range(3 + 1 + MONTHS_AHEAD):
        ensure_month(month)
        month = month.next()
