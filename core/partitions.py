"""Monthly partitions: made ahead by a beat task, and on demand before a push.

There is no default partition, so a month that nobody made is a clear error and never a slow
catch-all. The app role cannot create tables; it calls a function of the owner that can add
exactly these partitions.
"""

from django.db import ProgrammingError, connection, transaction
from psycopg.errors import DuplicateTable

from core import clock
from core.periods import Month

PARTITIONED = ("schools_pupilmonth", "acts_fundedmonth")
MONTHS_AHEAD = 12
Partition = tuple[str, Month]
_made: set[Partition] = set()
_uncommitted: set[Partition] = set()
"""Made by this process in a transaction that may yet be rolled back."""


def ensure_month(month: Month) -> None:
    """Make sure that every partitioned table has a partition for the month."""
    if not _missing(month):
        return
    _made.update(_there() - _uncommitted)
    wanted = {(table, month) for table in _missing(month)}
    if not wanted:
        return
    _uncommitted.update(wanted)
    for table, _month in sorted(wanted):
        _make(table, month)
    # where the transaction fails they stay uncommitted: the next push only asks once more
    transaction.on_commit(lambda: _committed(wanted))


def _make(table: str, month: Month) -> None:
    """Have the owner's function make one; two who ask at once both find it made.

    The second waits in the function for the first, but goes on knowing what it looked up before.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT core_ensure_partition(%s, %s)", [table, month.first_day])
    except ProgrammingError as problem:
        if not isinstance(problem.__cause__, DuplicateTable):
            raise


def _committed(made: set[Partition]) -> None:
    _made.update(made)
    _uncommitted.difference_update(made)


def _missing(month: Month) -> list[str]:
    return [table for table in PARTITIONED if (table, month) not in _made]


def _there() -> set[Partition]:
    """All partitions of the database: one question answers for every month."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.relname, c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            " JOIN pg_class p ON p.oid = i.inhparent WHERE p.relname = ANY(%s)",
            [list(PARTITIONED)],
        )
        return {
            (parent, Month(int(name[-6:-2]), int(name[-2:]))) for parent, name in cursor.fetchall()
        }


def ensure_year_ahead() -> None:
    """Partitions for the present month, three back and twelve ahead."""
    month = Month.of(clock.today())
    for _step in range(3):
        month = month.previous()
    for _step in range(3 + 1 + MONTHS_AHEAD):
        ensure_month(month)
        month = month.next()
