"""Geometry of the drawings: whole units, so that markup needs classes and numbers only. Pure."""

from dataclasses import dataclass

from portal.statistics.tables import OTHERS, Row, SumTable

SCALE = 1000
"""Length of the longest bar in units of the drawing."""


@dataclass(frozen=True)
class Bar:
    """A row with its lengths: the whole (budget or plan) and what has come of it."""

    row: Row
    whole: int
    applied: int
    contracted: int
    acted: int
    paid: int

    @property
    def tops(self) -> dict[str, int]:
        """Where a column of each length begins when it is drawn upright."""
        lengths = {
            "whole": self.whole,
            "applied": self.applied,
            "contracted": self.contracted,
            "acted": self.acted,
            "paid": self.paid,
        }
        return {name: SCALE - length for name, length in lengths.items()}


def bars_of(table: SumTable, *, limit: int | None = None, by_size: bool = True) -> list[Bar]:
    """Scale rows to the largest sum; ``by_size``: the largest first, empty ones left out.

    The common row of what is hidden is no group of its own and is not drawn.
    """
    rows = [row for row in table.rows if not row.is_hidden and row.key != OTHERS]
    if by_size:
        rows = sorted((row for row in rows if row.has_money), key=_largest_first)
    top = max((max(row.shown) for row in rows), default=0) or 1
    return [Bar(row, *(max(0, tiyn) * SCALE // top for tiyn in row.shown)) for row in rows[:limit]]


def _largest_first(row: Row) -> list[int]:
    return [-tiyn for tiyn in row.shown]


def share(part: int, whole: int) -> int | None:
    """Whole percent, half up; nothing of nothing has no share."""
    return (200 * part + whole) // (2 * whole) if whole > 0 else None
