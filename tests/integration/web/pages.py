"""Small pages over поручения and regions, to test the shared machinery with."""

import django_filters
import django_tables2 as tables
from django.db.models import F, QuerySet

from accounts.models import Delegation, Organisation
from accounts.services.delegation import revoke_delegation
from core.web.actions import TransitionView
from core.web.bulk import BulkAction
from core.web.filters import SearchFilter, TengeFilter
from core.web.listing import ListPage, Tab
from core.web.record import NextAction, RecordPage, Step, money_steps
from core.web.tables import MoneyColumn, RecordLinkColumn, SelectColumn, StateColumn, Table


class OrganisationFilters(django_filters.FilterSet):
    """By part of the name and by kind."""

    q = SearchFilter(fields=("search_key", "bin"), label="Поиск")
    sum_from = TengeFilter(field_name="amount", lookup_expr="gte", label="Сумма от, ₸")
    kind = django_filters.ChoiceFilter(
        choices=Organisation._meta.get_field("kind").choices, label="Вид"
    )

    class Meta:
        model = Organisation
        fields = ()


class OrganisationTable(Table):
    """Name, kind and an invented sum: id × 1 tenge."""

    name_ru = tables.Column(verbose_name="Наименование")
    kind = tables.Column(verbose_name="Вид")
    amount = MoneyColumn(verbose_name="Сумма, ₸")

    class Meta(Table.Meta):
        model = Organisation
        fields = ("name_ru", "kind", "amount")


class OrganisationsPage(ListPage):
    """A list of everything, with tabs, filters and totals."""

    title = "Организации"
    table_class = OrganisationTable
    filterset_class = OrganisationFilters
    total_field = "amount"
    export_name = "organisations"
    tabs = (
        Tab("all", "Все"),
        Tab("vendors", "Поставщики", lambda rows, actor: rows.filter(kind="lms_vendor")),
    )

    def get_queryset(self) -> QuerySet:
        return Organisation.objects.annotate(amount=F("id") * 100)


class DelegationTable(Table):
    """With checkboxes and a link."""

    selected = SelectColumn()
    number = RecordLinkColumn("record", verbose_name="Номер")
    status = StateColumn()

    class Meta(Table.Meta):
        model = Delegation
        fields = ("selected", "number", "status")


class DelegationsPage(ListPage):
    """With a bulk move that needs a reason and no service."""

    title = "Поручения"
    table_class = DelegationTable
    bulk_actions = (BulkAction("revoke", "Отозвать", tone="stop", needs_reason=True),)

    def get_queryset(self) -> QuerySet:
        return Delegation.objects.visible_to(self.request.actor)


class DelegationPage(RecordPage):
    """A record with everything on it."""

    list_url_name = "list"
    actions_url_name = "act"

    def get_queryset(self) -> QuerySet:
        return Delegation.objects.visible_to(self.request.actor)

    def get_next_action(self) -> NextAction:
        return NextAction("От вас: проверить", "После срока уйдёт руководителю.", "До 14.11.2025")

    def get_steps(self) -> object:
        return money_steps(Step.ACT, notes={Step.PLAN: "20.10"})


class DelegationAction(TransitionView):
    """The move behind the record's button."""

    record_url_name = "record"

    def get_queryset(self) -> QuerySet:
        return Delegation.objects.visible_to(self.request.actor)

    def perform(self, record: Delegation, name: str, *, reason: str) -> Delegation:
        return revoke_delegation(delegation=record, actor=self.request.actor, reason=reason)
