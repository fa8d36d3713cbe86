"""What a client sends: bodies and their rows."""

from typing import Any

from lms_api.openapi.words import Shape, listed, obj, ref
from schools.contingent_body import MOST_ROWS
from schools.rules_of_learning import MOST_MARKS, MOST_SUBJECTS
from schools.rules_of_rows import STUDY_TYPES

_SCHOOL_ID = ref("SchoolId")
_YEAR = {"type": "integer", "minimum": 2020, "maximum": 2100}
_MONTH = {"type": "integer", "minimum": 1, "maximum": 12}
_QUARTER = {
    "type": "integer",
    "minimum": 1,
    "maximum": 4,
    "description": "1 September to October, 2 November to December, 3 January to March,"
    " 4 April to June.",
}
_SCHOOL_YEAR = {
    "type": "integer",
    "minimum": 2020,
    "maximum": 2099,
    "description": "First year of the school year: 2025 with quarter 3 is January to March 2026.",
}
_GRADE = {
    "type": "integer",
    "minimum": 0,
    "maximum": 12,
    "description": "0 is the preparatory class.",
}
_STUDY_TYPE = {
    "type": "string",
    "enum": sorted(STUDY_TYPES),
    "description": "Other than `general` needs a document in the school's cabinet.",
}
_ROW_ID = {
    "type": "string",
    "minLength": 1,
    "maxLength": 64,
    "description": "Your own name for the row, printable, given back with its errors."
    " Never an IIN: answers are kept.",
}


def _day(description: str, *, nullable: bool = True) -> Shape:
    return {
        "type": ["string", "null"] if nullable else "string",
        "format": "date",
        "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "description": description,
    }


_BORN = _day("As the IIN carries it. Ages 5 to 20.", nullable=False)
_CAME = _day("Day of enrolment, not after the month.")
_LEFT = _day("First day on which the pupil was gone, not before the month.")
_BACK = _day("First day on which the pupil was gone; null takes a leaving back.")
_IIN = ref("Iin")
_CREDENTIAL = {"type": "string", "pattern": r"^[\x20-\x7e]{1,200}$"}

ROWS: dict[str, Shape] = {
    "Iin": {
        "type": "string",
        "pattern": "^[0-9]{12}$",
        "description": "Individual identification number, twelve digits with a right check digit.",
    },
    "SchoolId": {
        "type": "string",
        "pattern": "^[1-9][0-9]{17}$",
        "description": "Id of the school in the national database: a string, never a number.",
    },
    "SubjectId": {
        "type": "string",
        "minLength": 1,
        "maxLength": 60,
        "description": "From `GET subjects`.",
    },
    "Pupil": obj(
        "One pupil of the month.",
        {
            "iin": _IIN,
            "grade": _GRADE,
            "birth_date": _BORN,
            "study_type": _STUDY_TYPE,
            "row_id": _ROW_ID,
            "enrolled_on": _CAME,
            "left_on": _LEFT,
        },
        optional=("row_id", "enrolled_on", "left_on"),
    ),
    "PatchPupil": obj(
        "One pupil to touch. A leaving may leave out what the month knows already; a pupil whom"
        " the month does not know needs every field of `Pupil`.",
        {
            "iin": _IIN,
            "grade": _GRADE,
            "birth_date": _BORN,
            "study_type": _STUDY_TYPE,
            "row_id": _ROW_ID,
            "enrolled_on": _CAME,
            "left_on": _BACK,
        },
        optional=("grade", "birth_date", "study_type", "row_id", "enrolled_on", "left_on"),
    )
    | {"anyOf": [{"required": ["left_on"]}, {"required": ["grade", "birth_date", "study_type"]}]},
    "Contingent": obj(
        "A month of a school, whole: pupils left out are removed.",
        {
            "school_id": _SCHOOL_ID,
            "year": _YEAR,
            "month": _MONTH,
            "pupils": listed("Pupil", most=MOST_ROWS),
        },
    ),
    "ContingentPatch": obj(
        "Only the pupils named are touched.",
        {
            "school_id": _SCHOOL_ID,
            "year": _YEAR,
            "month": _MONTH,
            "pupils": listed("PatchPupil", most=MOST_ROWS),
        },
    ),
    "Mark": {
        "description": "One mark of one subject.",
        "oneOf": [ref("NumericMark"), ref("PassFailMark")],
    },
    "NumericMark": obj(
        "A mark of 1 to 10.",
        {
            "subject_id": ref("SubjectId"),
            "mark_type": {"type": "string", "const": "numeric"},
            "value": {"type": "integer", "minimum": 1, "maximum": 10},
        },
    ),
    "PassFailMark": obj(
        "Passed or failed.",
        {
            "subject_id": ref("SubjectId"),
            "mark_type": {"type": "string", "const": "pass_fail"},
            "value": {"type": "string", "enum": ["pass", "fail"]},
        },
    ),
    "PupilMarks": obj(
        "The marks of a pupil in a quarter.",
        {
            "iin": _IIN,
            "grade": _GRADE,
            "row_id": _ROW_ID,
            "marks": listed("Mark", most=MOST_MARKS),
        },
        optional=("row_id",),
    ),
    "Grades": obj(
        "Marks of a school's quarter, whole.",
        {
            "school_id": _SCHOOL_ID,
            "year": _SCHOOL_YEAR,
            "quarter": _QUARTER,
            "pupils": listed("PupilMarks", most=MOST_ROWS),
        },
    ),
    "TaughtSubject": obj(
        "Hours of one subject.",
        {
            "subject_id": ref("SubjectId"),
            "hours": {
                "type": "string",
                "pattern": r"^[0-9]{1,6}(\.[0-9]{1,2})?$",
                "description": "A decimal string, over 0 and at most the hours of the period.",
            },
        },
    ),
    "Teacher": obj(
        "A teacher's subjects in the period, each once. Ages 16 to 90.",
        {
            "iin": _IIN,
            "row_id": _ROW_ID,
            "subjects": listed("TaughtSubject", most=MOST_SUBJECTS) | {"minItems": 1},
        },
        optional=("row_id",),
    ),
    "Teachers": obj(
        "Teachers of a school's month or quarter, whole; exactly one of `month` and `quarter`.",
        {
            "school_id": _SCHOOL_ID,
            "year": _YEAR
            | {"description": "Of the month; with `quarter` the first year of the school year."},
            "month": _MONTH | {"type": ["integer", "null"]},
            "quarter": _QUARTER | {"type": ["integer", "null"]},
            "teachers": listed("Teacher", most=MOST_ROWS),
        },
        optional=("month", "quarter"),
    )
    | {
        "oneOf": [
            {
                "required": ["month"],
                "properties": {"month": {"type": "integer"}, "quarter": {"type": "null"}},
            },
            {
                "required": ["quarter"],
                "properties": {"quarter": {"type": "integer"}, "month": {"type": "null"}},
            },
        ]
    },
    "Credentials": obj(
        "RFC 6749 §4.4. Id and secret may come as HTTP Basic instead.",
        {
            "grant_type": {"type": "string", "const": "client_credentials"},
            "client_id": _CREDENTIAL,
            "client_secret": _CREDENTIAL,
        },
    ),
}


def examples() -> dict[str, Any]:
    """A right body of every push; the numbers belong to nobody."""
    head = {"school_id": "999000000000000001", "year": 2025}
    pupil = {
        "iin": "140512500014",
        "grade": 5,
        "birth_date": "2014-05-12",
        "study_type": "general",
        "row_id": "5A-17",
        "enrolled_on": "2025-09-01",
    }
    return {
        "Contingent": head | {"month": 10, "pupils": [pupil]},
        "ContingentPatch": head
        | {"month": 10, "pupils": [{"iin": pupil["iin"], "left_on": "2025-10-20"}]},
        "Grades": head
        | {
            "quarter": 1,
            "pupils": [
                {
                    "iin": pupil["iin"],
                    "grade": 5,
                    "row_id": "5A-17",
                    "marks": [
                        {"subject_id": "mathematics", "mark_type": "numeric", "value": 8},
                        {
                            "subject_id": "physical_education",
                            "mark_type": "pass_fail",
                            "value": "pass",
                        },
                    ],
                }
            ],
        },
        "Teachers": head
        | {
            "month": 10,
            "teachers": [
                {
                    "iin": "850101300015",
                    "row_id": "T-4",
                    "subjects": [{"subject_id": "mathematics", "hours": "72.50"}],
                }
            ],
        },
        "Credentials": {
            "grant_type": "client_credentials",
            "client_id": "obc_0123456789abcdef01234567",
            "client_secret": "obsec_example",
        },
    }
