"""Find or make the rows of persons by IIN, set-wise.

Three statements whatever the number: one look-up, one insert of the unseen in the sorted order of
their keyed hashes (so that concurrent pushes with shared pupils wait and never deadlock), and one
look-up of those whom another push inserted at the same moment.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from core import vault
from core.identifiers import Iin
from schools.models import Person


def known_persons(*, iins: Sequence[Iin]) -> dict[Iin, int]:
    """Ids of persons already seen; the others are absent. Writes nothing."""
    indexes = _indexes(iins)
    return {indexes[index]: person for index, person in _ids(indexes).items()}


def persons_by_iin(*, iins: Sequence[Iin]) -> dict[Iin, int]:
    """Ids of all persons; rows are made for those never seen before, sealed."""
    indexes = _indexes(iins)
    found = _ids(indexes)
    missing = sorted(index for index in indexes if index not in found)
    if missing:
        found.update(_insert([Person.sealed(indexes[index], index) for index in missing]))
        found.update(_ids([index for index in missing if index not in found]))
    return {iin: found[index] for index, iin in indexes.items()}


def _indexes(iins: Sequence[Iin]) -> dict[bytes, Iin]:
    return {vault.blind_index(iin): iin for iin in set(iins)}


def _ids(indexes: Iterable[bytes]) -> dict[bytes, int]:
    wanted = list(indexes)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT iin_index, id FROM schools_person WHERE iin_index = ANY(%s::bytea[])", [wanted]
        )
        return {bytes(index): person for index, person in cursor.fetchall()}


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
