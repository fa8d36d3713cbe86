"""Acts and registers as an auditor reads them: the whole country, no buttons, no pupils' names."""

import django_filters
from django.utils.translation import gettext_lazy as _

from acts.models import Act
from acts.views.lists import ActFilters, ActsPage, ActTable, in_states
from acts.views.registers import RegistersPage
from core import clock
from core.models import Region
from core.web.listing import Tab


class AuditedActTable(ActTable):
    """The officer's columns without the sums held back; the region instead."""

    class Meta(ActTable.Meta):
        exclude = ("formed_at", "is_paid")


class AuditedActFilters(ActFilters):
    """The same, and the region."""

    region = django_filters.ModelChoiceFilter(label=_("Регион"), queryset=Region.objects.all())

    class Meta:
        model = Act
        fields = ("q", "region", "month", "status")


class AuditedActs(ActsPage):
    """Every act of the country."""

    table_class = AuditedActTable
    filterset_class = AuditedActFilters
    tabs = (
        Tab("all", _("Все")),
        Tab(
            "unsigned",
            _("На подписи"),
            in_states("awaiting_data", "with_school", "returned", "with_department"),
        ),
        Tab("paying", _("В оплате"), in_states("signed", "in_register", "payable")),
        Tab(
            "late",
            _("Просрочены"),
            lambda rows, actor: rows.filter(due_on__lt=clock.today()).exclude(
                status__in=("paid", "annulled")
            ),
        ),
        Tab("paid", _("Оплачены"), in_states("paid")),
    )


class AuditedRegisters(RegistersPage):
    """Every register of the country."""

    tabs = (
        Tab("all", _("Все")),
        Tab("forming", _("Готовятся"), in_states("forming", "signed", "returned")),
        Tab("sent", _("В Финансовом центре"), in_states("sent", "accepted")),
        Tab("paid", _("Оплачены"), in_states("paid")),
    )
