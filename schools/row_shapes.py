"""A pupil of a push as sent and as read. No Django."""

import datetime as dt
from typing import Any

import msgspec


class PupilRow(msgspec.Struct, frozen=True, gc=False, rename={"is_object": " "}):
    """One pupil as sent: nothing is trusted yet, so every field may be anything."""

    iin: Any = None
    grade: Any = None
    birth_date: Any = None
    study_type: Any = None
    row_id: Any = None
    enrolled_on: Any = None
    left_on: Any = msgspec.UNSET
    is_object: Any = True


class GoodRow(msgspec.Struct, frozen=True, gc=False):
    """One pupil, read and right. Only a row of a patch may leave grade and type to the month."""

    row: int
    iin: str
    """A checked IIN; a plain text, because thousands are looked up a push."""
    grade: int
    study_type: str
    enrolled_on: dt.date | None
    left_on: dt.date | None
    tells_left: bool = True

    @property
    def is_partial(self) -> bool:
        """Whether the month must know the pupil already."""
        return self.grade is None or self.study_type is None
