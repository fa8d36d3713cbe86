"""Columns of the payment registers."""

from contextlib import suppress
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.collation import search_key
from core.identifiers import Iban
from core.models import FundingStream, Region
from core.money import InvalidMoney, parse_tenge
from core.web.addresses import cabinet_reverse
from core.web.tables import (
    CodeColumn,
    DateColumn,
    MoneyColumn,
    MonthColumn,
    NumberColumn,
    RecordLinkColumn,
    SelectColumn,
    StateColumn,
    Table,
)
from core.web.templatetags.ortabilim import short_date
from payments.models import BankStatement, PaymentOrder, StatementLine


class MaskedIbanColumn(CodeColumn):
    """An account with its middle hidden, on the page and in the file."""

    def render(self, value: str) -> str:
        return Iban(value).masked


class PaymentTable(Table):
    """Orders as the finance centre works through them."""

    selected = SelectColumn(amount="amount_tiyn")
    number = RecordLinkColumn("payment", verbose_name=_("Поручение"))
    payee_name = tables.Column(verbose_name=_("Получатель"))
    payee_bin = CodeColumn(verbose_name=_("БИН"))
    payee_iban = MaskedIbanColumn(verbose_name=_("ИИК"), orderable=False)
    act = CodeColumn(accessor="act__number", verbose_name=_("Акт"))
    contract = CodeColumn(accessor="act__contract__number", verbose_name=_("Договор"))
    amount_tiyn = MoneyColumn(verbose_name=_("Сумма, ₸"))
    status = StateColumn()

    class Meta(Table.Meta):
        model = PaymentOrder
        fields = (
            "selected",
            "number",
            "payee_name",
            "payee_bin",
            "payee_iban",
            "act",
            "contract",
            "amount_tiyn",
            "status",
        )

    def render_number(self, value: str, record: PaymentOrder, column: Any) -> str:
        """The number as a link, the day it was formed below."""
        link = column.render(value, record, self)
        return format_html("{}<small>{}</small>", link, short_date(record.formed_on))

    def value_number(self, value: str) -> str:
        """The number alone: files are joined by it."""
        return value


class SchoolPaymentTable(Table):
    """Orders as the school waits for them."""

    number = CodeColumn(verbose_name=_("Поручение"))
    school = tables.Column(accessor="act__school__name", verbose_name=_("Школа"), orderable=False)
    act = CodeColumn(accessor="act__number", verbose_name=_("Акт"))
    month = MonthColumn(accessor="act__month", verbose_name=_("Месяц"))
    amount_tiyn = MoneyColumn(verbose_name=_("Сумма, ₸"))
    payee_iban = MaskedIbanColumn(verbose_name=_("ИИК"), orderable=False)
    status = StateColumn()
    executed_on = DateColumn(verbose_name=_("Перечислено"))

    class Meta(Table.Meta):
        model = PaymentOrder
        fields = (
            "number",
            "school",
            "act",
            "month",
            "amount_tiyn",
            "payee_iban",
            "status",
            "executed_on",
        )

    def render_act(self, value: str, record: PaymentOrder) -> str:
        """Opens the act that the money is for: how it came about stands there."""
        url = cabinet_reverse(self.request, "act", record.act_id)
        return format_html('<a href="{}">{}</a>', url, value)

    def value_act(self, value: str) -> str:
        """The number alone."""
        return value


class StatementTable(Table):
    """Imported statements."""

    statement_id = RecordLinkColumn("statement", verbose_name=_("Выписка"))
    account = MaskedIbanColumn(verbose_name=_("Счёт (ИИК)"), orderable=False)
    from_on = DateColumn(verbose_name=_("С"))
    to_on = DateColumn(verbose_name=_("По"))
    lines_count = NumberColumn(verbose_name=_("Строк"))
    matched = NumberColumn(verbose_name=_("Сопоставлено"))
    waiting = NumberColumn(verbose_name=_("Ждут разбора"))
    imported_at = DateColumn(verbose_name=_("Загружена"))

    class Meta(Table.Meta):
        model = BankStatement
        fields = (
            "statement_id",
            "account",
            "from_on",
            "to_on",
            "lines_count",
            "matched",
            "waiting",
            "imported_at",
        )


class StatementLineTable(Table):
    """Lines of one statement with what became of each."""

    position = tables.Column(verbose_name=_("№"))
    booked_on = DateColumn(verbose_name=_("Проведено"))
    key = CodeColumn(verbose_name=_("Ключ поручения"))
    order = tables.Column(
        accessor="order__number", verbose_name=_("Поручение"), order_by="order__number"
    )
    amount_tiyn = MoneyColumn(verbose_name=_("Сумма, ₸"))
    bank_reference = CodeColumn(verbose_name=_("Номер банка"))
    outcome = tables.Column(verbose_name=_("Итог"))
    resolution = RecordLinkColumn(
        "statement-line", verbose_name=_("Решение"), empty_values=(), orderable=False
    )

    class Meta(Table.Meta):
        model = StatementLine
        fields = (
            "position",
            "booked_on",
            "key",
            "order",
            "amount_tiyn",
            "bank_reference",
            "outcome",
            "resolution",
        )

    def render_order(self, value: str, record: StatementLine) -> str:
        """Opens the order that the bank has executed."""
        url = cabinet_reverse(self.request, "payment", record.order_id)
        return format_html('<a href="{}">{}</a>', url, value)

    def value_order(self, value: str) -> str:
        """The number alone."""
        return value

    def render_outcome(self, record: StatementLine) -> str:
        """A tag: a match is green, everything else waits or has been looked at."""
        is_matched = record.outcome == StatementLine.Outcome.MATCHED
        tone = "ok" if is_matched else "plain" if record.resolved_at else "warn"
        return format_html('<span class="tag tag-{}">{}</span>', tone, record.get_outcome_display())

    def value_outcome(self, record: StatementLine) -> str:
        """The words alone."""
        return record.get_outcome_display()

    def render_resolution(self, record: StatementLine, column: Any) -> str:
        """What was decided, or the link to decide."""
        if record.outcome == StatementLine.Outcome.MATCHED:
            return "—"
        if record.resolved_at:
            return record.resolution
        return column.render(_("Разобрать"), record, self)

    def value_resolution(self, record: StatementLine) -> str:
        """The decision alone."""
        return record.resolution


class PaymentFilters(django_filters.FilterSet):
    """Filters of the orders, kept in the URL."""

    region = django_filters.ModelChoiceFilter(queryset=Region.objects.all(), label=_("Регион"))
    stream = django_filters.ChoiceFilter(choices=FundingStream.choices, label=_("Поток"))
    q = django_filters.CharFilter(label=_("№, БИН, школа, сумма"), method="search")

    class Meta:
        model = PaymentOrder
        fields: tuple[str, ...] = ()

    def search(
        self, queryset: QuerySet[PaymentOrder], name: str, value: str
    ) -> QuerySet[PaymentOrder]:
        """Numbers of order, act, contract and register, BIN, school, sum in tenge."""
        wanted = (
            Q(number__icontains=value)
            | Q(key=value.upper())
            | Q(act__number__icontains=value)
            | Q(act__contract__number__icontains=value)
            | Q(register__number__icontains=value)
            | Q(payee_bin=value)
            | Q(act__school__search_key__contains=search_key(value))
        )
        with suppress(InvalidMoney):
            wanted |= Q(amount_tiyn=min(parse_tenge(value), 2**62))
        return queryset.filter(wanted)
