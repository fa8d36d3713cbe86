"""Which schools, and which registers, are too small to be shown with their sums."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from acts.models import Act
from budget.models import FundingApplication
from portal.statistics.facts import WITH_PUPILS, Fact, facts_of
from portal.statistics.measures import APPLIED_STATES, SIGNED_STATES
from portal.statistics.small_groups import LEAST, hidden_groups


def hidden_regions(*, year: int) -> frozenset[str]:
    """Regions whose sums of a year stand in the common row. Two queries."""
    facts = facts_of(year=year, measures=WITH_PUPILS)
    return hidden_groups(facts, by=lambda fact: fact.region)


def hidden_schools() -> frozenset[int]:
    """Schools whose sums are hidden in any year, as on the pages of their regions.

    Two queries where no act and no application is small; else two more a year, over the regions
    that have such a one.
    """
    signed = Act.objects.filter(status__in=SIGNED_STATES)
    applied = FundingApplication.objects.filter(status__in=APPLIED_STATES)
    found = {
        *_small(signed, "payable_count", "month__year"),
        *_small(applied, "contingent", "intake__first_month__year"),
    }
    regions: dict[int, set[str]] = defaultdict(set)
    for region, year in found:
        regions[year].add(region)
    return frozenset().union(*(_hidden_in(year, codes) for year, codes in regions.items()))


def _small(rows: QuerySet[Any], count: str, year: str) -> set[tuple[str, int]]:
    small = rows.filter(**{f"{count}__gt": 0, f"{count}__lt": LEAST})
    return set(small.order_by().values_list("region_id", year).distinct())


def _hidden_in(year: int, regions: set[str]) -> frozenset[int]:
    by_region: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts_of(year=year, regions=regions, by_school=True, measures=WITH_PUPILS):
        by_region[fact.region].append(fact)
    return frozenset().union(
        *(hidden_groups(facts, by=lambda fact: fact.school) for facts in by_region.values())
    )


@dataclass(frozen=True)
class ClosedRegisters:
    """Regions, streams and months none of whose registers shows a sum.

    One register alone would do no good: the region's sums of the month less the other registers
    would give it away.
    """

    cells: frozenset[tuple[str, str, object]]

    def __contains__(self, register: object) -> bool:
        cell = (register.region_id, register.stream, register.month)  # type: ignore[attr-defined]
        return cell in self.cells


def closed_registers() -> ClosedRegisters:
    """Find registers in which fewer than five pupils, or five of hidden schools, are paid."""
    rows = (
        Act.objects.filter(register__isnull=False)
        .order_by()
        .values("register_id", "register__region_id", "register__stream", "register__month")
        .annotate(
            pupils=Sum("payable_count"),
            of_hidden=Sum("payable_count", filter=Q(school_id__in=hidden_schools()), default=0),
        )
    )
    return ClosedRegisters(
        frozenset(
            (row["register__region_id"], row["register__stream"], row["register__month"])
            for row in rows
            if 0 < row["pupils"] < LEAST or 0 < row["of_hidden"] < LEAST
        )
    )
