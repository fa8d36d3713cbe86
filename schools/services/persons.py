"""Find or make the rows of persons by IIN, set-wise.

Three statements whatever the number: one look-up, one insert of the unseen in the sorted order of
their keyed hashes (so that concurrent pushes with shared pupils wait and never deadlock), and one
look-up of those whom another push inserted at the same moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.db import connection

from core import vault
from core.identifiers import Iin
from schools.models import Person


@dataclass(frozen=True)
class Persons:
    """The persons of a push: hashed once, looked up once, the unseen made when asked."""

    indexes: dict[bytes, str]
    known: dict[str, int]

    @classmethod
    def of(cls, iins: Iterable[str]) -> Self:
        """Look them up. Writes nothing."""
        indexes = _indexes(iins)
        return cls(indexes, {indexes[index]: one for index, one in _ids(indexes).items()})

    def made(self) -> dict[str, int]:
        """Ids of all; rows are made for those never seen before, sealed."""
        missing = sorted(index for index, iin in self.indexes.items() if iin not in self.known)
        if not missing:
            return self.known
        found = _insert([Person.sealed(Iin(self.indexes[index]), index) for index in missing])
        found.update(_ids([index for index in missing if index not in found]))
        return self.known | {self.indexes[index]: one for index, one in found.items()}


def known_persons(*, iins: Sequence[str]) -> dict[str, int]:
    """Ids of persons already seen; the others are absent. Writes nothing."""
    return Persons.of(iins).known


def persons_by_iin(*, iins: Sequence[str]) -> dict[str, int]:
    """Ids of all persons; rows are made for those never seen before, sealed."""
    return Persons.of(iins).made()


def _indexes(iins: Iterable[str]) -> dict[bytes, str]:
    each = list(dict.fromkeys(iins))
    return dict(zip(vault.blind_indexes(each), each, strict=True))


# one by one by the index: joined, a region's persons would all be read for a class of pupils
_LOOK_UP = """
SELECT place, id FROM (
    SELECT place, (SELECT p.id FROM schools_person p WHERE p.iin_index = asked.index) AS id
    FROM unnest(%s::bytea[]) WITH ORDINALITY AS asked(index, place) OFFSET 0) found
WHERE id IS NOT NULL
"""


def _ids(indexes: Iterable[bytes]) -> dict[bytes, int]:
    wanted = list(indexes)
    if not wanted:
        return {}
    # one text in hex is read faster than an array of two thousand values is written
    given = ",".join([f'"\\\\x{index.hex()}"' for index in wanted])
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_UP, [f"{{{given}}}"])
        return {wanted[place - 1]: person for place, person in cursor.fetchall()}


def _insert(persons: Sequence[Person]) -> dict[bytes, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO schools_person"
            " (iin_index, iin_sealed, iin_last4, life_status, citizenship)"
            " SELECT given.index, given.sealed, given.last4, 'unknown', ''"
            " FROM unnest(%s::bytea[], %s::bytea[], %s::text[])"
            "   AS given(index, sealed, last4) ORDER BY given.index"
            " ON CONFLICT (iin_index) DO NOTHING RETURNING iin_index, id",
            [
                [person.iin_index for person in persons],
                [person.iin_sealed for person in persons],
                [person.iin_last4 for person in persons],
            ],
        )
        return {bytes(index): person for index, person in cursor.fetchall()}
