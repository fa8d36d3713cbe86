"""One wrong row for every code, for the catalogue. A test sends each to the sandbox and gets it.

Numbers belong to nobody: those of pupils are of the sandbox.
"""

import json
from typing import Any

from lms_api.sandbox.fixtures import BORN, PUPILS, SCHOOLS

_DEAD, _NOBODY, _FOREIGN, _DOUBLE, _SIBLING, *_others = PUPILS
ORDINARY, EMPTY, _CLOSED, SECONDARY, DROP, *_more = SCHOOLS
PUPIL: dict[str, Any] = {
    "iin": "140512500014",
    "grade": 5,
    "birth_date": BORN,
    "study_type": "general",
}
MARKS: dict[str, Any] = {
    "iin": PUPIL["iin"],
    "grade": 5,
    "marks": [{"subject_id": "mathematics", "mark_type": "numeric", "value": 8}],
}
TEACHER: dict[str, Any] = {
    "iin": "850101300015",
    "subjects": [{"subject_id": "mathematics", "hours": "72.50"}],
}
_MONTH, _QUARTER = {"year": 2025, "month": 10}, {"year": 2025, "quarter": 1}
_OF_THE_PERIOD = frozenset(
    {"MONTH_FUTURE", "MONTH_RANGE", "QUARTER_RANGE", "QUARTER_FUTURE", "PERIOD_KIND"}
)
Example = tuple[str, dict[str, Any]]


def _pupil(school: str = ORDINARY, **changes: Any) -> Example:
    rows = [PUPIL | changes]
    return "contingent", {"school_id": school, **_MONTH, "pupils": rows}


def _month(**changes: Any) -> Example:
    return "contingent", {"school_id": ORDINARY, **_MONTH, "pupils": [PUPIL]} | changes


def _marks(**changes: Any) -> Example:
    return "grades", {"school_id": ORDINARY, **_QUARTER, "pupils": [MARKS | changes]}


def _mark(**changes: Any) -> Example:
    return _marks(marks=[MARKS["marks"][0] | changes])


def _quarter(**changes: Any) -> Example:
    return "grades", {"school_id": ORDINARY, **_QUARTER, "pupils": [MARKS]} | changes


def _teacher(**changes: Any) -> Example:
    return "teachers", {"school_id": ORDINARY, **_MONTH, "teachers": [TEACHER | changes]}


def _hours(*hours: str) -> Example:
    return _teacher(subjects=[{"subject_id": "mathematics", "hours": one} for one in hours])


EXAMPLES: dict[str, Example] = {
    "ROW_SHAPE": _month(pupils=["140512500014"]),
    "ROW_ID_FORMAT": _pupil(row_id=PUPIL["iin"]),
    "IIN_FORMAT": _pupil(iin="14051250001"),
    "IIN_CHECKSUM": _pupil(iin="140512500015"),
    "IIN_DATE": _pupil(iin="140230500011", birth_date="2014-02-28"),
    "BIRTH_DATE_FORMAT": _pupil(birth_date="12.05.2014"),
    "BIRTH_DATE_MISMATCH": _pupil(birth_date="2014-05-13"),
    "AGE_RANGE": _pupil(iin=TEACHER["iin"], birth_date="1985-01-01"),
    "GRADE_RANGE": _pupil(grade="5А"),
    "STUDY_TYPE_UNKNOWN": _pupil(study_type="evening"),
    "ENROLLED_ON_FORMAT": _pupil(enrolled_on="01.09.2025"),
    "LEFT_ON_FORMAT": _pupil(left_on="20.10.2025"),
    "ENROLLED_BEFORE_BIRTH": _pupil(enrolled_on="2014-05-11"),
    "ENROLLED_AFTER_MONTH": _pupil(enrolled_on="2025-11-01"),
    "LEFT_BEFORE_MONTH": _pupil(left_on="2025-09-30"),
    "DATES_REVERSED": _pupil(enrolled_on="2025-10-20", left_on="2025-10-19"),
    "DUPLICATE_IN_PUSH": _month(pupils=[PUPIL, PUPIL]),
    "MONTH_FUTURE": _month(year=2100),
    "MONTH_RANGE": _month(month=13),
    "DROP_QUARANTINED": _pupil(DROP),
    "NOT_PRIMARY": _pupil(SECONDARY),
    "K4": _pupil(iin=str(_DEAD)),
    "K4_WAITING": _pupil(iin=str(_NOBODY)),
    "CITIZENSHIP": _pupil(iin=str(_FOREIGN)),
    "K5": _pupil(iin=str(_DOUBLE)),
    "SIBLING_SCHOOL": _pupil(iin=str(_SIBLING)),
    "NO_DOCUMENT": _pupil(study_type="home"),
    "NOT_IN_MONTH": (
        "contingent/patch",
        {
            "school_id": EMPTY,
            **_MONTH,
            "pupils": [{"iin": PUPIL["iin"], "left_on": "2025-10-20"}],
        },
    ),
    "QUARTER_RANGE": _quarter(quarter=5),
    "QUARTER_FUTURE": _quarter(year=2099),
    "PERIOD_KIND": (
        "teachers",
        {"school_id": ORDINARY, **_MONTH, "quarter": 1, "teachers": [TEACHER]},
    ),
    "MARKS_SHAPE": _marks(marks={"mathematics": 8}),
    "MARK_TYPE_UNKNOWN": _mark(mark_type="letter"),
    "MARK_VALUE": _mark(value=11),
    "SUBJECT_UNKNOWN": _mark(subject_id="algebra-2"),
    "SUBJECT_TWICE": _hours("36", "36.50"),
    "SUBJECTS_SHAPE": _teacher(subjects=[]),
    "HOURS_FORMAT": _hours("17,5"),
    "HOURS_RANGE": _hours("745"),
    "TEACHER_AGE": _teacher(iin=PUPIL["iin"]),
    "PUPIL_NOT_REPORTED": _quarter(school_id=EMPTY),
}


def shown(code: str) -> str:
    """What is wrong in the example, without what is right: short enough for a table."""
    call, body = EXAMPLES[code]
    if code in _OF_THE_PERIOD:
        return _json({name: body[name] for name in ("year", "month", "quarter") if name in body})
    if body["school_id"] != ORDINARY and call == "contingent":
        return _json({"school_id": body["school_id"]})
    rows = body.get("pupils") or body["teachers"]
    if len(rows) > 1:
        return _json([{"iin": row["iin"]} for row in rows])
    [row] = rows
    right = {"grades": MARKS, "teachers": TEACHER}.get(call, PUPIL)
    if not isinstance(row, dict) or row == right:
        return _json(row)
    return _json({name: value for name, value in row.items() if right.get(name) != value})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
