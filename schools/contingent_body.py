"""Read the body of a contingent push at speed; anything that is not the envelope is refused.

The envelope is typed strictly; the rows are not, because each bad row must be told apart.
"""

from typing import Any

import msgspec

from schools.rules_of_rows import PupilRow

MOST_ROWS = 10_000


class UnreadableBody(ValueError):
    """The body is not such JSON; ``str()`` says where, without any value of the client."""


class TooManyRows(ValueError):
    """More rows than one request may carry."""


class ContingentBody(msgspec.Struct):
    """``{"school_id", "year", "month", "pupils": [...]}``."""

    school_id: str
    year: int
    month: int
    pupils: list[Any]


class _RowsAreObjects(ContingentBody):
    """The same where every row is an object: read straight into rows."""

    pupils: list[PupilRow]


_quick = msgspec.json.Decoder(_RowsAreObjects)
_any = msgspec.json.Decoder(ContingentBody)
_FIELDS = ("iin", "grade", "birth_date", "study_type", "row_id", "enrolled_on")


def decode_contingent(raw: bytes) -> ContingentBody:
    """Decode a body.

    :raises UnreadableBody: not JSON, or not this envelope
    :raises TooManyRows: over :data:`MOST_ROWS`
    """
    try:
        body: ContingentBody = _quick.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        body = decode(_any, raw)
    if len(body.pupils) > MOST_ROWS:
        raise TooManyRows(str(len(body.pupils)))
    return body


def decode(decoder: msgspec.json.Decoder[Any], raw: bytes) -> Any:
    """Decode by an envelope.

    :raises UnreadableBody: not JSON, or not this envelope
    """
    try:
        return decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        # msgspec names place and expected type, never the value
        raise UnreadableBody(str(problem)) from problem


def rows_of(body: ContingentBody) -> list[PupilRow]:
    """The rows as sent."""
    return [row if type(row) is PupilRow else _row(row) for row in body.pupils]


def _row(row: Any) -> PupilRow:
    if type(row) is not dict:
        return PupilRow(is_object=False)
    left = row.get("left_on", msgspec.UNSET)
    return PupilRow(*(row.get(name) for name in _FIELDS), left_on=left)
