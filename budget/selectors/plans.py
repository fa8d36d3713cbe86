"""Plans as pages and services need them: what is committed, what is free, lines by month."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from budget.models import FinancingPlan, FinancingPlanVersion, PlanLine
from core.periods import Month
from schools.models import School


def committed_to_schools(plan: FinancingPlan) -> int:
    """Tiyn that the effective version gives to named schools."""
    found = PlanLine.objects.filter(
        version__plan=plan, version__status="effective", school__isnull=False
    ).aggregate(sum=Sum("amount_tiyn"))
    return found["sum"] or 0


def free_balance(plan: FinancingPlan) -> int:
    """Tiyn that a distribution may share: what neither a school's line nor a contract holds."""
    return max(0, plan.amount_tiyn - max(plan.contracted_tiyn, committed_to_schools(plan)))


def month_totals(version: FinancingPlanVersion | None) -> dict[Month, int]:
    """Tiyn of a version by month, schools and undistributed together."""
    return _by_month(version)


def school_month_totals(version: FinancingPlanVersion | None) -> dict[Month, int]:
    """Tiyn of a version by month that stand on named schools: the floor of a change."""
    return _by_month(version, school__isnull=False)


def _by_month(version: FinancingPlanVersion | None, **only: object) -> dict[Month, int]:
    if version is None:
        return {}
    rows = (
        version.lines.filter(**only)
        .order_by("month")
        .values("month")
        .annotate(sum=Sum("amount_tiyn"))
    )
    return {Month.of(row["month"]): row["sum"] for row in rows}


@dataclass(frozen=True)
class PlanRow:
    """A row of the table school × month; without a school: not distributed."""

    school: School | None
    cells: list[int]
    total: int


@dataclass(frozen=True)
class PlanTable:
    """A version as a table whose rows and columns add up."""

    months: list[Month]
    rows: list[PlanRow]
    column_totals: list[int]
    total: int


def plan_table(version: FinancingPlanVersion) -> PlanTable:
    """Lines of a version as school × month (version 1: one row of the whole region)."""
    lines = version.lines.select_related("school", "school__organisation").order_by(
        "school__sort_key", "school_id", "month"
    )
    sums: dict[School | None, dict[Month, int]] = defaultdict(dict)
    for line in lines:
        sums[line.school][Month.of(line.month)] = line.amount_tiyn
    months = sorted({month for row in sums.values() for month in row})
    rows = [
        PlanRow(school, [row.get(month, 0) for month in months], sum(row.values()))
        for school, row in sums.items()
    ]
    rows.sort(key=lambda row: row.school is None)
    columns = [sum(row.cells[place] for row in rows) for place in range(len(months))]
    return PlanTable(months, rows, columns, sum(columns))
