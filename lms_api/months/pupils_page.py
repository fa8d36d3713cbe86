"""«Ученики» of a month: every row of the contingent with its state, who can mend it, its tenge."""

from decimal import Decimal
from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core import clock
from core.money import tenge_string
from core.periods import Month
from core.web.addresses import cabinet_reverse
from core.web.listing import ListPage, Tab
from core.web.tables import DateColumn, NumberColumn, Table
from core.web.templatetags.ortabilim import money, tag
from lms_api.months.fixers import Fixer, cure_of, fixer_of, text_of
from lms_api.months.frame import SchoolMonth
from lms_api.months.pupils import rows_of_month
from lms_api.months.states import TONES, RowState
from schools.models import PupilMonth, StudyType
from schools.selectors.pupils import months_of

_KEPT = {"td": {"class": "keep"}}
_NUMERIC = {"th": {"class": "num"}, "td": {"class": "num"}}


class PupilTable(Table):
    """One row a pupil; the sums are those of his line."""

    lines: Any = None

    person = tables.Column(verbose_name=gettext_lazy("Ученик"), orderable=False)
    grade = NumberColumn(verbose_name=gettext_lazy("Класс"))
    study_type = tables.Column(verbose_name=gettext_lazy("Тип обучения"))
    enrolled_on = DateColumn(verbose_name=gettext_lazy("Зачислен"))
    left_on = DateColumn(verbose_name=gettext_lazy("Выбыл"))
    state = tables.Column(
        verbose_name=gettext_lazy("Состояние"), empty_values=(), orderable=False, attrs=_KEPT
    )
    reason = tables.Column(
        verbose_name=gettext_lazy("Причина и кто исправит"), empty_values=(), orderable=False
    )
    amount = tables.Column(
        verbose_name=gettext_lazy("К оплате, ₸"), empty_values=(), orderable=False, attrs=_NUMERIC
    )
    held = tables.Column(
        verbose_name=gettext_lazy("Отложено или потеряно, ₸"),
        empty_values=(),
        orderable=False,
        attrs=_NUMERIC,
    )

    class Meta(Table.Meta):
        model = PupilMonth
        fields = (
            "person", "grade", "study_type", "enrolled_on", "left_on", "state", "reason",
            "amount", "held",
        )  # fmt: skip

    def line(self, record: PupilMonth) -> Any:
        """The pupil's line; None while the act is being formed anew."""
        return self.lines.of.get(record.person_id)

    def render_person(self, record: PupilMonth) -> str:
        """Opens the pupil's year at this school."""
        url = cabinet_reverse(
            self.request, "pupil", self.request.resolver_match.kwargs["pk"], record.person_id
        )
        return format_html(
            '<a class="record-link" href="{}">{}</a> <small class="muted">{}</small>',
            url,
            record.person.name or "—",
            record.person.masked,
        )

    def value_person(self, record: PupilMonth) -> str:
        """The masked IIN only: an export leaves the house."""
        return record.person.masked

    def render_study_type(self, record: PupilMonth) -> str:
        """In words."""
        return str(record.get_study_type_display())

    def value_study_type(self, record: PupilMonth) -> str:
        """The same words."""
        return self.render_study_type(record)

    def render_state(self, record: PupilMonth) -> str:
        """A word on its colour."""
        line = self.line(record)
        return tag(line.state.label, TONES[line.state]) if line else "—"

    def value_state(self, record: PupilMonth) -> str:
        """The word."""
        line = self.line(record)
        return str(line.state.label) if line else ""

    def render_reason(self, record: PupilMonth) -> str:
        """Why, and whose move it is."""
        line = self.line(record)
        if not line or not line.reason:
            return ""
        who = fixer_of(line.reason)
        if not who:
            return str(text_of(line.reason))
        return format_html(
            '{}<small class="muted">{}: {}</small>',
            text_of(line.reason),
            Fixer(who).label,
            cure_of(line.reason),
        )

    def value_reason(self, record: PupilMonth) -> str:
        """The reason alone."""
        line = self.line(record)
        return str(text_of(line.reason)) if line and line.reason else ""

    def render_amount(self, record: PupilMonth) -> str:
        """What the line pays."""
        line = self.line(record)
        return money(line.amount_tiyn) if line else "—"

    def value_amount(self, record: PupilMonth) -> Any:
        """A number."""
        line = self.line(record)
        return Decimal(tenge_string(line.amount_tiyn)) if line else ""

    def render_held(self, record: PupilMonth) -> str:
        """What it keeps back or loses; nothing shows as nothing."""
        line = self.line(record)
        return money(line.lost_tiyn) if line and line.lost_tiyn else ""

    def value_held(self, record: PupilMonth) -> Any:
        """A number."""
        line = self.line(record)
        return Decimal(tenge_string(line.lost_tiyn)) if line else ""


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
        return context

    def _tab_links(self) -> list[dict[str, Any]]:
        """None: the figures lead to the states."""
        return []

    def _figures(self) -> list[dict[str, Any]]:
        """Each state with its pupils and sum, from the lines already read."""
        found = []
        for tab in self.get_tabs():
            persons = None if tab.code in ("all", "left") else self.lines.persons(tab.code)
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
                    "is_plain": tab.code == "left",
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
