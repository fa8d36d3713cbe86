"""One writer at a time for a school's month."""

from django.db import connection

from core.periods import Month


def lock_month(*, school_id: int, month: Month) -> None:
    """Wait until nobody else writes or closes this school's month; held until the transaction ends.

    A push and the closing of the month would otherwise not see each other's rows.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [school_id, month.year * 12 + month.month]
        )
