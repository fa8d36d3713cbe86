"""Marked people and the search for them in everything that stays behind."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from portal.demo.people import synthetic_iin

EXEMPT = {
    # the signatory's certificate is evidence: a CMS cannot be checked without the name in it
    ("signing_signature", "cms"),
}


@dataclass(frozen=True)
class Canary:
    """A pupil whose number and name occur nowhere else."""

    iin: str
    birth_date: dt.date
    grade: int
    name: tuple[str, str, str]

    @property
    def marks(self) -> tuple[str, ...]:
        """What must not be found: the full number and the surname."""
        return self.iin, self.name[0]


def canaries() -> list[Canary]:
    """Three pupils, one a grade."""
    born = [dt.date(2013, 3, 14), dt.date(2014, 2, 27), dt.date(2015, 1, 9)]
    names = [
        ("Канарейкинапервая", "Айғызсынақ", "Сынаққызы"),
        ("Канарейкинавторая", "Жұлдызсынақ", "Сынаққызы"),
        ("Канарейкинатретья", "Күнсынақ", "Сынаққызы"),
    ]
    return [
        Canary(synthetic_iin(birth_date=day, male=False, nth=777), day, 6 - place, name)
        for place, (day, name) in enumerate(zip(born, names, strict=True))
    ]


def found_in_database(marks: Iterable[str]) -> list[str]:
    """``table.column: mark`` for every column of every table, sealed and binary ones too."""
    found = []
    for table, column, kind in _columns():
        if (table, column) in EXEMPT:
            continue
        for mark in marks:
            if kind == "bytea":
                test, value = f'position(%s::bytea in "{column}") > 0', mark.encode()
            else:
                test, value = f'position(%s in "{column}"::text) > 0', mark
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {test}', [value])
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column}: {mark}")
    return found


def _columns() -> list[tuple[str, str, str]]:
    """Columns that can hold text: character, JSON, arrays, bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, c.column_name, c.data_type"
            " FROM information_schema.columns c JOIN pg_class t ON t.relname = c.table_name"
            " AND t.relnamespace = 'public'::regnamespace AND NOT t.relispartition"
            " AND t.relkind IN ('r', 'p')"
            " WHERE c.table_schema = 'public' AND c.data_type IN ('text', 'character varying',"
            " 'character', 'json', 'jsonb', 'ARRAY', 'bytea', 'bigint')"
        )
        return cursor.fetchall()
