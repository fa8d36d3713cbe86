"""Each state graph is law: legal values, legal edges, first states; moves only by ``perform``."""

import ast

import pgtrigger
import pytest
from django.db import models

from core.state_guard import edges_of
from core.workflow import edges, state_field
from tests.architecture.source import modules, short, tree
from tests.architecture.state_graphs import field_names, stateful_models

every_graph = pytest.mark.parametrize(
    "model", stateful_models(), ids=lambda model: model._meta.label
)


def _triggers(model: type[models.Model]) -> dict[str, pgtrigger.Trigger]:
    return {one.name: one for one in getattr(model._meta, "triggers", [])}


@every_graph
def test_legal_values_are_a_check(model: type[models.Model]) -> None:
    field = state_field(model)
    wanted = models.Q(**{f"{field.name}__in": [value for value, _label in field.choices]})
    checks = [one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]
    assert any(one.condition == wanted for one in checks)


@every_graph
def test_the_trigger_knows_exactly_the_declared_edges(model: type[models.Model]) -> None:
    guard = _triggers(model)["legal_edges"]
    assert isinstance(guard, pgtrigger.FSM)
    assert sorted(guard.transitions) == edges_of(model, state_field(model).name)


@every_graph
def test_a_first_state_is_guarded(model: type[models.Model]) -> None:
    assert "first_state" in _triggers(model)


@every_graph
def test_nobody_can_assign_the_state(model: type[models.Model]) -> None:
    assert state_field(model).protected


@every_graph
def test_each_move_names_who_may_make_it(model: type[models.Model]) -> None:
    nameless = [
        name
        for name, declared in edges(model).items()
        for edge in declared
        if not callable(edge.permission)
    ]
    assert nameless == []


@every_graph
def test_each_condition_can_say_why_not(model: type[models.Model]) -> None:
    mute = [
        f"{name}: {holds.__name__}"
        for name, declared in edges(model).items()
        for edge in declared
        for holds in edge.conditions
        if not hasattr(holds, "why_not")
    ]
    assert mute == []


@every_graph
def test_every_state_can_be_reached(model: type[models.Model]) -> None:
    field = state_field(model)
    targets = {target for _source, target in edges_of(model, field.name)}
    states = {value for value, _label in field.choices}
    unreachable = states - targets - {field.default}
    first = _triggers(model)["first_state"].func
    assert {state for state in unreachable if f"'{state}'" not in str(first)} == set()


def moves_by_hand(source: str, names: set[str]) -> list[int]:
    """Lines that set a state column past ``perform``."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Attribute) and one.attr in names for one in targets):
                found.append(node.lineno)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "update"
            and any(keyword.arg in names for keyword in node.keywords)
        ):
            found.append(node.lineno)
    return found


@pytest.mark.parametrize(
    "source",
    ["act.status = 'paid'", "Act.objects.filter(pk=1).update(status='paid')"],
)
def test_a_state_set_by_hand_is_noticed(source: str) -> None:
    assert moves_by_hand(source, {"status"}) == [1]


def test_no_room_sets_a_state_by_hand() -> None:
    names = field_names()
    found = [
        f"{short(path)}:{line}"
        for path in modules()
        for line in moves_by_hand(path.read_text(), names)
    ]
    assert found == []


def test_no_room_calls_a_move_past_perform() -> None:
    """A move called as a method writes no history: only ``core.workflow`` may do it."""
    moves = {name for model in stateful_models() for name in edges(model)}
    by_name = {name for name in moves if "_" in name}  # one-word names are too common to judge
    found = []
    for path in modules():
        if short(path) == "core/workflow.py":
            continue
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in by_name
                and not node.args
                and not node.keywords
            ):
                found.append(f"{short(path)}:{node.lineno} {node.func.attr}()")
    assert found == []
