"""The statistics page and the page of one school's money; both open to everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.dates import MONTHS
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core import clock
from core.web import exports
from portal.statistics import export
from portal.statistics.charts import bars_of
from portal.statistics.facts import facts_of
from portal.statistics.measures import DEFINITIONS, LABELS, OF_A_MONTH, SHORT, Measure
from portal.statistics.protection import hidden_regions
from portal.statistics.report import PUBLIC_SCHOOLS, Figure, Report
from portal.statistics.selection import Selection
from portal.statistics.small_groups import hidden_groups
from portal.statistics.step_clock import steps_of
from portal.statistics.tables import SumTable, sum_table
from schools.models import School

_BARS = 12
_FORMATS = {"csv": exports.csv_response, "xlsx": exports.xlsx_response}


class StatisticsPage(TemplateView):
    """Where the money is: figures, bars by region or school, the trend, streams; and as files."""

    template_name = "portal/statistics/page.html"

    @cached_property
    def report(self) -> Report:
        """All tables of the selection in the address."""
        return Report(Selection(self.request.GET))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or with ``?export=csv|xlsx`` one of its tables (``&table=months|streams``)."""
        answer = _FORMATS.get(request.GET.get("export", ""))
        if answer is None or self.report.is_hidden:
            return super().get(request, *args, **kwargs)
        name = request.GET.get("table", "")
        return answer(self._file(name), filename=f"statistics-{name or 'money'}"[:30])

    def _file(self, name: str) -> list[list[Any]]:
        report = self.report
        if name == "months":
            return export.rows_of(report.by_month, heading=[_("Месяц")])
        if name == "streams":
            return export.rows_of(report.by_stream, heading=[_("Вид финансирования")])
        if report.selection.region:
            return export.rows_of(report.by_school, heading=[_("Школа")])
        return export.rows_of(report.by_region, heading=[_("КАТО"), _("Регион")], with_key=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ready values: tables with their columns in words, bars, chips."""
        report, selection = self.report, self.report.selection
        context = {
            "selection": selection,
            "few": export.few_pupils(),
            "hidden": report.is_hidden,
            "definitions": [DEFINITIONS[one] for one in Measure],
        }
        if not report.is_hidden:
            context |= {
                "figures": [_figure(one) for one in report.figures],
                "main": shown(report.main),
                "bars": bars_of(report.main, limit=None if not selection.region else _BARS),
                "months": shown(report.by_month),
                "trend": bars_of(report.by_month, by_size=False),
                "streams": shown(report.by_stream),
            }
        return super().get_context_data(**context, **kwargs)


class SchoolMoneyPage(TemplateView):
    """«Где мои деньги»: a school's sums by month, and at whose side the act of a month stands."""

    template_name = "portal/statistics/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Sums of the year and the steps of its acts."""
        school = get_object_or_404(
            School.objects.select_related("region", "organisation"),
            pk=self.kwargs["pk"],
            status__in=PUBLIC_SCHOOLS,
        )
        selection = Selection(self.request.GET)
        facts = [
            fact
            for fact in facts_of(year=selection.year, regions=[school.region_id], by_school=True)
            if fact.school
        ]
        hidden = school.region_id in hidden_regions(
            year=selection.year
        ) or school.pk in hidden_groups(facts, by=lambda fact: fact.school)
        table = sum_table(
            (fact for fact in facts if fact.school == school.pk and not hidden),
            by=lambda fact: fact.month,
            labels=MONTHS,
            measures=OF_A_MONTH,
        )
        steps = steps_of(school, year=selection.year, on_date=clock.today())
        return super().get_context_data(
            school=school,
            selection=selection,
            few=export.few_pupils(),
            hidden=hidden,
            months=shown(table, empty=False),
            trend=bars_of(table, by_size=False),
            figures=[
                {"label": LABELS[measure], "tiyn": tiyn, "note": ""}
                for measure, tiyn in zip(table.measures, table.total.sums, strict=True)
            ],
            steps=steps,
            current=next((step for step in steps), None),
            **kwargs,
        )


def shown(table: SumTable, *, empty: bool = True) -> dict[str, Any]:
    """A table with the words of its columns, as its template takes it.

    :param empty: keep rows in which there is nothing but zeros
    """
    labels = [LABELS[measure] for measure in table.measures]
    return {
        "labels": labels,
        "whole": SHORT[table.measures[0]],
        "lines": [
            (row, list(zip(labels, row.sums, strict=True)))
            for row in table.rows
            if empty or row.has_money
        ],
        "total": list(zip(labels, table.total.sums, strict=True)),
        "has_money": table.total.has_money,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    note = ""
    if figure.percent is not None and figure.of is not None:
        note = _OF[figure.of](figure.percent)
    return {"label": LABELS[figure.measure], "tiyn": figure.tiyn, "note": note}


_OF = {
    Measure.BUDGET: lambda percent: _("%(percent)s %% бюджета") % {"percent": percent},
    Measure.PLAN: lambda percent: _("%(percent)s %% плана") % {"percent": percent},
    Measure.CONTRACTED: lambda percent: _("%(percent)s %% договоров") % {"percent": percent},
    Measure.ACTED: lambda percent: _("%(percent)s %% актов") % {"percent": percent},
}
