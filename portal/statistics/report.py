"""What the statistics page shows: figures, tables by region or school, by month and by stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from core.models import FundingStream
from portal.statistics.charts import share
from portal.statistics.facts import Fact, facts_of
from portal.statistics.measures import OF_A_MONTH, Measure
from portal.statistics.protection import hidden_regions
from portal.statistics.selection import Selection
from portal.statistics.small_groups import hidden_groups
from portal.statistics.tables import SumTable, sum_table
from schools.models import School
from schools.statuses import SchoolStatus

PUBLIC_SCHOOLS = (SchoolStatus.ACTIVE, SchoolStatus.SUSPENDED, SchoolStatus.CLOSED)


@dataclass(frozen=True)
class Figure:
    """One of the figures on top: a sum and which part of the one before it is."""

    measure: Measure
    tiyn: int
    percent: int | None
    of: Measure | None


@dataclass
class Report:
    """All tables of a selection; they share one reading of the facts."""

    selection: Selection

    @cached_property
    def hidden_regions(self) -> frozenset[str]:
        """Regions whose sums stand in the common row this year."""
        if self.selection.region:
            return hidden_regions(year=self.selection.year)
        return hidden_groups(self.year_facts, by=lambda fact: fact.region)

    @property
    def is_hidden(self) -> bool:
        """Whether the chosen region itself is too small to be shown."""
        return self.selection.region in self.hidden_regions

    @cached_property
    def year_facts(self) -> list[Fact]:
        """Everything of the year (and region); schools apart when a region is chosen."""
        regions = [self.selection.region] if self.selection.region else []
        return facts_of(year=self.selection.year, regions=regions, by_school=bool(regions))

    @cached_property
    def facts(self) -> list[Fact]:
        """What the selection keeps."""
        return [fact for fact in self.year_facts if self.selection.holds(fact)]

    @cached_property
    def figures(self) -> list[Figure]:
        """The measures with their share in the measure before; of demand, in the money there is."""
        table = self.by_stream
        sums = dict(zip(table.measures, table.total.sums, strict=True))
        whole = table.measures[0]
        parts = {
            Measure.APPLIED: whole,
            Measure.CONTRACTED: whole,
            Measure.ACTED: Measure.CONTRACTED,
            Measure.PAID: Measure.ACTED,
        }
        return [
            Figure(
                measure,
                sums[measure] or 0,
                share(sums[measure] or 0, sums[parts[measure]] or 0) if measure in parts else None,
                parts.get(measure),
            )
            for measure in table.measures
        ]

    @cached_property
    def by_region(self) -> SumTable:
        """Every region of the country."""
        return sum_table(
            self.facts,
            by=lambda fact: fact.region,
            labels=self.selection.regions,
            measures=self.selection.measures,
            hidden=self.hidden_regions,
            others_label=_("Регионы с группами менее 5 учеников"),
        )

    @cached_property
    def by_school(self) -> SumTable:
        """Schools of the chosen region; what has no school yet stands in the common row."""
        schools = School.objects.filter(
            region_id=self.selection.region, status__in=PUBLIC_SCHOOLS
        ).defer("search_key")
        return sum_table(
            self.facts,
            by=lambda fact: fact.school,
            labels={school.pk: school.name for school in schools},
            measures=OF_A_MONTH,
            hidden=hidden_groups(
                (fact for fact in self.year_facts if fact.school), by=lambda fact: fact.school
            ),
            others_label=_("Скрытые группы и план, ещё не распределённый по школам"),
        )

    @cached_property
    def by_month(self) -> SumTable:
        """Twelve months of service; the chosen month does not narrow the trend."""
        stream = self.selection.stream
        return sum_table(
            (fact for fact in self.year_facts if not stream or fact.stream == stream),
            by=lambda fact: fact.month,
            labels=MONTHS,
            measures=OF_A_MONTH,
        )

    @cached_property
    def by_stream(self) -> SumTable:
        """Tuition, construction, reconstruction."""
        return sum_table(
            self.facts,
            by=lambda fact: fact.stream,
            labels=dict(FundingStream.choices),
            measures=self.selection.measures,
        )

    @property
    def main(self) -> SumTable:
        """Regions of the country, or schools of the chosen region."""
        return self.by_school if self.selection.region else self.by_region

    def measures_shown(self) -> Sequence[Measure]:
        """All measures that some table of the page shows, in the order of the money."""
        shown = {*self.main.measures, *self.by_month.measures, *self.by_stream.measures}
        return [measure for measure in Measure if measure in shown]
