"""The figures of a fiscal year, read set-wise: at most six queries, whatever is shown of them."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Sum

from acts.models import Act
from budget.models import FundingApplication, PlanLine, RegionalBudget
from budget.statuses import PlanVersionStatus
from contracts.models import ContractMonth
from contracts.statuses import ContractStatus
from core.money import split_evenly
from core.periods import Month, months_between
from portal.statistics.measures import (
    APPLIED_STATES,
    CONTRACTED_STATES,
    SIGNED_STATES,
    Measure,
)

_EVERY = frozenset(Measure)
WITH_PUPILS = frozenset({Measure.APPLIED, Measure.ACTED})
"""Measures that say how many pupils stand behind a sum."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One sum in tiyn of a region and stream; ``month`` of service, empty for a year's budget."""

    measure: Measure
    region: str
    stream: str
    month: int | None
    tiyn: int
    pupils: int = 0
    school: int | None = None


def facts_of(
    *,
    year: int,
    regions: Collection[str] = (),
    by_school: bool = False,
    measures: Collection[Measure] = _EVERY,
) -> list[Fact]:
    """Everything counted in a fiscal year, of the country or of some regions.

    :param by_school: keep schools apart; without it sums are added up by the database
    """
    return list(_facts(_Scope(year, regions, by_school), measures))


@dataclass(frozen=True)
class _Scope:
    year: int
    regions: Collection[str]
    by_school: bool

    def months(self, field: str) -> dict[str, dt.date]:
        return {
            f"{field}__gte": dt.date(self.year, 1, 1),
            f"{field}__lt": dt.date(self.year + 1, 1, 1),
        }

    def of_region(self, field: str) -> dict[str, Any]:
        return {f"{field}__in": tuple(self.regions)} if self.regions else {}

    def grouped(
        self, rows: QuerySet[Any], *, prefix: str, school: str, **sums: str
    ) -> Iterator[dict[str, Any]]:
        """Sums by region, stream and month (and school) of rows that reach them by ``prefix``."""
        keys = {"of_region": F(f"{prefix}region_id"), "of_stream": F(f"{prefix}stream")}
        if self.by_school:
            keys["of_school"] = F(school)
        narrowed = rows.filter(**self.months("month"), **self.of_region(f"{prefix}region_id"))
        added = {f"sum_{name}": Sum(field) for name, field in sums.items()}
        return (
            narrowed.order_by().values("month", **keys).annotate(**added).iterator(chunk_size=4000)
        )


def _facts(scope: _Scope, measures: Collection[Measure]) -> Iterator[Fact]:
    if Measure.BUDGET in measures:
        yield from _budgets(scope)
    if Measure.PLAN in measures:
        yield from _plans(scope)
    if Measure.APPLIED in measures:
        yield from _applications(scope)
    if Measure.CONTRACTED in measures:
        yield from _contracts(scope)
    if Measure.ACTED in measures or Measure.PAID in measures:
        yield from _acts(scope)


def _fact(measure: Measure, row: dict[str, Any], tiyn: int, pupils: int = 0) -> Fact:
    return Fact(
        measure,
        row["of_region"],
        row["of_stream"],
        row["month"].month,
        tiyn,
        pupils,
        row.get("of_school"),
    )


def _budgets(scope: _Scope) -> Iterator[Fact]:
    rows = RegionalBudget.objects.filter(year=scope.year, **scope.of_region("region_id"))
    for region, stream, tiyn in rows.order_by().values_list("region_id", "stream", "amount_tiyn"):
        yield Fact(Measure.BUDGET, region, stream, None, tiyn)


def _plans(scope: _Scope) -> Iterator[Fact]:
    lines = PlanLine.objects.filter(version__status=PlanVersionStatus.EFFECTIVE)
    for row in scope.grouped(
        lines, prefix="version__plan__", school="school_id", tiyn="amount_tiyn"
    ):
        yield _fact(Measure.PLAN, row, row["sum_tiyn"])


def _applications(scope: _Scope) -> Iterator[Fact]:
    """Each need is split over its own months: sums of splits would differ from split sums."""
    rows = FundingApplication.objects.filter(
        status__in=APPLIED_STATES,
        intake__last_month__gte=dt.date(scope.year, 1, 1),
        intake__first_month__lt=dt.date(scope.year + 1, 1, 1),
        **scope.of_region("region_id"),
    )
    for region, stream, school, pupils, need, first, last in rows.order_by().values_list(
        "region_id",
        "stream",
        "school_id",
        "contingent",
        "need_tiyn",
        "intake__first_month",
        "intake__last_month",
    ):
        months = months_between(Month.of(first), Month.of(last))
        for month, tiyn in zip(months, split_evenly(need, len(months)), strict=True):
            if month.year == scope.year:
                yield Fact(
                    Measure.APPLIED,
                    region,
                    stream,
                    month.month,
                    tiyn,
                    pupils,
                    school if scope.by_school else None,
                )


def _contracts(scope: _Scope) -> Iterator[Fact]:
    schedules = ContractMonth.objects.filter(contract__status__in=CONTRACTED_STATES)
    for row in scope.grouped(
        schedules, prefix="contract__", school="contract__school_id", tiyn="amount_tiyn"
    ):
        yield _fact(Measure.CONTRACTED, row, row["sum_tiyn"])
    ended = Act.objects.filter(status__in=SIGNED_STATES, contract__status=ContractStatus.TERMINATED)
    for row in scope.grouped(ended, prefix="", school="school_id", tiyn="amount_tiyn"):
        yield _fact(Measure.CONTRACTED, row, row["sum_tiyn"])


def _acts(scope: _Scope) -> Iterator[Fact]:
    signed = Act.objects.filter(status__in=SIGNED_STATES)
    for row in scope.grouped(
        signed,
        prefix="",
        school="school_id",
        tiyn="amount_tiyn",
        paid="paid_tiyn",
        pupils="payable_count",
    ):
        yield _fact(Measure.ACTED, row, row["sum_tiyn"], row["sum_pupils"])
        yield _fact(Measure.PAID, row, row["sum_paid"])
