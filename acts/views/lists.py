"""«Акты»: date, sum, state, paid or not."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from acts.models import Act
from acts.selectors.registers import with_invoices
from acts.statuses import ActStatus
from core import clock
from core.collation import search_key
from core.periods import Month
from core.web.addresses import cabinet_reverse
from core.web.filters import LinkedFilter, MonthFilter
from core.web.listing import ListPage, Tab
from core.web.tables import (
    DateColumn,
    MoneyColumn,
    MonthColumn,
    NumberColumn,
    RecordLinkColumn,
    StateColumn,
    Table,
)
from schools.models import School


class ActTable(Table):
    """The deck's columns and ours."""

    number = RecordLinkColumn("act", verbose_name=_("Акт"))
    formed_at = DateColumn(verbose_name=_("Дата"), days=True)
    month = MonthColumn(verbose_name=_("Месяц"))
    school = tables.Column(
        accessor="school__name_ru", verbose_name=_("Школа"), order_by="school__sort_key"
    )
    amount_tiyn = MoneyColumn(verbose_name=_("Сумма, ₸"))
    held_tiyn = MoneyColumn(verbose_name=_("Отложено, ₸"))
    payable_count = NumberColumn(verbose_name=_("Учеников"))
    status = StateColumn()
    is_paid = tables.Column(
        accessor="status", verbose_name=_("Оплата"), order_by="paid_on", empty_values=()
    )

    class Meta(Table.Meta):
        model = Act
        fields = (
            "number",
            "formed_at",
            "month",
            "school",
            "amount_tiyn",
            "held_tiyn",
            "payable_count",
            "status",
            "is_paid",
        )

    def render_school(self, record: Act) -> str:
        return record.school.name

    def render_is_paid(self, record: Act) -> Any:
        return _("Оплачен") if record.status == ActStatus.PAID else _("Не оплачен")

    def value_is_paid(self, record: Act) -> str:
        return str(self.render_is_paid(record))


class ActFilters(django_filters.FilterSet):
    """Search by number, contract, school or BIN; month; state."""

    q = django_filters.CharFilter(label=_("Поиск: №, договор, школа, БИН"), method="search")
    month = MonthFilter(label=_("Месяц"))
    status = django_filters.ChoiceFilter(label=_("Статус"), choices=ActStatus.choices)
    school = LinkedFilter(label=_("Школа"), among=School.objects.visible_to)

    class Meta:
        model = Act
        fields = ("q", "month", "status", "school")

    def search(self, rows: models.QuerySet, _name: str, text: str) -> models.QuerySet:
        asked = text.strip()
        return rows.filter(
            Q(number__icontains=asked)
            | Q(contract__number__icontains=asked)
            | Q(school__search_key__contains=search_key(asked))
        )


def in_states(*states: str) -> Any:
    """The filter of a tab."""
    return lambda rows, actor: rows.filter(status__in=states)


class ActsPage(ListPage):
    """Acts that the member may see."""

    title = _("Акты")
    table_class = ActTable
    filterset_class = ActFilters
    total_field = "amount_tiyn"
    export_name = "acts"
    empty_title = _("Актов пока нет")
    empty_text = _("Акт месяца формируется сам по данным LMS и действующему договору.")

    def get_queryset(self) -> models.QuerySet:
        acts = Act.objects.visible_to(self.actor).select_related("school", "contract")
        return with_invoices(acts)


class SchoolActs(ActsPage):
    """The school's."""

    tabs = (
        Tab("all", _("Все")),
        Tab("mine", _("Ждут меня"), in_states("with_school", "signed", "returned")),
        Tab("unpaid", _("Не оплачены"), lambda rows, actor: rows.exclude(status="paid")),
        Tab("paid", _("Оплачены"), in_states("paid")),
    )


class DepartmentActs(ActsPage):
    """The region's, by who must act; the button forms the acts of the last ended month."""

    tools_template = "acts/_form_month.html"

    tabs = (
        Tab("mine", _("Ждут подписи УО"), in_states("with_department")),
        Tab("school", _("У школ"), in_states("awaiting_data", "with_school", "returned")),
        Tab("invoice", _("Ждут ЭСФ или реестра"), in_states("signed")),
        Tab("paying", _("В оплате"), in_states("in_register", "payable")),
        Tab("paid", _("Оплачены"), in_states("paid")),
        Tab("all", _("Все")),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form_month_url=cabinet_reverse(self.request, "acts-form"),
            last_month=Month.of(clock.today()).previous(),
            **kwargs,
        )
