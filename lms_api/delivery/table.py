"""The table of delivery: a school a row, what it delivered and what is missing."""

from typing import Any

import django_tables2 as tables
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from core.web.tables import SelectColumn, Table
from core.web.templatetags.ortabilim import short_date, tag, whole
from lms_api.delivery import schools as delivery
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
            "selected", "school", "vendor", "pupils", "rejected", "teachers", "marks",
            "reminded_on",
        )  # fmt: skip

    def render_school(self, record: School) -> str:
        """Opens the month; an auditor's leads to the passport."""
        url = self._school_url.replace("/0/", f"/{record.pk}/", 1)
        return format_html('<a class="record-link" href="{}">{}</a>', url, record)

    @cached_property
    def _school_url(self) -> str:
        """Of the school 0: an address is put together once a page, not once a row."""
        return cabinet_reverse_or_none(
            self.request, "month-pupils", 0, str(self.terms.month)
        ) or cabinet_reverse(self.request, "school", 0)

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
            day = short_date(clock.local_date(record.pupils_at))
            return _("%(day)s, ревизия %(revision)d") % {
                "revision": record.pupils_revision, "day": day,
            }, ""  # fmt: skip
        if not record.is_obliged:
            return _("договора нет"), "plain"
        late = self._late(record)
        return (_("не передан"), "stop") if late else (_("срок не наступил"), "info")

    def _lateness(self, record: Any) -> str:
        days = self._late(record)
        return _("опоздание %(days)d раб. дн.") % {"days": days} if days else ""

    def render_pupils(self, record: School) -> str:
        """The revision in force, or what is missing; under it how late."""
        words, tone = self._pupils(record)
        return format_html(
            '{}<small class="muted">{}</small>',
            tag(words, tone) if tone else words,
            self._lateness(record),
        )

    def value_pupils(self, record: School) -> str:
        """The same words."""
        parts = (self._pupils(record)[0], self._lateness(record))
        return "; ".join(part for part in parts if part)

    def _late(self, record: Any) -> int:
        if not record.is_obliged:
            return 0
        at = record.pupils_at
        day = clock.local_date(at) if at else clock.today()
        return delivery.late_days(due_on=self.terms.due_on, on_date=day)

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
