"""The whole description: information, calls and components."""

from functools import cache
from typing import Any

from lms_api.limits import CALLS_A_MINUTE
from lms_api.openapi import answers, rows
from lms_api.openapi.refusals import SHAPES, problem, refusals
from lms_api.openapi.words import Shape, ref
from schools.contingent_body import MOST_ROWS

_BASE = "/api/lms/v1/"
_TOKEN = (401, ("TOKEN",))
_LIMITS = (429, ("TOO_MANY_CALLS", "BUSY"))
_METHOD = (405, ("METHOD",))
_DESCRIPTION = f"""
LMS vendors report contingent, marks and teachers of schools. Change client credentials for a token
of an hour (`POST token`) and send `Authorization: Bearer <token>`; a token belongs to one vendor
and reaches only schools that granted it: every other school is 404. Identifiers are strings; an
integer is written without a fraction (5, not 5.0). UTF-8 JSON, gzip accepted, at most
{MOST_ROWS:,} rows and 8 MB a request (16 MB unpacked), {CALLS_A_MINUTE} calls a minute of a vendor.

Every error of every row comes in one answer; good rows are taken at once unless `?mode=strict`.
A push replaces the month of the school as this vendor's next revision. `?dry_run=true` writes
nothing and forecasts the act. With an `Idempotency-Key` a repeated request gets the first answer,
for ever. A drop of more than 20 % and more than 10 pupils waits for the school (`quarantined`).
After the first signature of the act the month is closed: 409 `PERIOD_CLOSED`.

**Sandbox.** Tokens that begin with `ob_test_` reach test schools of fixed behaviour and nothing
else; the calls, rules and answers are the same. The fixtures stand in the vendor's cabinet,
«Песочница»; a Python client and a kit that tries every promise can be downloaded from its page of
documentation.

**Change policy.** In v1 fields of answers and codes may be added: skip what you do not know.
Required fields of requests and the meaning of codes do not change. A new version gets a new
address; the old one works for at least another year and announces its end in the headers
`Deprecation` and `Sunset`.
""".strip()


def _json(name: str) -> Shape:
    return {
        "application/json": {
            "schema": ref(name),
            "examples": {name: {"value": {**rows.examples(), **answers.examples()}[name]}},
        }
    }


def _ok(name: str, description: str, **more: Any) -> Shape:
    return {"description": description, "content": _json(name)} | more


_MODE: Shape = {
    "name": "mode",
    "in": "query",
    "description": "`partial` takes the good rows; with `strict` one bad row stops the push.",
    "schema": {"type": "string", "enum": ["partial", "strict"], "default": "partial"},
}
_DRY_RUN: Shape = {
    "name": "dry_run",
    "in": "query",
    "description": "Answer as if, with a forecast, and write nothing.",
    "schema": {"type": "boolean", "default": False},
}
_KEY: Shape = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Of your choice, one a push: a repeat gets the first answer. A dry run keeps"
    " nothing under it.",
    "schema": {"type": "string", "pattern": r"^[\x21-\x7e]{1,128}$"},
    "example": "2025-10/999000000000000001/3",
}
_LATER: Shape = {
    "readSubmission": {
        "operationId": "read_submission",
        "parameters": {"id": "$response.body#/submission_id"},
        "description": "The findings of the registries and the money, later.",
    }
}


def _push(operation_id: str, summary: str, description: str, body: str, *closes: str) -> Shape:
    refused = refusals(
        (400, ("BODY", "QUERY", "GZIP_BROKEN", "IDEMPOTENCY_KEY")),
        _TOKEN,
        (404, ("SCHOOL",)),
        _METHOD,
        (409, ("IN_PROGRESS", *closes)),
        (413, ("BODY_TOO_LARGE", "TOO_MANY_ROWS")),
        (415, ("MEDIA_TYPE", "CONTENT_ENCODING")),
        _LIMITS,
    )
    unprocessable = {
        "description": "Nothing was taken: every row is named with its errors. Or KEY_REUSED.",
        "content": _json("RefusedPush") | problem(422, "KEY_REUSED"),
    }
    return {
        "post": {
            "operationId": operation_id,
            "tags": ["pushes"],
            "summary": summary,
            "description": description,
            "parameters": [_MODE, _DRY_RUN, _KEY],
            "requestBody": {"required": True, "content": _json(body)},
            "responses": {"200": _ok("PushAnswer", "Taken, wholly or in part.", links=_LATER)}
            | refused
            | {"422": unprocessable},
        }
    }


def _read(operation_id: str, summary: str, response: Shape, *more: Any, **rest: Any) -> Shape:
    return {
        "get": {
            "operationId": operation_id,
            "tags": ["reading"],
            "summary": summary,
            **rest,
            "responses": {"200": response} | refusals(*more, _TOKEN, _METHOD, _LIMITS),
        }
    }


def _token() -> Shape:
    form = _json("Credentials")
    return {
        "post": {
            "operationId": "issue_token",
            "tags": ["tokens"],
            "summary": "A token of an hour for client credentials",
            "description": "RFC 6749 §4.4. At most 30 attempts a minute of a client and 300 of an"
            " address.",
            "security": [],
            "requestBody": {
                "required": True,
                "content": {
                    "application/x-www-form-urlencoded": form["application/json"],
                    **form,
                },
            },
            "responses": {"200": _ok("Token", "The token; nothing of it is kept in the clear.")}
            | refusals(
                (400, ("BODY", "GRANT_TYPE")),
                (401, ("CLIENT",)),
                _METHOD,
                (413, ("BODY_TOO_LARGE",)),
                (415, ("MEDIA_TYPE",)),
                (429, ("TOO_MANY_CALLS",)),
            ),
        }
    }


def _subjects() -> Shape:
    return {
        "description": "The catalogue, whole.",
        "content": {
            "application/json": {
                "schema": {"type": "array", "items": ref("Subject")},
                "examples": {"Subjects": {"value": answers.examples()["Subjects"]}},
            }
        },
    }


_CURSOR: Shape = {
    "name": "cursor",
    "in": "query",
    "description": "`next` of the page before; empty or absent for the first.",
    "schema": {"type": "string", "pattern": "^([0-9]{1,9})?$"},
}
_NEXT_PAGE: Shape = {
    "nextPage": {
        "operationId": "list_schools",
        "parameters": {"cursor": "$response.body#/next"},
        "description": "The next page, unless `next` is null.",
    }
}
_NUMBER: Shape = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "`submission_id` of a push.",
    "schema": {"type": "string", "pattern": "^[0-9]{1,19}$"},
    "example": "41",
}


@cache
def document() -> Shape:
    """The description; made once."""
    paths = {
        "token": _token(),
        "schools": _read(
            "list_schools",
            "Schools that granted their data",
            _ok("SchoolPage", "A page of schools, in a fixed order.", links=_NEXT_PAGE),
            (400, ("CURSOR",)),
            parameters=[_CURSOR],
        ),
        "subjects": _read("list_subjects", "Catalogue of subjects", _subjects()),
        "contingent": _push(
            "push_contingent",
            "A school's month, whole",
            "Replaces your month of the school. An empty list takes everybody out.",
            "Contingent",
            "PERIOD_CLOSED",
        ),
        "contingent/patch": _push(
            "patch_contingent",
            "One or a few pupils of a month",
            "Touches only the pupils named; `left_on` is the event of leaving.",
            "ContingentPatch",
            "PERIOD_CLOSED",
        ),
        "grades": _push(
            "push_grades",
            "Marks of a school's quarter",
            "Replaces your marks of the quarter.",
            "Grades",
        ),
        "teachers": _push(
            "push_teachers",
            "Teachers of a month or quarter",
            "Replaces your teachers of the period; month and quarter stand side by side.",
            "Teachers",
            "PERIOD_CLOSED",
        ),
        "submissions/{id}": _read(
            "read_submission",
            "The answer to a push later, with findings and money",
            _ok("Submission", "As of now."),
            (404, ("SUBMISSION", "CALL")),
            parameters=[_NUMBER],
        ),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OrtaBilim LMS API",
            "version": "1.0.0",
            "description": _DESCRIPTION,
        },
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "tags": [
            {"name": "tokens", "description": "Client credentials for a token."},
            {"name": "pushes", "description": "Data of schools."},
            {"name": "reading", "description": "Lists and later answers."},
        ],
        "paths": {f"{_BASE}{call}": described for call, described in paths.items()},
        "components": {
            "schemas": rows.ROWS | answers.ANSWERS | SHAPES,
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "`oblms_…` reaches schools, `ob_test_…` the sandbox.",
                }
            },
        },
    }
