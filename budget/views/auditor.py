"""Applications as an auditor reads them."""

from typing import Any

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.models import FundingApplication
from budget.views.application_lists import ApplicationFilters, ApplicationTable
from core.models import Region
from core.web.listing import ListPage, Tab


class AuditedApplicationFilters(ApplicationFilters):
    """The same, and the region."""

    region = django_filters.ModelChoiceFilter(label=_("Регион"), queryset=Region.objects.all())

    class Meta:
        model = FundingApplication
        fields = ("q", "region", "status")


def _in_state(*states: str) -> Any:
    return lambda rows, actor: rows.filter(status__in=states)


class AuditedApplications(ListPage):
    """Every application of the country."""

    title = _("Заявки на финансирование")
    table_class = ApplicationTable
    filterset_class = AuditedApplicationFilters
    total_field = "need_tiyn"
    export_name = "applications"
    empty_title = _("Заявок пока нет")
    tabs = (
        Tab("all", _("Все")),
        Tab("moderated", _("На рассмотрении"), _in_state("in_moderation", "checking", "submitted")),
        Tab("approved", _("Одобрены"), _in_state("approved", "allocated", "reserve")),
        Tab("refused", _("Отказано"), _in_state("refused", "appealed")),
    )

    def get_queryset(self) -> models.QuerySet:
        """Without drafts: what nobody has sent yet is not a document."""
        rows = FundingApplication.objects.visible_to(self.actor).exclude(status="draft")
        return rows.select_related("school")
