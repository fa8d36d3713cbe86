"""I1: money is an integer of tiyn; no float, no rounding and no division outside ``core.money``."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models

from core.fields import TiynField
from tests.architecture.source import ROOMS, modules, short

_MONEY_WORD = re.compile(r"(^|_)(amount|sum|price|cost|fee|money|paid|debt)($|_)")
_ONE_ROUNDING = "core/money.py"
# what divides for the eye only: shares of a bar, never a sum that is stored or paid
_FOR_THE_EYE: frozenset[str] = frozenset()


def _fields() -> list[models.Field]:
    return [
        field
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        for field in model._meta.concrete_fields
    ]


def test_every_tiyn_field_says_so_in_its_name_and_the_reverse() -> None:
    wrong = [
        str(field)
        for field in _fields()
        if isinstance(field, TiynField) != field.name.endswith("_tiyn")
    ]
    assert wrong == []


def test_no_column_named_after_money_is_anything_but_tiyn() -> None:
    numbers = (models.IntegerField, models.DecimalField, models.FloatField)
    wrong = [
        str(field)
        for field in _fields()
        if isinstance(field, numbers)
        and _MONEY_WORD.search(field.name)
        and not isinstance(field, TiynField)
    ]
    assert wrong == []


def test_no_column_of_the_house_is_a_float() -> None:
    assert [str(field) for field in _fields() if isinstance(field, models.FloatField)] == []


def inexact(source: str) -> list[str]:
    """Lines that make or may make a number inexact."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in ("float", "round"):
                found.append(f"{node.lineno}: {node.func.id}()")
        elif isinstance(node, ast.Constant) and isinstance(node.value, float):
            found.append(f"{node.lineno}: {node.value}")
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            text = ast.unparse(node)
            if "tiyn" in text:
                found.append(f"{node.lineno}: {text}")
    return found


@pytest.mark.parametrize(
    "source",
    ["x = float(y)", "x = round(y)", "x = 0.5 * y", "x = a_tiyn / 2", "x = (a + b.c_tiyn) / n"],
)
def test_an_inexact_number_is_noticed(source: str) -> None:
    assert inexact(source)


def test_whole_division_and_paths_are_not_blamed() -> None:
    assert inexact("x = a_tiyn // 2\npath = root / 'file'") == []


def test_no_module_that_handles_money_is_inexact() -> None:
    found = []
    for path in modules():
        text = path.read_text()
        if "_tiyn" not in text or short(path) in {_ONE_ROUNDING} | _FOR_THE_EYE:
            continue
        found += [f"{short(path)}:{line}" for line in inexact(text)]
    assert found == []
