"""The short key of one vendor's word on one school."""

from django.db import connection

_FIND = "SELECT id FROM schools_contingentsource WHERE school_id = %s AND vendor_id = %s"


def source_of(*, school_id: int, vendor_id: int) -> int | None:
    """The key, if this vendor ever pushed for this school."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [school_id, vendor_id])
        found = cursor.fetchone()
    return found[0] if found else None


def made_source(*, school_id: int, vendor_id: int) -> int:
    """The key, made where there is none yet."""
    found = source_of(school_id=school_id, vendor_id=vendor_id)
    if found is not None:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO schools_contingentsource (school_id, vendor_id) VALUES (%s, %s)"
            " ON CONFLICT DO NOTHING RETURNING id",
            [school_id, vendor_id],
        )
        made = cursor.fetchone()
        if made is None:  # pushes of two months made it at the same moment
            cursor.execute(_FIND, [school_id, vendor_id])
            made = cursor.fetchone()
    return int(made[0])
