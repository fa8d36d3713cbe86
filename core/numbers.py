"""Human numbers of documents: «ГОЗ-2025-00123». Given inside the caller's transaction."""

from django.db import connection


def next_number(series: str, prefix: str, *, width: int = 4) -> str:
    """Take the next number of a series; a rolled back transaction gives it back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_numberseries (name, last) VALUES (%s, 1) "
            "ON CONFLICT (name) DO UPDATE SET last = core_numberseries.last + 1 RETURNING last",
            [series],
        )
        number = cursor.fetchone()[0]
    return f"{prefix}{number:0{width}d}"
