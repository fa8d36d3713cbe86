"""The published description as a page that people read: no scripts, and every name is a link.

Made of the same OpenAPI document as ``/schema``; in English, as the API itself.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from lms_api.openapi.document import document
from lms_api.openapi.words import Shape as Schema
from lms_api.problem_codes import PROBLEMS
from schools.row_texts import TEXTS

_METHODS = ("get", "post", "put", "patch", "delete")
_LIMITS = (
    *("format", "pattern", "minimum", "maximum", "minLength", "maxLength"),
    *("minItems", "maxItems", "default", "enum"),
)
_MOST_VALUES = 12
"""Longer lists of words are told by the shape, not in the row of a field."""

Run = tuple[bool, str]
"""A piece of a text; true: code."""


@dataclass(frozen=True)
class Field:
    """A parameter of a call or a field of a body.

    :param kind: its type in words
    :param shape: the name of the shape it holds, described below on the page
    :param place: where a parameter stands: query, header, path
    """

    name: str
    kind: str
    shape: str
    required: bool
    limits: str
    description: tuple[Run, ...]
    place: str = ""


@dataclass(frozen=True)
class Answer:
    """A status that a call may answer with, and the shapes of its body."""

    status: str
    description: tuple[Run, ...]
    shapes: tuple[str, ...]


@dataclass(frozen=True)
class Call:
    """One method of one address.

    :param example: of a body; ``answered`` of what comes back
    """

    anchor: str
    method: str
    path: str
    summary: str
    description: tuple[Run, ...]
    parameters: tuple[Field, ...]
    body: str
    example: str
    answered: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Described:
    """A named body or a part of one; ``values`` where it is one word of a list."""

    name: str
    description: tuple[Run, ...]
    fields: tuple[Field, ...]
    values: tuple[str, ...]
    limits: str


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every call, shape and code on one page, in English whoever looks."""
    with translation.override("en"):
        codes = {"problems": PROBLEMS, "row_codes": sorted(TEXTS.items())}
        return render(request, "lms_api/reference.html", _page() | codes)


@cache
def _page() -> dict[str, Any]:
    api = document()
    return {
        "title": api["info"]["title"],
        "version": api["info"]["version"],
        "paragraphs": [runs(one) for one in api["info"]["description"].split("\n\n")],
        "calls": calls_of(api),
        "shapes": shapes_of(api),
    }


def calls_of(api: Schema) -> list[Call]:
    """Every operation, in the order of the document."""
    return [
        Call(
            anchor=operation["operationId"],
            method=method.upper(),
            path=path,
            summary=operation["summary"],
            description=runs(operation.get("description", "")),
            parameters=tuple(
                _field(
                    one["name"],
                    one["schema"] | {"description": one.get("description", "")},
                    bool(one.get("required")),
                    one["in"],
                )
                for one in operation.get("parameters", [])
            ),
            body=next(iter(_shapes(operation.get("requestBody", {}))), ""),
            example=_example(operation.get("requestBody", {})),
            answered=_example(operation["responses"]["200"]),
            answers=tuple(
                Answer(status, runs(answer.get("description", "")), _shapes(answer))
                for status, answer in sorted(operation["responses"].items())
            ),
        )
        for path, operations in api["paths"].items()
        for method, operation in operations.items()
        if method in _METHODS
    ]


def shapes_of(api: Schema) -> list[Described]:
    """Every named shape, in the order of the document."""
    return [
        Described(
            name=name,
            description=runs(schema.get("description", "")),
            fields=tuple(
                _field(field, inner, field in schema.get("required", []))
                for field, inner in schema.get("properties", {}).items()
            ),
            values=tuple(str(one) for one in schema.get("enum", [])),
            limits="" if "enum" in schema else _limits(schema),
        )
        for name, schema in api["components"]["schemas"].items()
    ]


def runs(text: str) -> tuple[Run, ...]:
    """Text and code between backticks; the stars of emphasis are left out."""
    parts = text.replace("**", "").split("`")
    return tuple((place % 2 == 1, part) for place, part in enumerate(parts) if part)


def _shapes(message: Schema) -> tuple[str, ...]:
    """The shapes of a request or an answer, each once, whatever its media types."""
    found = [_shape(one["schema"]) for one in message.get("content", {}).values()]
    return tuple(dict.fromkeys(name for name in found if name))


def _example(message: Schema) -> str:
    for content in message.get("content", {}).values():
        for example in content.get("examples", {}).values():
            return json.dumps(example["value"], ensure_ascii=False, indent=2)
    return ""


def _shape(schema: Schema) -> str:
    """The name that a schema refers to, be it inside of a list or one of two."""
    inner = [schema, schema.get("items", {})]
    for joined in ("oneOf", "anyOf", "allOf"):
        inner += schema.get(joined, [])
    return next((one["$ref"].rpartition("/")[2] for one in inner if "$ref" in one), "")


def _field(name: str, schema: Schema, required: bool, place: str = "") -> Field:
    kind = schema.get("type", "")
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    if schema.get("items"):
        words = f"array of {schema['items'].get('type', '')}".removesuffix(" ")
    if any(one.get("type") == "null" for one in schema.get("oneOf", schema.get("anyOf", []))):
        words = "or null"
    description = runs(schema.get("description", ""))
    return Field(name, words, _shape(schema), required, _limits(schema), description, place)


def _limits(schema: Schema) -> str:
    told = []
    for name in _LIMITS:
        value = schema.get(name)
        if isinstance(value, bool):
            value = json.dumps(value)
        if isinstance(value, list):
            value = ", ".join(map(str, value)) if len(value) <= _MOST_VALUES else None
        if value is not None:
            told.append(f"{name} {value}")
    return "; ".join(told)
