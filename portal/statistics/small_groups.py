"""Groups of fewer than five pupils are not shown, nor what would give them away by subtraction.

The decision is made once for a year over every month and stream, so that two views of the same
year (with and without a month, say) cannot be subtracted from each other. Pure.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from portal.statistics.facts import WITH_PUPILS, Fact

LEAST = 5
"""Pupils in the smallest group that is shown."""

Key = TypeVar("Key", bound=Hashable)
_Cells = dict[Hashable, int]


def hidden_groups(facts: Iterable[Fact], *, by: Callable[[Fact], Key]) -> frozenset[Key]:
    """Keys whose sums are not shown on their own; together they may be, as one row.

    A group with 1–4 pupils in any month of a measure and stream is hidden. The total less the
    shown ones must not give it away: the smallest other groups are hidden with it until the
    hidden ones are at least two and hold no cell of 1–4 pupils.
    """
    groups: dict[Key, _Cells] = defaultdict(lambda: defaultdict(int))
    for fact in facts:
        if fact.measure in WITH_PUPILS and fact.pupils:
            groups[by(fact)][fact.measure, fact.stream, fact.month] += fact.pupils
    return fold(groups)


def fold(groups: dict[Key, _Cells]) -> frozenset[Key]:
    """The same over groups that are already counted: pupils by cell."""
    hidden = {key for key, cells in groups.items() if any(map(_is_small, cells.values()))}
    if not hidden:
        return frozenset()
    others = sorted(groups.keys() - hidden, key=lambda key: (sum(groups[key].values()), str(key)))
    while others:
        thin = _thin_cells(groups, hidden)
        if not thin and len(hidden) > 1:
            break
        helping = [key for key in others if not thin or thin & groups[key].keys()]
        if not helping:
            break
        hidden.add(helping[0])
        others.remove(helping[0])
    return frozenset(hidden)


def _thin_cells(groups: dict[Key, _Cells], hidden: set[Key]) -> set[Hashable]:
    together: _Cells = defaultdict(int)
    for key in hidden:
        for cell, pupils in groups[key].items():
            together[cell] += pupils
    return {cell for cell, pupils in together.items() if _is_small(pupils)}


def _is_small(pupils: int) -> bool:
    return 0 < pupils < LEAST
