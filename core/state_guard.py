"""The state graph repeated as law of the database, generated from the ``@transition`` methods."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pgtrigger
from django.db import models

_Model = TypeVar("_Model", bound=type[models.Model])


def edges_of(model: type[models.Model], field: str = "status") -> list[tuple[str, str]]:
    """All legal edges of a model's graph, sorted, as its ``@transition`` methods declare them."""
    column = model._meta.get_field(field)
    edges = {
        (str(transition.source), str(transition.target))
        for transition in column.get_all_transitions(model)  # type: ignore[union-attr]
    }
    return sorted(edges)


def guard_states(*, initial: Sequence[str], field: str = "status") -> Callable[[_Model], _Model]:
    """Class decorator: legal values by CHECK, legal edges and first states by triggers.

    :param initial: states in which a row may be inserted
    """

    def guarded(model: _Model) -> _Model:
        options = model._meta
        column = options.get_field(field)
        values = [value for value, _label in column.choices]  # type: ignore[union-attr]
        first = ", ".join(f"'{state}'" for state in initial)
        triggers = [
            pgtrigger.FSM(name="legal_edges", field=field, transitions=edges_of(model, field)),
            pgtrigger.Trigger(
                name="first_state",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=(
                    f"IF NEW.{column.column} NOT IN ({first}) THEN "  # type: ignore[union-attr]
                    "RAISE EXCEPTION 'pgtrigger: a % row cannot begin in this state', "
                    "TG_TABLE_NAME; "
                    "END IF; RETURN NEW;"
                ),
            ),
        ]
        legal = models.CheckConstraint(
            condition=models.Q(**{f"{field}__in": values}),
            name=f"{options.model_name}_{field}_legal",
        )
        options.triggers = [*getattr(options, "triggers", []), *triggers]  # type: ignore[attr-defined]
        options.original_attrs["triggers"] = options.triggers  # type: ignore[attr-defined]
        options.constraints = [*options.constraints, legal]
        options.original_attrs["constraints"] = options.constraints
        return model

    return guarded
