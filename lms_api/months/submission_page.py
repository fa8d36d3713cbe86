"""One push as the school and its department see it: what came, what was not taken and why."""

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from accounts.roles import SCHOOL_ROLES
from core.periods import Month
from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from lms_api.months.fixers import Fixer, cure_of, fixer_of, text_of
from schools.models import Submission, SubmissionKind
from schools.selectors.findings import findings_of
from schools.statuses import SubmissionStatus

MOST_SHOWN = 500
_PARTS = {
    SubmissionKind.CONTINGENT: "month-pupils",
    SubmissionKind.TEACHERS: "month-teachers",
    SubmissionKind.TEACHERS_QUARTER: "month-teachers",
}


class SchoolSubmissionPage(TemplateView):
    """Codes first, by how many rows each has; then the rows. No IIN is in an answer."""

    template_name = "lms_api/months/submission.html"
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The stored answer in the language of the page."""
        actor = self.request.actor  # type: ignore[attr-defined]
        rows = Submission.objects.visible_to(actor).select_related("school", "vendor")
        found = get_object_or_404(rows, pk=self.kwargs["pk"])
        errors = found.answer.get("errors", [])
        warnings = once([*found.answer.get("warnings", []), *findings_of(found)])
        is_quarantined = found.status == SubmissionStatus.QUARANTINED
        return super().get_context_data(
            object=found,
            changes=found.answer.get("changes", {}),
            codes=_codes(errors) + _codes(warnings),
            parts=[
                (title, [_worded(one) for one in given[:MOST_SHOWN]], tone)
                for title, given, tone in (
                    (_("Строки не приняты"), errors, "stop"),
                    (_("Принято с предупреждениями"), warnings, "warn"),
                )
            ],
            most_shown=MOST_SHOWN,
            month_url=self._month_url(found),
            changes_url=self._changes_url(found),
            decides=is_quarantined and actor.role in SCHOOL_ROLES,
            action_url=cabinet_reverse_or_none(self.request, "submission-action", found.pk),
            back_url=self._month_url(found) or cabinet_reverse(self.request, "schools"),
            **kwargs,
        )

    def _month_url(self, push: Submission) -> str:
        part = _PARTS.get(SubmissionKind(push.kind))
        month = str(Month.of(push.month))
        if part is None:
            return f"{cabinet_reverse(self.request, 'school', push.school_id)}?tab=teachers"
        url = cabinet_reverse(self.request, part, push.school_id, month)
        return f"{url}?kind=q" if push.kind == SubmissionKind.TEACHERS_QUARTER else url

    def _changes_url(self, push: Submission) -> str:
        taken = push.status in (SubmissionStatus.APPLIED, SubmissionStatus.SUPERSEDED)
        if push.kind != SubmissionKind.CONTINGENT or not taken:
            return ""
        month = str(Month.of(push.month))
        url = cabinet_reverse(self.request, "month-changes", push.school_id, month)
        return f"{url}?with=revision:{push.revision}"


def once(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what the registries repeat of a row that was warned of at once."""
    kept: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in given:
        kept.setdefault((one["code"], one["row"], one["field"]), one)
    return list(kept.values())


def _codes(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each code once, the most frequent first."""
    counted = Counter(one["code"] for one in given)
    return [
        {
            "code": code,
            "count": count,
            "text": text_of(code),
            "how": cure_of(code),
            "who": Fixer(fixer_of(code)).label if fixer_of(code) else "",
        }
        for code, count in counted.most_common()
    ]


def _worded(error: dict[str, Any]) -> dict[str, Any]:
    return error | {"text": text_of(error["code"]), "remedy": cure_of(error["code"])}
