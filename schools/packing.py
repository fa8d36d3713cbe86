"""Marks and hours in a few bytes each. Nothing imports Django.

A mark is three bytes: number of the subject (16 bits, little endian), then 1–10 for a number, 128
for a fail, 129 for a pass. Hours are six: number of the subject, hundredths of an hour (32 bits).
"""

import struct
from collections.abc import Iterable, Iterator

_MARK = struct.Struct("<HB")
_HOURS = struct.Struct("<HI")
_WORDS = {"fail": 128, "pass": 129}
_VALUES: dict[int, int | str] = {number: word for word, number in _WORDS.items()}

Mark = tuple[int, int | str]
"""Number of the subject; 1–10, "pass" or "fail"."""
Hours = tuple[int, int]
"""Number of the subject; hundredths of an hour."""


def pack_marks(marks: Iterable[Mark]) -> bytes:
    """The marks in the order given."""
    return b"".join(
        _MARK.pack(subject, _WORDS[value] if isinstance(value, str) else value)
        for subject, value in marks
    )


def unpack_marks(packed: bytes | memoryview) -> Iterator[Mark]:
    """The marks again."""
    for subject, value in _MARK.iter_unpack(bytes(packed)):
        yield subject, _VALUES.get(value, value)


def count_marks(packed: bytes | memoryview) -> int:
    """How many marks."""
    return len(packed) // _MARK.size


def pack_hours(hours: Iterable[Hours]) -> bytes:
    """The hours in the order given."""
    return b"".join(_HOURS.pack(*one) for one in hours)


def unpack_hours(packed: bytes | memoryview) -> Iterator[Hours]:
    """The hours again."""
    yield from _HOURS.iter_unpack(bytes(packed))
