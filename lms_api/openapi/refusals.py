"""Refusals of a request as a whole: one problem document (RFC 9457) for all of them."""

from lms_api.openapi.words import Shape, obj, text
from lms_api.problem_codes import PROBLEMS
from lms_api.problems import TITLES, Problem

_HEADERS: dict[int, Shape] = {
    401: {"WWW-Authenticate": ("How to sign a request.", True)},
    405: {"Allow": ("The method of this call.", True)},
    409: {"Retry-After": ("Seconds, with `IN_PROGRESS`.", False)},
    415: {"Accept-Encoding": ("What may be sent, with `CONTENT_ENCODING`.", False)},
    429: {"Retry-After": ("Seconds to wait; repeat with the same key.", True)},
}

SHAPES: dict[str, Shape] = {
    f"Problem{status}": obj(
        f"{TITLES[status]}. RFC 9457.",
        {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string", "const": TITLES[status]},
            "status": {"type": "integer", "const": status},
            "code": {
                "type": "string",
                "enum": sorted(one.code for one in PROBLEMS if one.status == status),
                "description": "Stable. New codes may be added in v1.",
            },
            "detail": text("For the engineer, English; never a value of yours."),
            "instance": text("Path of the request."),
            "request_id": text("Name it when you ask for help."),
        },
    )
    for status in sorted({one.status for one in PROBLEMS})
}


def problem(status: int, *codes: str) -> Shape:
    """The content of a refusal with an example of each code that this call may answer."""
    return {
        "application/problem+json": {
            "schema": {"$ref": f"#/components/schemas/Problem{status}"},
            "examples": {code: {"value": _example(status, code)} for code in codes},
        }
    }


def refusals(*given: tuple[int, tuple[str, ...]]) -> dict[str, Shape]:
    """Responses by status."""
    return {
        str(status): {"description": f"{TITLES[status]}: {', '.join(codes)}."}
        | _headers(status)
        | {"content": problem(status, *codes)}
        for status, codes in given
    }


def _headers(status: int) -> Shape:
    if status not in _HEADERS:
        return {}
    return {
        "headers": {
            name: {
                "description": words,
                "required": always,
                "schema": {"type": "string", "minLength": 1},
            }
            for name, (words, always) in _HEADERS[status].items()
        }
    }


def _example(status: int, code: str) -> Shape:
    return {
        "type": Problem(status, code, "").type,
        "title": TITLES[status],
        "status": status,
        "code": code,
        "detail": "…",
        "instance": "/api/lms/v1/…",
        "request_id": "4b1c…",
    }
