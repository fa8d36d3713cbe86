"""The table and filters of applications."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from budget.models import FundingApplication
from budget.statuses import ApplicationStatus
from core.collation import search_key
from core.web.filters import LinkedFilter
from core.web.tables import (
    CodeColumn,
    DateColumn,
    MoneyColumn,
    NumberColumn,
    RecordLinkColumn,
    StateColumn,
    Table,
)
from schools.models import School


class ApplicationTable(Table):
    """Applications of a school or of a region."""

    actions = RecordLinkColumn("application", text=_("Открыть"), verbose_name=_("Действия"))
    number = CodeColumn(verbose_name=_("Номер"))
    school = tables.Column(verbose_name=_("Школа"), order_by="school__sort_key")
    contingent = NumberColumn(verbose_name=_("Контингент"))
    need_tiyn = MoneyColumn(verbose_name=_("Потребность, ₸"))
    status = StateColumn()
    submitted_at = DateColumn(verbose_name=_("Отправлена"), days=True)
    due_on = DateColumn(verbose_name=_("Срок"))

    class Meta(Table.Meta):
        model = FundingApplication
        fields = (
            "actions",
            "number",
            "school",
            "contingent",
            "need_tiyn",
            "status",
            "submitted_at",
            "due_on",
        )


class ApplicationFilters(django_filters.FilterSet):
    """Search by number or school, and the state."""

    q = django_filters.CharFilter(label=_("Номер или школа"), method="search")
    status = django_filters.ChoiceFilter(label=_("Статус"), choices=ApplicationStatus.choices)
    school = LinkedFilter(label=_("Школа"), among=School.objects.visible_to)

    class Meta:
        model = FundingApplication
        fields = ("q", "status", "school")

    def search(self, rows: QuerySet, _name: str, text: str) -> Any:
        """Number, name, BIN or school id."""
        return rows.filter(
            Q(number__icontains=text) | Q(school__search_key__contains=search_key(text))
        )
