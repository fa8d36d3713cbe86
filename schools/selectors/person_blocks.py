"""Blocks of sixteen neighbouring persons, by which other schools' rows of a month are found.

The index by person keeps one entry a block instead of one a row (ADR 0010): a third of its size,
and the pupils of a school, whose numbers stand together, are found in few steps. SQL that looks
for persons in a month names both ``person_block`` and ``person_id``.
"""

from collections.abc import Iterable

BLOCK_BITS = 4


def blocks_of(persons: Iterable[int]) -> list[int]:
    """The blocks in which these persons stand."""
    return sorted({person >> BLOCK_BITS for person in persons})
