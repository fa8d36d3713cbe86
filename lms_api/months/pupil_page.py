"""A pupil's year at one school: what the LMS said, what the act made of it, what was corrected."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from core import clock
from core.periods import Month
from core.web.addresses import cabinet_reverse
from lms_api.months.changes_page import words_of
from lms_api.months.comparison import Said, compare
from lms_api.months.fixers import Fixer, cure_of, fixer_of, text_of
from lms_api.months.pupils import PupilMonthShown, has_pupil, year_of_pupil
from lms_api.months.states import TONES
from lms_api.months.year import last_months
from schools.models import Person, School


class PupilPage(TemplateView):
    """Twelve months, the newest first. A pupil whom the school never reported is 404."""

    template_name = "lms_api/months/pupil.html"
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each month with its difference to the one before."""
        rows = School.objects.visible_to(self.request.actor)  # type: ignore[attr-defined]
        school = get_object_or_404(rows.select_related("organisation"), pk=self.kwargs["pk"])
        person_id = self.kwargs["person"]
        if not has_pupil(school, person_id):
            raise Http404
        months = last_months(Month.of(clock.today()))
        shown = year_of_pupil(school, person_id, months)
        while shown and shown[-1].row is None and shown[-1].state is None:
            shown.pop()
        while shown and shown[0].row is None and shown[0].state is None:
            shown.pop(0)
        person = Person.objects.get(pk=person_id)
        kwargs.pop("person", None)
        return super().get_context_data(
            school=school,
            person=person,
            title=person.name or person.masked,
            months=[
                self._month(one, shown[place + 1] if place + 1 < len(shown) else None)
                for place, one in enumerate(shown)
            ],
            paid_tiyn=sum(one.amount_tiyn or 0 for one in shown),
            held_tiyn=sum(one.held_tiyn or 0 for one in shown),
            left_on=next((one.row.left_on for one in shown if one.row and one.row.left_on), None),
            back_url=self._back(school, shown),
            **kwargs,
        )

    def _month(self, one: PupilMonthShown, before: PupilMonthShown | None) -> dict[str, Any]:
        who = fixer_of(one.reason)
        return {
            "shown": one,
            "tone": TONES[one.state] if one.state else "plain",
            "reason": text_of(one.reason) if one.reason else "",
            "who": Fixer(who).label if who else "",
            "how": cure_of(one.reason) if who else "",
            "change": _difference(before, one),
            "url": cabinet_reverse(
                self.request, "month-pupils", self.kwargs["pk"], str(one.month)
            ),
            "act_url": cabinet_reverse(self.request, "act", one.act.pk) if one.act else "",
        }  # fmt: skip

    def _back(self, school: School, shown: list[PupilMonthShown]) -> str:
        month = shown[0].month if shown else Month.of(clock.today())
        return cabinet_reverse(self.request, "month-pupils", school.pk, str(month))


def _difference(before: PupilMonthShown | None, after: PupilMonthShown) -> str:
    sides = [_said(one) for one in (before, after)]
    found = compare(
        {1: sides[0]} if sides[0] else {}, {1: sides[1]} if sides[1] else {}
    ).changes  # fmt: skip
    return words_of(found[0]) if found and before is not None else ""


def _said(one: PupilMonthShown | None) -> Said | None:
    if one is None or one.row is None:
        return None
    row = one.row
    return Said(row.grade, row.study_type, row.enrolled_on, row.left_on, one.state or "",
                one.reason, one.amount_tiyn)  # fmt: skip
