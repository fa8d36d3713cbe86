"""What an application costs: contingent with a norm, need for the months, average per pupil."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budget.calculations import need_of, unit_cost
from budget.models import ApplicationRow, ContingentTable
from budget.selectors.norms import NormTable
from core.periods import Month


@dataclass(frozen=True)
class Cost:
    """C, need and u of ``contracts §6`` for one application; money in tiyn."""

    contingent: int
    need_tiyn: int
    unit_cost_tiyn: int


def cost_of(
    *, rows: Iterable[ApplicationRow], locality: str, months: Sequence[Month], table: NormTable
) -> Cost:
    """Return the cost of the actual contingent; pupils without a norm (grade 0) do not count."""
    pupils_by_norm: dict[int, int] = defaultdict(int)
    for row in rows:
        if row.table != ContingentTable.ACTUAL:
            continue
        norm = table.norm(locality=locality, grade=row.grade, study_type=row.study_type)
        if norm is not None:
            pupils_by_norm[norm.amount_tiyn] += row.pupils
    contingent = sum(pupils_by_norm.values())
    need = need_of(pupils_by_norm, months, months_base=table.months_base)
    return Cost(contingent, need, unit_cost(need, contingent))
