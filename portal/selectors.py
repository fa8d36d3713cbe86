"""Counts for the public home page. No names, no pupils."""

from dataclasses import dataclass

from django.db.models import Max, Sum

from acts.models import Act
from budget.models import RegionalBudget
from core import clock
from schools.models import School
from schools.statuses import SchoolStatus


@dataclass(frozen=True)
class PortalFigures:
    """Counts beside the live tile."""

    schools: int
    pupils: int
    regions: int


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
