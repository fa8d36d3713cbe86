"""Schools as an auditor reads them: the passport and the history; pupils are counted, not named."""

from typing import Any

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Region
from core.web.listing import ListPage, Tab
from core.web.record import RecordTab
from schools.models import School
from schools.statuses import SchoolStatus
from schools.views.pages import BaseSchoolPage
from schools.views.tables import RegisterTable, SchoolFilters


class AuditedSchoolFilters(SchoolFilters):
    """The same, and the region."""

    region = django_filters.ModelChoiceFilter(label=_("Регион"), queryset=Region.objects.all())


class AuditedSchools(ListPage):
    """Every school of the country."""

    title = _("Реестр школ")
    table_class = RegisterTable
    filterset_class = AuditedSchoolFilters
    export_name = "schools"
    empty_title = _("Здесь пока нет школ")
    tabs = (
        Tab("all", _("Все")),
        Tab(
            "active",
            _("Активные"),
            lambda rows, actor: rows.filter(status=SchoolStatus.ACTIVE),
        ),
    )

    def get_queryset(self) -> models.QuerySet[School]:
        """Without drafts."""
        rows = School.objects.visible_to(self.actor).exclude(status=SchoolStatus.DRAFT)
        return rows.select_related("organisation")


class AuditedSchool(BaseSchoolPage):
    """One school."""

    read_only = True
    list_label = _("К реестру школ")

    def get_tabs(self) -> list[RecordTab]:
        """Without the list of pupils."""
        return [tab for tab in self.tabs if tab.code not in ("pupils", "teachers")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing to edit."""
        return super().get_context_data(editable=False, **kwargs)
