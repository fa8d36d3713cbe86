"""«Сбои реестров»: which registry was silent, since when, what waited, when it answered again."""

import datetime as dt
from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.web.listing import ListPage, Tab
from core.web.tables import DateColumn, NumberColumn, Table
from core.web.templatetags.ortabilim import tag
from integrations.models import Outage
from integrations.sources import SHORT_NAMES, short_name
from portal.outages.waiting import waiting_words


def duration_words(span: dt.timedelta) -> str:
    """«2 дн 3 ч 05 мин», without the parts that are nothing."""
    minutes = int(span.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        _("%(days)d дн") % {"days": days} if days else "",
        _("%(hours)d ч") % {"hours": hours} if hours else "",
        _("%(minutes)d мин") % {"minutes": minutes} if minutes or not (days or hours) else "",
    ]
    return " ".join(part for part in parts if part)


class OutageTable(Table):
    """One row a silence."""

    source = tables.Column(verbose_name=gettext_lazy("Реестр"))
    began_at = DateColumn(verbose_name=gettext_lazy("Не отвечал с"))
    ended_at = DateColumn(verbose_name=gettext_lazy("Ответил"), empty_values=())
    lasted = tables.Column(
        verbose_name=gettext_lazy("Длился"), accessor="began_at", orderable=False
    )
    failures = NumberColumn(verbose_name=gettext_lazy("Вопросов без ответа"))
    waiting = tables.Column(
        verbose_name=gettext_lazy("Что ждало"), orderable=False, empty_values=()
    )
    extended_terms = NumberColumn(verbose_name=gettext_lazy("Продлено сроков"))

    class Meta(Table.Meta):
        model = Outage
        fields = ("source", "began_at", "ended_at", "lasted", "failures", "waiting")
        sequence = (*fields, "extended_terms")

    def render_source(self, value: str) -> str:
        """The registry; what each question ended with stands on the page of integrations."""
        return format_html("<b>{}</b>", short_name(value))

    def value_source(self, value: str) -> str:
        """The registry."""
        return short_name(value)

    def render_ended_at(self, record: Outage, column: DateColumn) -> str:
        """The moment, or that it goes on."""
        if record.ended_at is None:
            return tag(_("не отвечает"), "stop")
        return column.render(record.ended_at)

    def value_ended_at(self, record: Outage, column: DateColumn) -> str:
        """The moment, or nothing."""
        return column.render(record.ended_at) if record.ended_at else ""

    def render_lasted(self, record: Outage) -> str:
        """How long, up to now while it goes on."""
        return duration_words((record.ended_at or clock.now()) - record.began_at)

    def render_waiting(self, record: Outage) -> str:
        """Counts by kind."""
        return waiting_words(record.waiting) or "—"


class OutageFilters(django_filters.FilterSet):
    """By registry."""

    source = django_filters.ChoiceFilter(
        label=gettext_lazy("Реестр"), choices=list(SHORT_NAMES.items())
    )

    class Meta:
        model = Outage
        fields: tuple[str, ...] = ()


class OutagesPage(ListPage):
    """The register, newest first."""

    title = gettext_lazy("Сбои реестров")
    intro = gettext_lazy(
        "Нет ответа — не отказ и не допуск: вопросы повторяются сами, а сроки дел, которые ждали "
        "ответа, продлеваются на рабочие дни сбоя."
    )
    table_class = OutageTable
    filterset_class = OutageFilters
    export_name = "outages"
    empty_title = gettext_lazy("Реестры отвечают")
    empty_text = gettext_lazy(
        "Здесь появится каждый сбой: когда начался, что ждёт, когда кончился."
    )
    tabs = (
        Tab("all", gettext_lazy("Все")),
        Tab(
            "open",
            gettext_lazy("Идут сейчас"),
            lambda rows, actor: rows.filter(ended_at__isnull=True),
        ),
    )

    def get_queryset(self) -> models.QuerySet[Any]:
        """All of them: registries serve the whole country."""
        return Outage.objects.all()
