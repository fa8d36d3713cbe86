"""What the API answers: shapes and an example of each."""

from typing import Any

from acts.statuses import ActStatus
from lms_api.openapi.words import Shape, count, listed, obj, ref, text
from schools.row_texts import TEXTS

_STATES = ("received", "applied", "quarantined", "rejected", "superseded")
_TIYN = ref("Tiyn")
_NUMBER: Shape = {
    "type": ["string", "null"],
    "pattern": "^[1-9][0-9]{0,18}$",
    "description": "For `GET submissions/{id}`; null for a dry run and for a month that cannot be.",
}
_REVISION: Shape = {
    "type": ["integer", "null"],
    "minimum": 1,
    "description": "Of your pushes of this school, month and kind; null where nothing was kept.",
}
_HEAD: Shape = {
    "submission_id": _NUMBER,
    "revision": _REVISION,
    "received": count("Rows in the push."),
    "accepted": count("Rows taken."),
    "rejected": count("Rows with an error; with `mode=strict` all of a refused push."),
    "errors": listed("Finding"),
    "warnings": listed("Finding"),
    "changes": ref("Changes"),
}


def _status(word: str, states: tuple[str, ...]) -> Shape:
    return {
        "status": {"type": "string", "const": word},
        "state": {"type": "string", "enum": list(states)},
    }


_DRY = {"dry_run": {"type": "boolean", "const": True, "description": "Nothing was written."}}

ANSWERS: dict[str, Shape] = {
    "Text": obj(
        "A sentence in three languages.",
        {
            "ru": text("Russian.", minLength=1),
            "kk": text("Kazakh.", minLength=1),
            "en": text("English.", minLength=1),
        },
    ),
    "Tiyn": {
        "type": "string",
        "pattern": "^(0|[1-9][0-9]{0,17})$",
        "description": "Money in tiyn (1/100 tenge), a string: a JSON number would lose digits.",
    },
    "Finding": obj(
        "One thing about one row.",
        {
            "row": {
                "type": ["integer", "null"],
                "minimum": 0,
                "description": "From 0; null: the whole push.",
            },
            "row_id": {"type": ["string", "null"], "description": "Yours, as sent."},
            "field": text("The field, inside a row as `marks[3].value`; may be empty."),
            "code": {
                "type": "string",
                "enum": sorted(TEXTS),
                "description": "Stable. New codes may be added in v1.",
            },
            "message": ref("Text"),
            "how_to_fix": ref("Text"),
        },
    ),
    "Changes": obj(
        "Compared with the revision before.",
        {
            "added": count("Rows that came."),
            "removed": count("Rows that went."),
            "changed": count("Rows that say something else."),
        },
    ),
    "Forecast": obj(
        "The month's act if this were the push in force.",
        {"act_tiyn": _TIYN, "held_tiyn": _TIYN, "waiting_tiyn": _TIYN},
    ),
    "MoneyEffect": obj(
        "The month's act as it stands.",
        {
            "act_status": {"type": "string", "enum": list(ActStatus.values)},
            "act_tiyn": _TIYN,
            "held_tiyn": _TIYN | {"description": "Held or waiting, until a decision or an answer."},
        },
    ),
    "PushAnswer": obj(
        "Something of the push was taken.",
        _status("OK", ("applied", "quarantined")) | _HEAD | _DRY | {"forecast": ref("Forecast")},
        optional=("dry_run", "forecast"),
    ),
    "RefusedPush": obj(
        "Nothing of the push was taken: every row is wrong, or one is and `mode=strict`, or the"
        " month cannot be.",
        _status("ERROR", ("rejected",)) | _HEAD | _DRY,
        optional=("dry_run",),
    ),
    "Submission": obj(
        "The answer to a push later, with what registries and other schools said meanwhile.",
        {"status": {"type": "string", "enum": ["OK", "ERROR"]}}
        | {"state": {"type": "string", "enum": list(_STATES)}}
        | _HEAD
        | {
            "findings": listed("Finding", most=2_000),
            "money": {
                "description": "Absent where the push does not feed the act, null while no act"
                " is formed.",
                "anyOf": [ref("MoneyEffect"), {"type": "null"}],
            },
        },
        optional=("money",),
    ),
    "School": obj(
        "A school that granted its data.",
        {
            "school_id": ref("SchoolId"),
            "bin": text("Of its organisation.", pattern="^[0-9]{12}$"),
            "name": text("Russian."),
            "name_kk": text("Kazakh; may be empty."),
        },
    ),
    "SchoolPage": obj(
        "A page of schools.",
        {
            "schools": listed("School", most=500),
            "next": {
                "type": ["string", "null"],
                "pattern": "^[0-9]{1,9}$",
                "description": "The `cursor` of the next page; null on the last.",
            },
        },
    ),
    "Subject": obj(
        "A subject of the catalogue.",
        {
            "subject_id": ref("SubjectId"),
            "name_ru": text("Russian."),
            "name_kk": text("Kazakh."),
        },
    ),
    "Token": obj(
        "A token of an hour.",
        {
            "access_token": text("`oblms_…`, of the sandbox `ob_test_…`.", minLength=20),
            "token_type": {"type": "string", "const": "Bearer"},
            "expires_in": {"type": "integer", "minimum": 1, "description": "Seconds."},
        },
    ),
}


def examples() -> dict[str, Any]:
    """An example of each answer; the texts are those of the rules."""
    wrong = {
        "row": 1,
        "row_id": "5A-18",
        "field": "grade",
        "code": "GRADE_RANGE",
        "message": TEXTS["GRADE_RANGE"].message,
        "how_to_fix": TEXTS["GRADE_RANGE"].how_to_fix,
    }
    waiting = wrong | {
        "row": 0,
        "row_id": "5A-17",
        "field": "iin",
        "code": "K4_WAITING",
        "message": TEXTS["K4_WAITING"].message,
        "how_to_fix": TEXTS["K4_WAITING"].how_to_fix,
    }
    push = {
        "status": "OK",
        "state": "applied",
        "submission_id": "41",
        "revision": 3,
        "received": 2,
        "accepted": 1,
        "rejected": 1,
        "errors": [wrong],
        "warnings": [],
        "changes": {"added": 1, "removed": 0, "changed": 0},
    }
    refused = push | {
        "status": "ERROR",
        "state": "rejected",
        "received": 1,
        "accepted": 0,
        "errors": [wrong | {"row": 0}],
        "changes": {"added": 0, "removed": 0, "changed": 0},
    }
    money = {"act_status": "formed", "act_tiyn": "5000000", "held_tiyn": "0"}
    return {
        "PushAnswer": push,
        "RefusedPush": refused,
        "Submission": push | {"findings": [waiting], "money": money},
        "SchoolPage": {
            "schools": [
                {
                    "school_id": "999000000000000001",
                    "bin": "000000000001",
                    "name": "Тестовая школа «Обычная»",
                    "name_kk": "«Кәдімгі» сынақ мектебі",
                }
            ],
            "next": None,
        },
        "Subjects": [
            {"subject_id": "mathematics", "name_ru": "Математика", "name_kk": "Математика"}
        ],
        "Token": {
            "access_token": "oblms_0123456789abcdef",
            "token_type": "Bearer",
            "expires_in": 3600,
        },
    }
