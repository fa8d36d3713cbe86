"""Write the state graph of every record as a page, from its ``@transition`` declarations."""

import ast
import inspect
import re
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import models
from django.utils import translation
from django_fsm import FSMFieldMixin

from core.workflow import edges, state_field

FOLDER = Path(settings.BASE_DIR) / "docs" / "states"
_NOTICE = (
    "Written by `manage.py state_diagrams` from the `@transition` methods; do not edit by hand."
)


class Command(BaseCommand):
    """``docs/states/<room>-<record>.md``: a diagram, the states and the moves."""

    help = "write docs/states from the declared transitions"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--check``."""
        parser.add_argument("--check", action="store_true", help="compare only; 1 when stale")

    def handle(self, *, check: bool, **_options: Any) -> None:
        """Write or compare every page."""
        pages = {FOLDER / name: text for name, text in all_pages().items()}
        stale = sorted(
            path.name
            for path in pages.keys() | set(FOLDER.glob("*.md"))
            if pages.get(path) != (path.read_text(encoding="utf-8") if path.exists() else None)
        )
        if check:
            if stale:
                raise CommandError(f"stale: {', '.join(stale)}; run manage.py state_diagrams")
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name in stale:
            path = FOLDER / name
            if path in pages:
                path.write_text(pages[path], encoding="utf-8")
            else:
                path.unlink()
        self.stdout.write(f"{len(pages)} pages, {len(stale)} changed")


def all_pages() -> dict[str, str]:
    """File name → text, for every record with a state and the list of them."""
    stateful = sorted(
        (
            model
            for model in apps.get_models()
            if any(isinstance(field, FSMFieldMixin) for field in model._meta.concrete_fields)
        ),
        key=lambda model: model._meta.label_lower,
    )
    with translation.override("ru"):
        pages = {_file_name(model): page_of(model) for model in stateful}
    index = "\n".join(f"- [{model._meta.label}]({_file_name(model)})" for model in stateful)
    pages["README.md"] = f"# States of the records\n\n{_NOTICE}\n\n{index}\n"
    return pages


def page_of(model: type[models.Model]) -> str:
    """The page of one record."""
    field = state_field(model)
    words = _school_words(model)
    states = [
        f"| `{code}` | {label} | {words.get(code, label)} |" for code, label in field.choices or []
    ]
    about = (model.__doc__ or "").strip().splitlines()[0]
    return "\n".join(
        [
            f"# {model._meta.label}",
            "",
            about,
            "",
            _NOTICE,
            "",
            "```mermaid",
            "stateDiagram-v2",
            f"    [*] --> {field.default}",
            *_arrows(model),
            "```",
            "",
            "| code | officer's word | school's word |",
            "|---|---|---|",
            *states,
            "",
            "| from | to | transition | who | conditions | reason |",
            "|---|---|---|---|---|---|",
            *_moves(model),
            "",
        ]
    )


def _arrows(model: type[models.Model]) -> list[str]:
    return sorted(
        f"    {edge.source} --> {edge.target}: {name}"
        for name, declared in edges(model).items()
        for edge in declared
    )


def _moves(model: type[models.Model]) -> list[str]:
    order = [code for code, _label in state_field(model).choices or []]
    rows = []
    for name, declared in edges(model).items():
        for edge in declared:
            conditions = "<br>".join(_condition(one) for one in edge.conditions) or "none"
            reason = "needed" if edge.custom.get("reason") else ""
            who = _name(edge.permission)
            cells = f"| `{edge.source}` | `{edge.target}` | `{name}` | {who} | {conditions} |"
            place = (order.index(str(edge.source)) if edge.source in order else -1, name)
            rows.append((place, f"{cells} {reason} |"))
    return [row for _place, row in sorted(rows)]


def _condition(holds: Callable[..., bool]) -> str:
    sentence = str(getattr(holds, "why_not", "")).replace("|", "\\|")
    return f"`{holds.__name__}`: «{sentence}»" if sentence else f"`{holds.__name__}`"


def _name(permission: Any) -> str:
    if permission is None:
        return "anybody"
    if getattr(permission, "__name__", "") == "<lambda>":
        return f"`{_text_of(permission)}`".replace("|", "\\|")
    return f"`{getattr(permission, '__name__', permission)}`"


def _text_of(predicate: Callable[..., bool]) -> str:
    """The body of a lambda as it stands in the source, without the arguments of predicates."""
    line = predicate.__code__.co_firstlineno
    tree = ast.parse(inspect.getsource(sys.modules[predicate.__module__]))
    body = next(
        node.body for node in ast.walk(tree) if isinstance(node, ast.Lambda) and node.lineno == line
    )
    return re.sub(r"\((\w+), actor\)", "", ast.unparse(body))


def _school_words(model: type[models.Model]) -> dict[str, Any]:
    """The school's vocabulary of the room, where it differs from the officer's."""
    room = f"{model.__module__.split('.')[0]}.statuses"
    if not find_spec(room):
        return {}
    codes = [code for code, _label in state_field(model).choices or []]
    words = getattr(import_module(room), "SCHOOL_WORDS", {})
    return {str(code): word for code, word in words.items() if type(code).values == codes}


def _file_name(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}-{model._meta.model_name}.md"
