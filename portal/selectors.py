"""Figures for the public pages, summed from the rooms of the chain. No names, no pupils."""

from dataclasses import dataclass

from django.db.models import Max, QuerySet, Sum

from acts.models import Act
from acts.statuses import ActStatus
from budget.models import RegionalBudget
from contracts.models import Contract
from contracts.statuses import ContractStatus
from core import clock
from core.models import Region
from schools.models import School
from schools.statuses import SchoolStatus

_IN_FORCE = (
    ContractStatus.ACTIVE,
    ContractStatus.SUSPENDED,
    ContractStatus.FULFILLED,
    ContractStatus.TERMINATED,
)
_SIGNED = (ActStatus.SIGNED, ActStatus.IN_REGISTER, ActStatus.PAYABLE, ActStatus.PAID)


@dataclass(frozen=True)
class RegionMoney:
    """Where a region's money is this fiscal year, in tiyn."""

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


def money_by_region(*, year: int | None = None) -> list[RegionMoney]:
    """Every region, in alphabet order, with its four sums of the fiscal year (all streams)."""
    year = year or clock.today().year
    acts = Act.objects.filter(status__in=_SIGNED, month__year=year)
    sums = [
        _by_region(RegionalBudget.objects.filter(year=year), "amount_tiyn"),
        _by_region(
            Contract.objects.filter(status__in=_IN_FORCE, first_month__year=year), "amount_tiyn"
        ),
        _by_region(acts, "amount_tiyn"),
        _by_region(acts, "paid_tiyn"),
    ]
    return [
        RegionMoney(region.code, region.name, *(column.get(region.code, 0) for column in sums))
        for region in Region.objects.all()
    ]


def portal_figures() -> PortalFigures:
    """Active schools, pupils in the acts of the latest month, regions with a budget this year."""
    latest = Act.objects.aggregate(month=Max("month"))["month"]
    pupils = Act.objects.filter(month=latest).aggregate(pupils=Sum("pupils_count"))["pupils"]
    budgets = RegionalBudget.objects.filter(year=clock.today().year, amount_tiyn__gt=0)
    return PortalFigures(
        schools=School.objects.filter(status=SchoolStatus.ACTIVE).count(),
        pupils=pupils or 0,
        regions=budgets.values("region").distinct().count(),
    )


def _by_region(rows: QuerySet, field: str) -> dict[str, int]:
    found = rows.order_by().values("region_id").annotate(tiyn=Sum(field))
    return {row["region_id"]: row["tiyn"] or 0 for row in found}
