"""The bars «where the money is»: positions for a classes-only SVG, computed from the rows."""

from dataclasses import dataclass

from portal.selectors import RegionMoney

SCALE = 1000  #: width of the drawing in its own units


@dataclass(frozen=True)
class Bar:
    """One region's bars; widths in units of the drawing."""

    row: RegionMoney
    budget: int
    contracted: int
    acted: int
    paid: int


@dataclass(frozen=True)
class MoneyChart:
    """All bars and the totals of the country."""

    bars: list[Bar]
    total: RegionMoney

    @property
    def has_money(self) -> bool:
        """Whether there is anything to draw."""
        return any(self.total.amounts)


def chart_of(rows: list[RegionMoney]) -> MoneyChart:
    """Scale the rows to the largest budget, the largest first; ties by name's order."""
    top = max((max(row.amounts) for row in rows), default=0) or 1
    bars = [
        Bar(row, *(amount * SCALE // top for amount in row.amounts))
        for row in sorted(rows, key=lambda row: -row.budget_tiyn)
        if any(row.amounts)
    ]
    sums = [sum(column) for column in zip(*(row.amounts for row in rows), strict=True)] or [0] * 4
    return MoneyChart(bars, RegionMoney("", "", *sums))
