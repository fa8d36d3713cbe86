"""What every page of a school's month shows around its own part."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core import clock
from core.periods import Month
from core.web import lists
from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from lms_api.months.lines import MonthLines, lines_of
from lms_api.months.year import MonthDelivered, delivered_months, last_months
from schools.models import School, SubmissionKind


class SchoolMonth:
    """A month of a school that the member may see; anything else is 404."""

    part = ""
    delivered_kind: str = SubmissionKind.CONTINGENT
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def school(self) -> School:
        """The school of the address."""
        rows = School.objects.visible_to(self.request.actor)  # type: ignore[attr-defined]
        return get_object_or_404(rows.select_related("organisation"), pk=self.kwargs["pk"])

    @cached_property
    def month(self) -> Month:
        """The month of the address."""
        try:
            return Month.parse(self.kwargs["month"])
        except ValueError as problem:
            raise Http404 from problem

    @cached_property
    def lines(self) -> MonthLines:
        """State and sums of every pupil of the month."""
        return lines_of(self.school, self.month, vendor=self.delivered.primary)

    @cached_property
    def strip(self) -> list[MonthDelivered]:
        """Twelve months up to today's, with the shown one among them; newest first."""
        today = Month.of(clock.today())
        months = last_months(today)
        if self.month < months[-1] or self.month > today:
            months = last_months(self.month)
        return delivered_months(self.school, months, kind=self.delivered_kind)

    @property
    def delivered(self) -> MonthDelivered:
        """The shown month in the strip."""
        return next(one for one in self.strip if one.month == self.month)

    def frame_context(self) -> dict[str, Any]:
        """Strip, parts, ways back and on."""
        return {
            "school": self.school,
            "month": self.month,
            "part": self.part,
            "strip": [
                (one, self._url(f"month-{self.part}", one.month)) for one in self.strip
            ],
            "delivered": self.delivered,
            "lines": self.lines if self.part != "teachers" else None,
            "parts": [
                {
                    "label": label,
                    "url": self._url(f"month-{code}", self.month),
                    "count": None,
                    "current": code == self.part,
                }
                for code, label in (
                    ("pupils", _("Ученики")),
                    ("changes", _("Отличия")),
                    ("teachers", _("Преподаватели")),
                )
            ],
            "errors_url": self._errors_url(),
            "school_url": cabinet_reverse(self.request, "school", self.school.pk),
            "back_url": lists.address(
                self.request, url=cabinet_reverse(self.request, "schools")
            ),
        }  # fmt: skip

    def _errors_url(self) -> str:
        url = cabinet_reverse_or_none(self.request, "data-errors") or ""
        return f"{url}?month={self.month}&school={self.school.pk}" if url else ""

    def _url(self, name: str, month: Month) -> str:
        return cabinet_reverse(self.request, name, self.school.pk, str(month))
