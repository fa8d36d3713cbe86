"""«Передача данных»: which schools have not delivered a month, how late, what waits for whom."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from accounts.models import Organisation, OrganisationKind
from core import clock
from core.models import Region
from core.periods import Month
from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from core.web.bulk import BulkAction
from core.web.filters import SearchFilter
from core.web.listing import ListPage, Tab
from core.web.tables import SelectColumn, Table
from core.web.templatetags.ortabilim import month as month_words
from core.web.templatetags.ortabilim import short_date, tag, whole
from lms_api.delivery import schools as delivery
from lms_api.delivery.reminders import remind
from lms_api.months.year import last_months
from schools.models import School

_KEPT = {"td": {"class": "keep"}}
_NUMERIC = {"th": {"class": "num"}, "td": {"class": "num"}}


class DeliveryTable(Table):
    """One row a school."""

    terms: delivery.Terms
    vendors: dict[int, str]

    selected = SelectColumn()
    school = tables.Column(
        accessor="pk", verbose_name=gettext_lazy("Школа"), order_by="sort_key"
    )  # fmt: skip
    vendor = tables.Column(
        accessor="feeding_id", verbose_name=gettext_lazy("LMS"), default="—", orderable=False
    )
    pupils = tables.Column(
        accessor="pk", verbose_name=gettext_lazy("Контингент"), order_by="pupils_at", attrs=_KEPT
    )
    late = tables.Column(
        accessor="pk",
        verbose_name=gettext_lazy("Опоздание, раб. дн."),
        order_by="pupils_at",
        attrs=_NUMERIC,
    )
    rejected = tables.Column(
        accessor="pk",
        verbose_name=gettext_lazy("Не принято строк"),
        order_by="rejected_last",
        attrs=_NUMERIC,
    )
    teachers = tables.Column(
        accessor="pk", verbose_name=gettext_lazy("Преподаватели"), order_by="teachers_at"
    )
    marks = tables.Column(
        accessor="pk", verbose_name=gettext_lazy("Оценки четверти"), order_by="marks_at"
    )
    reminded_on = tables.Column(verbose_name=gettext_lazy("Напоминали"), default="")

    class Meta(Table.Meta):
        model = School
        fields = (
            "selected", "school", "vendor", "pupils", "late", "rejected", "teachers", "marks",
            "reminded_on",
        )  # fmt: skip

    def render_school(self, record: School) -> str:
        """Opens the month; an auditor's leads to the passport."""
        url = cabinet_reverse_or_none(
            self.request, "month-pupils", record.pk, str(self.terms.month)
        ) or cabinet_reverse(self.request, "school", record.pk)
        return format_html('<a class="record-link" href="{}">{}</a>', url, record)

    def value_school(self, record: School) -> str:
        """The name."""
        return record.name

    def render_vendor(self, value: int) -> str:
        """Its name."""
        return self.vendors.get(value, "—")

    def value_vendor(self, value: int) -> str:
        """The same."""
        return self.render_vendor(value)

    def _pupils(self, record: Any) -> tuple[str, str]:
        if record.is_waiting:
            return _("ждёт подтверждения школы"), "warn"
        if record.pupils_at is not None:
            given = {"revision": record.pupils_revision, "at": short_date(record.pupils_at)}
            return _("ревизия %(revision)d, %(at)s") % given, ""
        if not record.is_obliged:
            return _("договора нет"), "plain"
        late = self._late(record)
        return (_("не передан"), "stop") if late else (_("срок не наступил"), "info")

    def render_pupils(self, record: School) -> str:
        """The revision in force, or what is missing."""
        words, tone = self._pupils(record)
        return str(tag(words, tone)) if tone else words

    def value_pupils(self, record: School) -> str:
        """The same words."""
        return self._pupils(record)[0]

    def _late(self, record: Any) -> int:
        if not record.is_obliged:
            return 0
        at = record.pupils_at
        day = clock.local_date(at) if at else clock.today()
        return delivery.late_days(due_on=self.terms.due_on, on_date=day)

    def render_late(self, record: School) -> str:
        """Working days after the term; empty in time."""
        late = self._late(record)
        return whole(late) if late else ""

    def value_late(self, record: School) -> int:
        """A number."""
        return self._late(record)

    def render_rejected(self, record: Any) -> str:
        """«12 из 480»; opens the push."""
        if not record.rejected_last:
            return "0" if record.received_last else ""
        words = _("%(rejected)s из %(received)s") % {
            "rejected": whole(record.rejected_last),
            "received": whole(record.received_last),
        }
        url = cabinet_reverse_or_none(self.request, "submission", record.newest_push)
        return format_html('<a href="{}">{}</a>', url, words) if url else words

    def value_rejected(self, record: Any) -> Any:
        """Rows of the newest push that were not taken."""
        return record.rejected_last or 0

    def _day(self, record: Any, moment: Any) -> str:
        if moment is not None:
            return short_date(clock.local_date(moment))
        return _("нет") if record.is_obliged else "—"

    def render_teachers(self, record: Any) -> str:
        """The day of the first push."""
        return self._day(record, record.teachers_at)

    def value_teachers(self, record: Any) -> str:
        """The same."""
        return self.render_teachers(record)

    def render_marks(self, record: Any) -> str:
        """The day of the first push."""
        return self._day(record, record.marks_at)

    def value_marks(self, record: Any) -> str:
        """The same."""
        return self.render_marks(record)

    def render_reminded_on(self, value: Any) -> str:
        """The last day."""
        return short_date(value)

    def value_reminded_on(self, value: Any) -> str:
        """The same."""
        return short_date(value)


class DeliveryFilters(django_filters.FilterSet):
    """School, month, vendor, and an auditor's region."""

    q = SearchFilter(label=gettext_lazy("Поиск"), fields=("search_key",))
    month = django_filters.ChoiceFilter(
        label=gettext_lazy("Месяц"),
        choices=lambda: [
            (str(one), month_words(one)) for one in last_months(Month.of(clock.today()))
        ],
        method="of_month",
        empty_label=None,
    )
    vendor = django_filters.ModelChoiceFilter(
        label=gettext_lazy("LMS"),
        queryset=Organisation.objects.filter(kind=OrganisationKind.LMS_VENDOR),
        method="of_vendor",
    )

    class Meta:
        model = School
        fields: tuple[str, ...] = ()

    def of_month(self, rows: models.QuerySet, _name: str, _value: str) -> models.QuerySet:
        """The page itself asks for the month."""
        return rows

    def of_vendor(self, rows: models.QuerySet, _name: str, value: Any) -> models.QuerySet:
        """Schools whose primary vendor it is."""
        return rows.filter(feeding_id=value.pk)


class RegionalDeliveryFilters(DeliveryFilters):
    """The same, and the region."""

    region = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Регион"), queryset=Region.objects.all()
    )


class DeliveryPage(ListPage):
    """For an officer: who is to be reminded. For an auditor: the same without the button."""

    title = gettext_lazy("Передача данных")
    template_name = "lms_api/delivery/schools.html"
    table_class = DeliveryTable
    filterset_class = DeliveryFilters
    reminds = True
    empty_title = gettext_lazy("В этом отборе школ нет")

    @cached_property
    def terms(self) -> delivery.Terms:
        """Of the asked month; without one, of the last that ended."""
        try:
            month = Month.parse(self.request.GET.get("month", ""))
        except ValueError:
            month = Month.of(clock.today()).previous()
        return delivery.terms_of(month)

    @property
    def export_name(self) -> str:  # type: ignore[override]
        """Month in the file's name."""
        return f"delivery-{self.terms.month}"

    def get_queryset(self) -> models.QuerySet[School]:
        """Active schools in reach."""
        return delivery.with_delivery(
            School.objects.visible_to(self.actor), self.terms
        ).order_by("sort_key", "pk")  # fmt: skip

    def get_tabs(self) -> list[Tab]:
        """What is missing first."""
        chosen = (
            ("missing", _("Не передали"), delivery.MISSING),
            ("late", _("Передали с опозданием"), delivery.late(self.terms)),
            ("waiting", _("Ждут подтверждения школы"), delivery.WAITING),
            ("rejected", _("Есть непринятые строки"), delivery.REJECTED),
            ("teachers", _("Без преподавателей"), delivery.NO_TEACHERS),
            ("marks", _("Без оценок"), delivery.NO_MARKS),
        )

        def of(condition: Any) -> Any:
            return lambda rows, actor: rows.filter(condition)

        tabs = [Tab(code, label, of(condition)) for code, label, condition in chosen]
        return [*tabs, Tab("all", _("Все школы"))]

    def get_bulk_actions(self) -> list[BulkAction]:
        """«Напомнить», to an officer."""
        return [BulkAction("remind", _("Напомнить школе и LMS"))] if self.reminds else []

    def perform_one(self, record: School, name: str, *, reason: str) -> None:
        """Tell the school and its vendor; once a day."""
        remind(school=record, month=self.terms.month, actor=self.actor)

    @cached_property
    def table(self) -> Table:
        """The table with the names of vendors; without boxes for a reader."""
        table = super().table
        table.terms = self.terms
        table.vendors = {one.pk: one.name for one in self._vendors}
        if not self.reminds:
            table.columns.hide("selected")
        return table

    @cached_property
    def _vendors(self) -> list[Organisation]:
        return list(Organisation.objects.filter(kind=OrganisationKind.LMS_VENDOR))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The term, and each vendor's part."""
        return super().get_context_data(
            terms=self.terms,
            by_vendor=self._by_vendor(),
            errors_url=cabinet_reverse_or_none(self.request, "data-errors"),
            **kwargs,
        )

    def _by_vendor(self) -> list[dict[str, Any]]:
        names = {one.pk: one.name for one in self._vendors}
        found: dict[int | None, dict[str, Any]] = {}
        rows = self.visible.order_by().values_list(
            "feeding_id", "is_obliged", "pupils_at", "is_waiting", "received_last", "rejected_last"
        )
        for vendor, obliged, at, waiting, received, rejected in rows:
            one = found.setdefault(
                vendor,
                {"pk": vendor, "name": names.get(vendor or 0, ""), "schools": 0, "missing": 0,
                 "late": 0, "waiting": 0, "received": 0, "rejected": 0},
            )  # fmt: skip
            one["schools"] += 1
            one["missing"] += bool(obliged and at is None and not waiting)
            is_late = obliged and at is not None and clock.local_date(at) > self.terms.due_on
            one["late"] += bool(is_late)
            one["waiting"] += bool(waiting)
            one["received"] += received or 0
            one["rejected"] += rejected or 0
        return sorted(found.values(), key=lambda one: (-one["missing"], one["name"]))


class AuditedDelivery(DeliveryPage):
    """An auditor's: the country, to be read."""

    filterset_class = RegionalDeliveryFilters
    reminds = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nothing to press."""
        return self.http_method_not_allowed(request, *args, **kwargs)


class RegionsDelivery(TemplateView):
    """The finance centre's: each region in one line."""

    template_name = "lms_api/delivery/regions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counted over all active schools in one query."""
        try:
            month = Month.parse(self.request.GET.get("month", ""))
        except ValueError:
            month = Month.of(clock.today()).previous()
        terms = delivery.terms_of(month)
        counted: dict[str, dict[str, int]] = {}
        rows = delivery.with_delivery(School.objects.all(), terms).order_by()
        for region, obliged, at, waiting in rows.values_list(
            "region_id", "is_obliged", "pupils_at", "is_waiting"
        ):
            one = counted.setdefault(
                region, {"schools": 0, "obliged": 0, "missing": 0, "late": 0, "waiting": 0}
            )
            one["schools"] += 1
            one["obliged"] += bool(obliged)
            one["missing"] += bool(obliged and at is None and not waiting)
            is_late = obliged and at is not None and clock.local_date(at) > terms.due_on
            one["late"] += bool(is_late)
            one["waiting"] += bool(waiting)
        regions = [
            {"region": region, **counted[region.pk]}
            for region in Region.objects.all()
            if region.pk in counted
        ]
        return super().get_context_data(
            title=_("Передача данных"),
            terms=terms,
            month=month,
            months=last_months(Month.of(clock.today())),
            regions=sorted(regions, key=lambda one: -one["missing"]),
            missing=sum(one["missing"] for one in regions),
            **kwargs,
        )
