"""Facts added up into the rows of a table; the hidden ones share one row. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.statistics.facts import Fact
from portal.statistics.measures import Measure
from portal.statistics.small_groups import LEAST

OTHERS = "others"
"""Key of the row that adds up what is hidden."""


@dataclass(frozen=True)
class Row:
    """One line: sums in tiyn in the order of the table's measures; None is not shown."""

    key: Any
    label: Any
    sums: Sequence[int | None]
    pupils: int | None
    few: bool = False
    """Fewer than five pupils: the only thing that may be said of the group."""

    @property
    def shown(self) -> list[int]:
        """The sums for drawing."""
        return [tiyn or 0 for tiyn in self.sums]

    @property
    def is_hidden(self) -> bool:
        """Whether its sums stand in the common row."""
        return any(tiyn is None for tiyn in self.sums)

    @property
    def has_money(self) -> bool:
        """Whether anything but zeros stands in it."""
        return any(self.sums)


@dataclass(frozen=True)
class SumTable:
    """Rows and their total; the shown sums of the rows add up to the total exactly."""

    measures: Sequence[Measure]
    rows: Sequence[Row]
    total: Row


def sum_table(
    facts: Iterable[Fact],
    *,
    by: Callable[[Fact], Hashable],
    labels: Mapping[Any, Any],
    measures: Sequence[Measure],
    hidden: Collection[Any] = (),
    others_label: Any = "",
) -> SumTable:
    """Add up by a key, in the order of ``labels``; keys without a label count as hidden."""
    sums: dict[Any, dict[Measure, int]] = defaultdict(lambda: defaultdict(int))
    pupils: dict[Any, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for fact in facts:
        if fact.measure not in measures:
            continue
        key = by(fact)
        for place in (key, _place_in_sum(key, labels, hidden)):
            sums[place][fact.measure] += fact.tiyn
            if fact.measure is Measure.ACTED and fact.month:
                pupils[place][fact.month] += fact.pupils
    rows = []
    for key, label in labels.items():
        count = max(pupils[key].values(), default=0)
        if key in hidden:
            rows.append(Row(key, label, [None] * len(measures), None, few=0 < count < LEAST))
        else:
            rows.append(Row(key, label, [sums[key][one] for one in measures], count))
    if any(sums[OTHERS].values()):
        count = max(pupils[OTHERS].values(), default=0)
        few = 0 < count < LEAST
        rows.append(
            Row(
                OTHERS,
                others_label,
                [sums[OTHERS][one] for one in measures],
                None if few else count,
                few=few,
            )
        )
    total = [sums[_TOTAL][one] + sums[OTHERS][one] for one in measures]
    return SumTable(measures, rows, Row("", "", total, None))


_TOTAL = object()


def _place_in_sum(key: Any, labels: Mapping[Any, Any], hidden: Collection[Any]) -> Any:
    return OTHERS if key in hidden or key not in labels else _TOTAL
