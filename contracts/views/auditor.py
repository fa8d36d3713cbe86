"""Contracts as an auditor reads them."""

import django_filters
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.views.lists import ContractFilters, ContractsPage, in_states
from core.models import Region
from core.web.listing import Tab


class AuditedContractFilters(ContractFilters):
    """The same, and the region."""

    region = django_filters.ModelChoiceFilter(label=_("Регион"), queryset=Region.objects.all())

    class Meta:
        model = Contract
        fields = ("q", "region", "status")


class AuditedContracts(ContractsPage):
    """Every contract of the country."""

    filterset_class = AuditedContractFilters
    tabs = (
        Tab("all", _("Все")),
        Tab("active", _("Активные"), in_states("active")),
        Tab("to_sign", _("На подписи"), in_states("formed", "with_school", "with_department")),
        Tab(
            "ended", _("Прекращены"), in_states("suspended", "terminated", "declined", "fulfilled")
        ),
    )
