"""The period of a file: a month, or a quarter by its first month."""

import datetime as dt
from typing import Any

from core.periods import Month
from lms_api.files.kinds import FileKind
from schools.rules_of_learning import QUARTER_BEGINS, first_month_of_quarter
from schools.rules_of_rows import month_of_push

ROWS_OF = {FileKind.PUPILS: "pupils", FileKind.TEACHERS: "teachers", FileKind.MARKS: "pupils"}


def period_of(kind: str, text: str, *, today: dt.date) -> tuple[Month | None, str]:
    """The first month of a period «2025-10», or None and the code of what is wrong with it."""
    try:
        month = Month.parse(text)
    except ValueError:
        return None, "MONTH_RANGE"
    if kind != FileKind.MARKS:
        return month_of_push(month.year, month.month, today=today)
    year, quarter = quarter_of(month)
    return first_month_of_quarter(year, quarter, today=today)


def quarter_of(first: Month) -> tuple[int, int]:
    """First year of the school year and number of a quarter; number 0 where none begins so."""
    for number, (later, month) in QUARTER_BEGINS.items():
        if month == first.month:
            return first.year - later, number
    return first.year, 0


def body_of(*, kind: str, school_id: str, month: Month, rows: list[Any]) -> dict[str, Any]:
    """The body that the API would get."""
    if kind == FileKind.MARKS:
        year, quarter = quarter_of(month)
        head = {"school_id": school_id, "year": year, "quarter": quarter}
    else:
        head = {"school_id": school_id, "year": month.year, "month": month.month}
    return head | {ROWS_OF[FileKind(kind)]: rows}
