"""«Ученики» of a month: every row of the contingent with its state, who can mend it, its tenge."""

from typing import Any

import django_filters
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core import clock
from core.periods import Month
from core.web.addresses import cabinet_reverse
from core.web.listing import ListPage, Tab
from core.web.tables import Table
from lms_api.months.fixers import OF_REASONS, Fixer, cure_of, fixer_of, text_of
from lms_api.months.frame import SchoolMonth
from lms_api.months.pupils import rows_of_month
from lms_api.months.pupils_table import PupilTable
from lms_api.months.states import RowState
from schools.models import PupilMonth, StudyType
from schools.selectors.pupils import months_of


class PupilFilters(django_filters.FilterSet):
    """Last digits of the IIN, class, type, reason, who mends it."""

    q = django_filters.CharFilter(
        label=gettext_lazy("Последние 4 цифры ИИН"), field_name="person__iin_last4"
    )
    grade = django_filters.ChoiceFilter(
        label=gettext_lazy("Класс"), choices=[(str(one), str(one)) for one in range(13)]
    )
    study_type = django_filters.ChoiceFilter(
        label=gettext_lazy("Тип обучения"), choices=StudyType.choices
    )
    reason = django_filters.ChoiceFilter(
        label=gettext_lazy("Причина"), choices=lambda: (), method="by_reason"
    )
    who = django_filters.ChoiceFilter(
        label=gettext_lazy("Кто исправит"), choices=Fixer.choices, method="by_fixer"
    )

    class Meta:
        model = PupilMonth
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = sorted({line.reason for line in self.lines.of.values() if line.reason})
        self.filters["reason"].extra["choices"] = [(one, text_of(one)) for one in found]

    @property
    def lines(self) -> Any:
        """The month's lines, laid on the request by the page."""
        return self.request.month_lines

    def by_reason(self, rows: models.QuerySet, _name: str, value: str) -> models.QuerySet:
        """Pupils whose line has that reason."""
        chosen = [person for person, line in self.lines.of.items() if line.reason == value]
        return rows.filter(person_id__in=chosen)

    def by_fixer(self, rows: models.QuerySet, _name: str, value: str) -> models.QuerySet:
        """Pupils whose line somebody has to mend."""
        lines = self.lines.of.items()
        chosen = [person for person, line in lines if fixer_of(line.reason) == value]
        return rows.filter(person_id__in=chosen)


class PupilsPage(SchoolMonth, ListPage):
    """The list, with the sums of each state above it."""

    template_name = "lms_api/months/pupils.html"
    part = "pupils"
    table_class = PupilTable
    filterset_class = PupilFilters
    total_field = "amount_tiyn"
    empty_title = gettext_lazy("За этот месяц данных нет")
    empty_text = gettext_lazy("Когда LMS передаст контингент, здесь появится список учеников.")

    @property
    def title(self) -> str:  # type: ignore[override]
        """The school; the month stands beside."""
        return self.school.name

    @property
    def export_name(self) -> str:  # type: ignore[override]
        """Month in the file's name."""
        return f"pupils-{self.month}"

    def get_queryset(self) -> models.QuerySet[PupilMonth]:
        """Rows of the vendor whose data feed the act."""
        self.request.month_lines = self.lines  # type: ignore[attr-defined]
        if self.delivered.primary is None:
            return PupilMonth.objects.none()
        rows = rows_of_month(self.school, self.month, vendor=self.delivered.primary)
        return rows.order_by("grade", "person_id")

    def get_tabs(self) -> list[Tab]:
        """Everybody, each state, and who left."""

        def of(*states: str) -> Any:
            return lambda rows, actor: rows.filter(person_id__in=self.lines.persons(*states))

        return [
            Tab("all", _("Все")),
            *(Tab(state.value, state.label, of(state)) for state in RowState),
            Tab("left", _("Выбыли"), lambda rows, actor: rows.filter(left_on__isnull=False)),
        ]

    @cached_property
    def totals(self) -> dict[str, int]:
        """Count and sums of the current filter, from the lines already read."""
        persons = list(self.rows.order_by().values_list("person_id", flat=True))
        return {
            "count": len(persons),
            "tiyn": self.lines.sum("amount_tiyn", persons),
            "held": self.lines.sum("held_tiyn", persons),
            "lost": self.lines.sum("lost_tiyn", persons),
        }

    @cached_property
    def table(self) -> Table:
        """The table with the lines beside it."""
        table = super().table
        table.lines = self.lines
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Figures instead of tabs: each with its sum."""
        context = super().get_context_data(
            **(kwargs | self.frame_context()),
        )
        context["figures"] = self._figures()
        context["cures"] = self._cures()
        return context

    def _tab_links(self) -> list[dict[str, Any]]:
        """None: the figures lead to the states."""
        return []

    def _cures(self) -> list[dict[str, Any]]:
        """How to mend each reason of the open state, once above the rows."""
        if self.tab is None or self.tab.code == "all":
            chosen = [self.request.GET.get("reason", "")]
        else:
            persons = self.lines.persons(self.tab.code)
            chosen = sorted({self.lines.of[one].reason for one in persons})
        return [
            {"text": text_of(one), "who": Fixer(fixer_of(one)).label, "how": cure_of(one)}
            for one in chosen
            if one in OF_REASONS
        ]

    def _figures(self) -> list[dict[str, Any]]:
        """Each state with its pupils and sum, from the lines already read."""
        found = []
        for tab in self.get_tabs():
            if tab.code == "left":  # of any state: the line below leads there
                continue
            persons = None if tab.code == "all" else self.lines.persons(tab.code)
            if persons == [] and tab.code != RowState.ACCEPTED:
                continue
            paid = self.lines.sum("amount_tiyn", persons)
            lost = self.lines.sum("lost_tiyn", persons)
            query = self.request.GET.copy()
            query.pop("page", None)
            query["view"] = tab.code
            found.append(
                {
                    "label": tab.label,
                    "url": f"?{query.urlencode()}",
                    "count": len(self.lines.of) if persons is None else len(persons),
                    "tiyn": paid if tab.code in ("all", RowState.ACCEPTED) else lost,
                    "current": tab is self.tab or tab.code == (self.tab and self.tab.code),
                }
            )
        return found


class LatestMonth(View):
    """To the newest month with data; without any, to the last one that ended."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go there."""
        frame = SchoolMonth()
        frame.request, frame.kwargs = request, {"pk": pk}
        months = months_of(frame.school)
        month = months[0] if months else Month.of(clock.today()).previous()
        return redirect(cabinet_reverse(request, "month-pupils", pk, str(month)))
