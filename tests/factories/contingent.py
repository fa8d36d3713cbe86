"""Rows and bodies of contingent pushes, with synthetic IINs."""

import datetime as dt
import json
from typing import Any

from core.identifiers import Iin
from core.periods import Month
from schools.contingent_body import decode_contingent, rows_of
from schools.models import School
from schools.services.contingent import apply_contingent
from schools.services.submission_result import SubmissionResult
from tests.factories.cast import synthetic_iin

OCTOBER = Month(2025, 10)


def pupil_row(iin: str | None = None, **changes: Any) -> dict[str, Any]:
    """A right row of a child born in 2014."""
    iin = iin or synthetic_iin(dt.date(2014, 5, 12))
    return {
        "iin": iin,
        "grade": 5,
        "birth_date": Iin(iin).birth_date.isoformat(),
        "study_type": "general",
    } | changes


def body(school: School | str, pupils: list[Any], **changes: Any) -> dict[str, Any]:
    """The body of a push for October 2025, unless told otherwise."""
    school_id = school if isinstance(school, str) else school.school_id
    return {"school_id": school_id, "year": 2025, "month": 10, "pupils": pupils} | changes


def push(
    school: School, pupils: list[Any], *, month: Month = OCTOBER, vendor: Any = None, **options: Any
) -> SubmissionResult:
    """Apply a push of the school's primary vendor, as the API does."""
    vendor = vendor or school.lms_bindings.get(is_primary=True, until__isnull=True).vendor
    raw = json.dumps(body(school, pupils, year=month.year, month=month.month)).encode()
    return apply_contingent(
        school=school,
        vendor=vendor,
        month=month,
        rows=rows_of(decode_contingent(raw)),
        raw=raw,
        **options,
    )
