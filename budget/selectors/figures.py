"""Figures of a budget's page. Rooms downstream add theirs: this room never looks down."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget.models import FinancingPlan, RegionalBudget
from budget.selectors.plans import free_balance

_Reader = Callable[[RegionalBudget], int]


@dataclass(frozen=True)
class Figure:
    """A sum with its caption, in tiyn."""

    code: str
    label: Any
    tiyn: int


_downstream: dict[str, tuple[Any, _Reader]] = {}


def register_figure(code: str, *, label: Any, reader: _Reader) -> None:
    """Let a room downstream show its sum (acted, paid) beside the budget's own."""
    _downstream[code] = (label, reader)


def figures_of(budget: RegionalBudget) -> list[Figure]:
    """Budget, plan, contracts, what other rooms report, and what is free."""
    plan = FinancingPlan.objects.filter(budget=budget).first()
    return [
        Figure("budget", _("Бюджет"), budget.amount_tiyn),
        Figure("planned", _("План"), budget.planned_tiyn),
        Figure("contracted", _("Договоры"), plan.contracted_tiyn if plan else 0),
        *(Figure(code, label, read(budget)) for code, (label, read) in _downstream.items()),
        Figure("received", _("Поступило в Финансовый центр"), budget.received_tiyn),
        Figure("free", _("Не распределено"), free_balance(plan) if plan else 0),
    ]
