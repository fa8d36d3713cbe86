"""The registers of acts that went to the finance centre, with what has been paid of them."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet, Sum
from django.utils.dates import MONTHS
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from acts.models import ActRegister
from acts.statuses import RegisterStatus
from core import clock
from core.models import FundingStream, Region
from core.web.listing import ListPage
from core.web.tables import DateColumn, MoneyColumn, MonthColumn, NumberColumn, StateColumn, Table
from portal.statistics.export import few_pupils
from portal.statistics.protection import closed_registers

FIRST_YEAR = 2024  #: nothing earlier was financed through the portal

PUBLIC_REGISTERS = (
    RegisterStatus.SENT,
    RegisterStatus.RETURNED,
    RegisterStatus.ACCEPTED,
    RegisterStatus.PAID,
)


def public_registers() -> QuerySet[ActRegister]:
    """Registers that were sent, each with ``paid_tiyn`` of its acts."""
    return (
        ActRegister.objects.filter(status__in=PUBLIC_REGISTERS)
        .select_related("region")
        .annotate(paid_tiyn=Sum("acts__paid_tiyn", default=0))
        .order_by("-month", "-id")
    )


def years() -> list[tuple[int, str]]:
    """Years of service a visitor may choose, the latest first."""
    return [(year, str(year)) for year in range(clock.today().year, FIRST_YEAR - 1, -1)]


class RegistersTable(Table):
    """Registers by month, the latest first."""

    number = tables.Column(verbose_name=_("Реестр"), attrs={"td": {"class": "keep"}})
    region = tables.Column(verbose_name=_("Регион"), order_by="region__sort_key")
    stream = tables.Column(verbose_name=_("Вид финансирования"))
    month = MonthColumn(verbose_name=_("Месяц"))
    acts_count = NumberColumn(verbose_name=_("Актов"))
    total_tiyn = MoneyColumn(verbose_name=_("Сумма, ₸"), orderable=False)
    paid_tiyn = MoneyColumn(verbose_name=_("Оплачено, ₸"), orderable=False)
    sent_on = DateColumn(verbose_name=_("Направлен"))
    accepted_on = DateColumn(verbose_name=_("Дата принятия"))
    status = StateColumn()

    closed: Any = ()

    class Meta(Table.Meta):
        model = ActRegister
        fields = (
            "number",
            "region",
            "stream",
            "month",
            "acts_count",
            "total_tiyn",
            "paid_tiyn",
            "sent_on",
            "accepted_on",
            "status",
        )

    def render_total_tiyn(self, record: ActRegister, value: int, column: Any) -> Any:
        return few_pupils() if record in self.closed else column.render(value)

    def value_total_tiyn(self, record: ActRegister, value: int, column: Any) -> Any:
        return few_pupils() if record in self.closed else column.value(value)

    render_paid_tiyn = render_total_tiyn
    value_paid_tiyn = value_total_tiyn


class RegistersFilters(django_filters.FilterSet):
    """Region, stream, year and month, state."""

    region = django_filters.ModelChoiceFilter(label=_("Регион"), queryset=Region.objects.all())
    year = django_filters.ChoiceFilter(
        label=_("Год"), choices=years, field_name="month", lookup_expr="year"
    )
    month = django_filters.ChoiceFilter(
        label=_("Месяц"), choices=list(MONTHS.items()), field_name="month", lookup_expr="month"
    )
    stream = django_filters.ChoiceFilter(
        label=_("Вид финансирования"), choices=FundingStream.choices
    )
    status = django_filters.ChoiceFilter(
        label=_("Статус"),
        choices=[(one.value, one.label) for one in PUBLIC_REGISTERS],
    )


class RegistersPage(ListPage):
    """What was put up for payment and what the bank has confirmed of it."""

    template_name = "portal/statistics/list.html"
    base_template = "base.html"
    title = _("Реестры актов для оплаты")
    intro = _("Реестры, направленные управлениями образования в Финансовый центр.")
    table_class = RegistersTable
    filterset_class = RegistersFilters
    export_name = "registers"
    empty_title = _("Реестров пока нет")

    def get_queryset(self) -> QuerySet[ActRegister]:
        """All registers that were sent: they are public."""
        return public_registers()

    @cached_property
    def table(self) -> Table:
        """The rows, and which of them show no sum."""
        table = super().table
        table.closed = closed_registers()
        return table
