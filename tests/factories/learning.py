"""Rows and bodies of marks and of teachers, and the catalogue they name."""

import datetime as dt
from typing import Any

from schools.models import School, Subject
from schools.subject_list import SUBJECTS
from tests.factories.cast import synthetic_iin


def catalogue() -> None:
    """The subjects as the migration writes them, where some are missing."""
    Subject.objects.bulk_create(
        [Subject(**one._asdict()) for one in SUBJECTS], ignore_conflicts=True
    )


def mark(
    subject: str = "mathematics", value: Any = 8, mark_type: str = "numeric"
) -> dict[str, Any]:
    """One mark."""
    return {"subject_id": subject, "mark_type": mark_type, "value": value}


def marks_row(iin: str | None = None, *marks: Any, **changes: Any) -> dict[str, Any]:
    """A pupil born in 2014 with marks."""
    iin = iin or synthetic_iin(dt.date(2014, 5, 12))
    return {"iin": iin, "grade": 5, "marks": list(marks) or [mark()]} | changes


def grades_body(school: School, pupils: list[Any], **changes: Any) -> dict[str, Any]:
    """The first quarter of 2025–26."""
    return {"school_id": school.school_id, "year": 2025, "quarter": 1, "pupils": pupils} | changes


def teacher_row(**changes: Any) -> dict[str, Any]:
    """A teacher with one subject."""
    return {
        "iin": synthetic_iin(),
        "subjects": [{"subject_id": "mathematics", "hours": "72.50"}],
    } | changes


def teachers_body(school: School, teachers: list[Any], **changes: Any) -> dict[str, Any]:
    """October 2025."""
    return {
        "school_id": school.school_id, "year": 2025, "month": 10, "teachers": teachers
    } | changes  # fmt: skip
