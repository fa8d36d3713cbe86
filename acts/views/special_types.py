"""«Документы об особых условиях обучения»: the month's pupils, their papers, what a gap costs."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from acts.selectors.special_types import (
    PricedPupil,
    SpecialMonth,
    schools_of,
    signed_schools,
    special_month,
)
from core import clock
from core.money import tenge_string
from core.periods import Month
from core.web import exports
from core.web.addresses import cabinet_reverse
from schools.models import School
from schools.selectors.study_proofs import Standing, expiry_days, months_delivered

PAGE = 50
_WORDS: dict[Standing, tuple[Any, str]] = {
    Standing.MISSING: (gettext_lazy("Нет документа"), "stop"),
    Standing.REJECTED: (gettext_lazy("Отклонён: замените"), "stop"),
    Standing.EXPIRED: (gettext_lazy("Не действует в этом месяце"), "stop"),
    Standing.EXPIRING: (gettext_lazy("Скоро закончится"), "warn"),
    Standing.SUBMITTED: (gettext_lazy("Засчитан, ждёт проверки"), "info"),
    Standing.ACCEPTED: (gettext_lazy("Принят"), "ok"),
}
_VIEWS = (
    ("missing", gettext_lazy("Без документа")),
    ("expiring", gettext_lazy("Скоро закончатся")),
    ("all", gettext_lazy("Все")),
)


class SpecialTypesPage(TemplateView):
    """Pupils of special types of one month of the member's schools."""

    template_name = "acts/special_types.html"
    title = gettext_lazy("Документы об особых условиях обучения")

    request: HttpRequest

    @cached_property
    def schools(self) -> list[School]:
        """The member's schools, or the one of the URL."""
        every = schools_of(self.request.actor)  # type: ignore[attr-defined]
        wanted = [one for one in every if str(one.pk) == self.request.GET.get("school")]
        return wanted or every

    @cached_property
    def months(self) -> list[Month]:
        """Months with delivered contingent, newest first."""
        return months_delivered(self.schools)

    @cached_property
    def shown(self) -> SpecialMonth | None:
        """The month of the URL, or the newest; None before the first."""
        try:
            month = Month.parse(self.request.GET.get("month", ""))
        except ValueError:
            month = None
        if month not in self.months:
            month = self.months[0] if self.months else None
        return special_month(schools=self.schools, month=month) if month else None

    @property
    def view(self) -> str:
        """The chosen list."""
        wanted = self.request.GET.get("view")
        return wanted if wanted in dict(_VIEWS) else "missing" if self._of("missing") else "all"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the file of exactly its rows."""
        form = request.GET.get("export")
        if form == "csv":
            return exports.csv_response(self._export(), filename="study-proofs")
        if form == "xlsx":
            return exports.xlsx_response(self._export(), filename="study-proofs")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ready values; only the names of the shown page are opened."""
        page = Paginator(self._of(self.view), PAGE).get_page(self.request.GET.get("page"))
        page.object_list = [self._row(one) for one in page.object_list]
        shown = self.shown
        signed = signed_schools(schools=self.schools, month=shown.month) if shown else set()
        return super().get_context_data(
            title=self.title,
            base_template="cabinets/base.html",
            months=self.months,
            shown=shown,
            page=page,
            tabs=self._tabs(),
            schools=schools_of(self.request.actor),  # type: ignore[attr-defined]
            chosen_school=self.request.GET.get("school", ""),
            many_schools=len(self.schools) > 1,
            signed=[one for one in self.schools if one.pk in signed],
            days=expiry_days(clock.today()),
            register_url=cabinet_reverse(self.request, "study-proofs-register"),
            **kwargs,
        )

    def _of(self, view: str) -> Sequence[PricedPupil]:
        if self.shown is None:
            return []
        if view == "missing":
            return sorted(self.shown.unproven, key=lambda one: -one.held_tiyn)
        return self.shown.expiring if view == "expiring" else self.shown.pupils

    def _tabs(self) -> list[dict[str, Any]]:
        links = []
        for code, label in _VIEWS:
            query = self.request.GET.copy()
            query.pop("page", None)
            query["view"] = code
            links.append(
                {
                    "label": label,
                    "url": f"?{query.urlencode()}",
                    "count": len(self._of(code)),
                    "current": code == self.view,
                }
            )
        return links

    def _row(self, one: PricedPupil) -> dict[str, Any]:
        pupil, month = one.pupil, self.shown.month if self.shown else None
        words, tone = _WORDS[pupil.standing]
        url = cabinet_reverse(self.request, "study-proof-new", pupil.school.pk)
        offers = pupil.standing not in (Standing.ACCEPTED, Standing.SUBMITTED)
        return {
            "name": pupil.row.person.name,
            "masked": pupil.row.person.masked,
            "grade": pupil.row.grade,
            "type": pupil.row.get_study_type_display(),
            "school": pupil.school.name,
            "words": words,
            "tone": tone,
            "proof": pupil.proof,
            "until": pupil.proof.valid_until if pupil.proof and tone != "stop" else None,
            "held_tiyn": one.held_tiyn,
            "difference_tiyn": one.difference_tiyn,
            "add_url": f"{url}?pupil={pupil.row.person_id}&month={month}" if offers else "",
        }

    def _export(self) -> Iterator[Sequence[Any]]:
        yield (
            _("Школа"),
            _("ИИН"),
            _("Класс"),
            _("Тип обучения"),
            _("Документ"),
            _("Номер в реестре"),
            _("Действует по"),
            _("Отложено за месяц, ₸"),
        )
        for one in self._of(self.view):
            row, proof = self._row(one), one.pupil.proof
            yield (
                row["school"],
                row["masked"],
                row["grade"],
                str(row["type"]),
                str(row["words"]),
                proof.number if proof else "",
                f"{proof.valid_until:%d.%m.%Y}" if proof and proof.valid_until else "",
                Decimal(tenge_string(one.held_tiyn)),
            )
