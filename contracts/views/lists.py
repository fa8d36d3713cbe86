"""«Договоры»: number, state, from – to."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.statuses import ContractStatus
from core.collation import search_key
from core.web.filters import LinkedFilter
from core.web.listing import ListPage, Tab
from core.web.tables import MoneyColumn, RecordLinkColumn, StateColumn, Table
from core.web.templatetags.ortabilim import month
from schools.models import School


class ContractTable(Table):
    """The deck's columns first, ours after them."""

    number = RecordLinkColumn("contract", verbose_name=_("Номер"))
    status = StateColumn()
    period = tables.Column(
        accessor="first_month", verbose_name=_("С – по"), order_by=("first_month", "last_month")
    )
    school = tables.Column(
        accessor="school__name_ru", verbose_name=_("Школа"), order_by="school__sort_key"
    )
    amount_tiyn = MoneyColumn(verbose_name=_("Сумма, ₸"))
    acted_tiyn = MoneyColumn(verbose_name=_("По актам, ₸"))

    class Meta(Table.Meta):
        model = Contract
        fields = ("number", "status", "period", "school", "amount_tiyn", "acted_tiyn")

    def render_period(self, record: Contract) -> str:
        return format_html(
            '<span class="keep">{} –</span> <span class="keep">{}</span>',
            month(record.first_month),
            month(record.last_month),
        )

    def value_period(self, record: Contract) -> str:
        return f"{record.first_month:%Y-%m} – {record.last_month:%Y-%m}"

    def render_school(self, record: Contract) -> str:
        return record.school.name


class ContractFilters(django_filters.FilterSet):
    """Search by number, school or BIN, and the state."""

    q = django_filters.CharFilter(label=_("Поиск: №, школа, БИН"), method="search")
    status = django_filters.ChoiceFilter(label=_("Статус"), choices=ContractStatus.choices)
    school = LinkedFilter(label=_("Школа"), among=School.objects.visible_to)

    class Meta:
        model = Contract
        fields = ("q", "status", "school")

    def search(self, rows: models.QuerySet, _name: str, text: str) -> models.QuerySet:
        return rows.filter(
            Q(number__icontains=text.strip()) | Q(school__search_key__contains=search_key(text))
        )


def in_states(*states: str) -> Any:
    """The filter of a tab."""
    return lambda rows, actor: rows.filter(status__in=states)


class ContractsPage(ListPage):
    """Contracts that the member may see."""

    title = _("Договоры")
    table_class = ContractTable
    filterset_class = ContractFilters
    total_field = "amount_tiyn"
    export_name = "contracts"
    empty_title = _("Договоров пока нет")
    empty_text = _("Договор формируется, когда зафиксировано распределение бюджета.")

    def get_queryset(self) -> models.QuerySet:
        return Contract.objects.visible_to(self.actor).select_related("school__organisation")


class SchoolContracts(ContractsPage):
    """The school's."""

    tabs = (
        Tab("mine", _("Ждут вашей подписи"), in_states("with_school")),
        Tab("active", _("Активные"), in_states("active")),
        Tab("all", _("Все")),
    )

    def get_tabs(self) -> list[Tab]:
        """What waits comes first only while something waits."""
        waits = self.visible.filter(status="with_school").exists()
        return list(self.tabs if waits else self.tabs[1:])


class DepartmentContracts(ContractsPage):
    """The region's: the deck's «Активные» and «На подписи»."""

    tabs = (
        Tab("active", _("Активные"), in_states("active")),
        Tab("to_sign", _("На подписи"), in_states("formed", "with_school", "with_department")),
        Tab("all", _("Все")),
    )
