"""«Ошибки данных»: what keeps the money of a month back, by tenge and by who can mend it."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core import clock
from core.models import Region
from core.money import tenge_string
from core.periods import Month
from core.web import exports
from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from core.web.templatetags.ortabilim import month as month_words
from lms_api.delivery.findings import Finding, findings
from lms_api.delivery.ranking import Ranked, by_fixer, ranked
from lms_api.months.fixers import OF_REASONS, Fixer
from lms_api.months.year import last_months
from schools.models import School
from schools.statuses import SchoolStatus

_MOST_SCHOOLS = 200


class DataErrorsPage(TemplateView):
    """The schools of who looks; ``?month= ?school= ?who= ?code=``, an auditor's ``?region=``."""

    template_name = "lms_api/delivery/errors.html"
    by_region = False  #: whoever sees the country reads one region at a time
    request: HttpRequest

    @cached_property
    def month(self) -> Month:
        """The asked month, or the last one that ended."""
        try:
            return Month.parse(self.request.GET.get("month", ""))
        except ValueError:
            return Month.of(clock.today()).previous()

    @cached_property
    def regions(self) -> list[Region]:
        """Regions with schools, for whoever reads by region."""
        if not self.by_region:
            return []
        used = School.objects.exclude(status=SchoolStatus.DRAFT).values("region_id")
        return list(Region.objects.filter(pk__in=used))

    @cached_property
    def region(self) -> Region | None:
        """The asked region, or the first."""
        asked = self.request.GET.get("region", "")
        return next((one for one in self.regions if one.pk == asked), None) or (
            self.regions[0] if self.regions else None
        )

    @cached_property
    def schools(self) -> list[School]:
        """Schools in reach; a stranger's school is 404."""
        actor = self.request.actor  # type: ignore[attr-defined]
        rows = School.objects.visible_to(actor).exclude(status=SchoolStatus.DRAFT)
        if self.by_region:
            rows = rows.filter(region=self.region)
        return list(rows.order_by("sort_key", "pk"))

    @cached_property
    def school(self) -> School | None:
        """The one asked about."""
        asked = self.request.GET.get("school", "")
        if not asked:
            return None
        found = next((one for one in self.schools if str(one.pk) == asked), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def found(self) -> list[Finding]:
        """Findings of the scope."""
        scope = [self.school] if self.school else self.schools
        return findings(schools=scope, month=self.month)

    @cached_property
    def all_ranked(self) -> list[Ranked]:
        """Before the filter by who."""
        return ranked(self.found)

    @cached_property
    def shown(self) -> list[Ranked]:
        """After it."""
        who = self.request.GET.get("who", "")
        if who not in Fixer.values:
            return self.all_ranked
        return [one for one in self.all_ranked if one.who == who]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the ranking as a file."""
        form = request.GET.get("export")
        if form == "csv":
            return exports.csv_response(self._export(), filename=f"data-errors-{self.month}")
        if form == "xlsx":
            return exports.xlsx_response(self._export(), filename=f"data-errors-{self.month}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who can free how much; the ranking; the schools of the chosen code."""
        code = self.request.GET.get("code", "")
        chosen = next((one for one in self.all_ranked if one.code == code), None)
        return super().get_context_data(
            title=_("Ошибки данных"),
            month=self.month,
            months=last_months(Month.of(clock.today())),
            month_title=month_words(self.month),
            schools=self.schools[:_MOST_SCHOOLS] if len(self.schools) > 1 else [],
            school=self.school,
            regions=self.regions,
            region=self.region,
            who=self.request.GET.get("who", ""),
            fixers=[
                {"code": who.value, "label": who.label, "rows": rows, "tiyn": tiyn}
                for who, rows, tiyn in by_fixer(self.all_ranked)
            ],
            total_tiyn=sum(one.tiyn for one in self.shown),
            total_rows=sum(one.rows for one in self.shown),
            rows=[(one, self._opens(one)) for one in self.shown],
            chosen=chosen,
            school_rows=self._schools_of(chosen) if chosen else [],
            **kwargs,
        )

    def _opens(self, one: Ranked) -> str:
        """The rows themselves where one school is meant; else the schools of the code."""
        only = self.school or (self.schools[0] if len(self.schools) == 1 else None)
        if only is not None:
            finding = next(found for found in self.found if found.code == one.code)
            return self._rows_url(only, finding)
        query = self.request.GET.copy()
        query["code"] = one.code
        return f"?{query.urlencode()}#schools"

    def _rows_url(self, school: School, finding: Finding) -> str:
        if finding.submission_id is not None:
            found = cabinet_reverse_or_none(self.request, "submission", finding.submission_id)
            return found or ""
        url = cabinet_reverse_or_none(self.request, "month-pupils", school.pk, str(self.month))
        if url is None:
            return cabinet_reverse(self.request, "school", school.pk)
        return f"{url}?reason={finding.code}" if finding.code in OF_REASONS else url

    def _schools_of(self, chosen: Ranked) -> list[dict[str, Any]]:
        names = {one.pk: one for one in self.schools}
        found = [one for one in self.found if one.code == chosen.code]
        found.sort(key=lambda one: (-one.tiyn, -one.rows, one.school_id))
        return [
            {
                "school": names[one.school_id],
                "rows": one.rows,
                "tiyn": one.tiyn,
                "url": self._rows_url(names[one.school_id], one),
            }
            for one in found[:_MOST_SCHOOLS]
        ]

    def _export(self) -> Any:
        yield [_("Код"), _("Что не так"), _("Как исправить"), _("Кто исправит"), _("Школ"),
               _("Строк"), _("Отложено или потеряно, ₸"), _("Оценка")]  # fmt: skip
        for one in self.shown:
            yield [one.code, str(one.text), str(one.how), str(one.who_words), one.schools,
                   one.rows, Decimal(tenge_string(one.tiyn)),
                   _("да") if one.is_estimate else ""]  # fmt: skip
