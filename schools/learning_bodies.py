"""Read the bodies of marks and of teachers: the envelope strictly, the rows with open eyes."""

from typing import Any

import msgspec

from schools.contingent_body import MOST_ROWS, TooManyRows, decode


class GradesBody(msgspec.Struct):
    """``{"school_id", "year", "quarter", "pupils": [...]}``."""

    school_id: str
    year: int
    quarter: int
    pupils: list[Any]


class TeachersBody(msgspec.Struct):
    """``{"school_id", "year", "month" | "quarter", "teachers": [...]}``."""

    school_id: str
    year: int
    teachers: list[Any]
    month: int | None = None
    quarter: int | None = None


_grades = msgspec.json.Decoder(GradesBody)
_teachers = msgspec.json.Decoder(TeachersBody)


def decode_grades(raw: bytes) -> GradesBody:
    """Decode a body of marks.

    :raises UnreadableBody: not JSON, or not this envelope
    :raises TooManyRows: over ``MOST_ROWS`` pupils
    """
    body: GradesBody = decode(_grades, raw)
    _count(body.pupils)
    return body


def decode_teachers(raw: bytes) -> TeachersBody:
    """Decode a body of teachers; raises the same."""
    body: TeachersBody = decode(_teachers, raw)
    _count(body.teachers)
    return body


def _count(rows: list[Any]) -> None:
    if len(rows) > MOST_ROWS:
        raise TooManyRows(str(len(rows)))
