"""«Преподаватели» of a month or quarter: subjects, hours, what registries and others say."""

from decimal import Decimal
from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.listing import ListPage, Tab
from core.web.tables import Table
from core.web.templatetags.ortabilim import tag
from lms_api.months.frame import SchoolMonth
from lms_api.months.year import quarter_start
from schools.models import LifeStatus, PeriodKind, SubmissionKind, TeacherHours
from schools.packing import unpack_hours
from schools.selectors.teaching import hours_words, subject_names

_NUMERIC = {"th": {"class": "num"}, "td": {"class": "num"}}
_CITIZEN = "398"


class TeacherTable(Table):
    """One row a teacher."""

    names: dict[int, str]
    before: dict[int, int]

    person = tables.Column(verbose_name=gettext_lazy("Преподаватель"), orderable=False)
    subjects = tables.Column(
        verbose_name=gettext_lazy("Предметы и часы"), empty_values=(), orderable=False
    )
    total_hundredths = tables.Column(verbose_name=gettext_lazy("Часов всего"), attrs=_NUMERIC)
    change = tables.Column(
        verbose_name=gettext_lazy("К прошлому периоду"),
        empty_values=(),
        orderable=False,
        attrs=_NUMERIC,
    )
    check = tables.Column(verbose_name=gettext_lazy("Проверка"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = TeacherHours
        fields = ("person", "subjects", "total_hundredths", "change", "check")

    def render_person(self, record: TeacherHours) -> str:
        """Name and the last digits of the IIN."""
        return format_html(
            '{} <small class="muted">{}</small>', record.person.name or "—", record.person.masked
        )

    def value_person(self, record: TeacherHours) -> str:
        """The masked IIN only."""
        return record.person.masked

    def _taught(self, record: TeacherHours) -> list[tuple[str, str]]:
        return [
            (self.names.get(subject, "—"), hours_words(hundredths))
            for subject, hundredths in unpack_hours(record.hours)
        ]

    def render_subjects(self, record: TeacherHours) -> str:
        """«Математика: 72,50»."""
        return format_html_join("; ", "{}: {}", self._taught(record))

    def value_subjects(self, record: TeacherHours) -> str:
        """The same."""
        return "; ".join(f"{name}: {hours}" for name, hours in self._taught(record))

    def render_total_hundredths(self, value: int) -> str:
        """Hours with two places at most."""
        return hours_words(value)

    def value_total_hundredths(self, value: int) -> Decimal:
        """A number."""
        return Decimal(value) / 100

    def render_change(self, record: TeacherHours) -> str:
        """New, or the difference of hours."""
        if not self.before:
            return ""
        was = self.before.get(record.person_id)
        if was is None:
            return str(tag(_("новый"), "info"))
        now = record.total_hundredths - was
        return f"{'+' if now > 0 else '−'}{hours_words(abs(now))}" if now else ""

    def value_change(self, record: TeacherHours) -> Any:
        """Hours more or less; empty for a new teacher."""
        was = self.before.get(record.person_id)
        return "" if was is None else Decimal(record.total_hundredths - was) / 100

    def _checks(self, record: TeacherHours) -> list[tuple[str, str]]:
        person, found = record.person, []
        if person.life_status == LifeStatus.NOT_ALIVE:
            found.append((_("жизненный статус не соответствует"), "stop"))
        if person.citizenship and person.citizenship != _CITIZEN:
            found.append((_("не гражданин"), "warn"))
        if record.elsewhere:  # type: ignore[attr-defined]
            found.append((_("заявлен и другой школой"), "warn"))
        if found:
            return found
        if person.facts_on is None:
            return [(_("реестр не запрашивался"), "plain")]
        return [(_("проверен %(day)s") % {"day": f"{person.facts_on:%d.%m.%Y}"}, "ok")]

    def render_check(self, record: TeacherHours) -> str:
        """Life status, citizenship, another school in the same period."""
        return format_html_join(" ", "{}", ((tag(*one),) for one in self._checks(record)))

    def value_check(self, record: TeacherHours) -> str:
        """The same words."""
        return "; ".join(str(words) for words, _tone in self._checks(record))


class TeacherFilters(django_filters.FilterSet):
    """Last digits of the IIN."""

    q = django_filters.CharFilter(
        label=gettext_lazy("Последние 4 цифры ИИН"), field_name="person__iin_last4"
    )

    class Meta:
        model = TeacherHours
        fields: tuple[str, ...] = ()


class TeachersPage(SchoolMonth, ListPage):
    """``?kind=q`` shows the quarter that the month belongs to."""

    template_name = "lms_api/months/teachers.html"
    part = "teachers"
    delivered_kind = SubmissionKind.TEACHERS
    table_class = TeacherTable
    filterset_class = TeacherFilters
    empty_title = gettext_lazy("Данных о преподавателях за этот период нет")
    empty_text = gettext_lazy("Число педагогов указано в паспорте школы.")

    @property
    def title(self) -> str:  # type: ignore[override]
        """The school."""
        return self.school.name

    @property
    def export_name(self) -> str:  # type: ignore[override]
        """Month in the file's name."""
        return f"teachers-{self.month}"

    @property
    def kind(self) -> str:
        """Of the month, or of the quarter."""
        is_quarter = self.request.GET.get("kind") == PeriodKind.QUARTER
        return PeriodKind.QUARTER if is_quarter else PeriodKind.MONTH

    @cached_property
    def period(self) -> Any:
        """First month of what is shown."""
        return quarter_start(self.month) if self.kind == PeriodKind.QUARTER else self.month

    def _of(self, month: Any) -> models.QuerySet[TeacherHours]:
        return TeacherHours.objects.filter(
            school=self.school,
            vendor=self.delivered.primary,
            period=month.first_day,
            kind=self.kind,
        )

    def get_queryset(self) -> models.QuerySet[TeacherHours]:
        """Teachers of the vendor whose data feed the act."""
        elsewhere = TeacherHours.objects.filter(
            period=OuterRef("period"), kind=OuterRef("kind"), person=OuterRef("person")
        ).exclude(school=OuterRef("school"))
        return (
            self._of(self.period)
            .annotate(elsewhere=Exists(elsewhere))
            .select_related("person")
            .order_by("person_id")
        )

    def get_tabs(self) -> list[Tab]:
        """All, and those of whom something is to be looked at."""
        doubtful = (
            Q(person__life_status=LifeStatus.NOT_ALIVE)
            | Q(elsewhere=True)
            | (~Q(person__citizenship="") & ~Q(person__citizenship=_CITIZEN))
        )
        return [
            Tab("all", _("Все")),
            Tab("doubtful", _("С замечаниями"), lambda rows, actor: rows.filter(doubtful)),
        ]

    @cached_property
    def before(self) -> dict[int, int]:
        """Hours of the period before, by person."""
        earlier = self.period.previous()
        if self.kind == PeriodKind.QUARTER:
            earlier = quarter_start(earlier)
        return dict(self._of(earlier).values_list("person_id", "total_hundredths"))

    @cached_property
    def table(self) -> Table:
        """The table with what the columns need beside the rows."""
        table = super().table
        table.names, table.before = subject_names(), self.before
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who is gone since the period before is counted."""
        now = set(self._of(self.period).values_list("person_id", flat=True))
        gone = len(set(self.before) - now) if now else 0
        return super().get_context_data(
            **(kwargs | self.frame_context()), kind=str(self.kind), gone=gone
        )
