"""The finance centre: register of education departments, their plans, tranches that arrived."""

from typing import Any

import django_tables2 as tables
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.models import Organisation, OrganisationKind
from budget.forms import TrancheForm
from budget.models import FinancingPlan, FinancingPlanVersion, RegionalBudget
from budget.services.tranches import record_tranche
from budget.views.plan_page import plan_context
from core import clock
from core.web.addresses import cabinet_reverse
from core.web.listing import ListPage, Tab
from core.web.tables import CodeColumn, MoneyColumn, RecordLinkColumn, Table
from core.workflow import TransitionForbidden, TransitionImpossible


class DepartmentTable(Table):
    """Education departments with the money of the present year."""

    name = tables.Column(verbose_name=gettext_lazy("Управление образования"), order_by="sort_key")
    bin = CodeColumn(verbose_name=gettext_lazy("БИН"))
    region = tables.Column(verbose_name=gettext_lazy("Регион"), order_by="region__sort_key")
    budget_tiyn = MoneyColumn(verbose_name=gettext_lazy("Бюджет, ₸"))
    planned_tiyn = MoneyColumn(verbose_name=gettext_lazy("План, ₸"))
    received_tiyn = MoneyColumn(verbose_name=gettext_lazy("Поступило, ₸"))
    contracted_tiyn = MoneyColumn(verbose_name=gettext_lazy("Договоры, ₸"))

    class Meta(Table.Meta):
        model = Organisation
        fields = (
            "name",
            "bin",
            "region",
            "budget_tiyn",
            "planned_tiyn",
            "received_tiyn",
            "contracted_tiyn",
        )


class DepartmentsPage(ListPage):
    """«Реестр управлений образования (УО)»."""

    title = gettext_lazy("Реестр управлений образования (УО)")
    table_class = DepartmentTable
    total_field = "budget_tiyn"
    export_name = "departments"

    def get_queryset(self) -> QuerySet:
        """All departments; the finance centre serves the whole country."""
        budgets = RegionalBudget.objects.visible_to(self.request.actor).filter(
            region=OuterRef("region"), year=clock.today().year, stream="tuition"
        )
        one = lambda field: Subquery(budgets.values(field)[:1])  # noqa: E731
        return (
            Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT)
            .select_related("region")
            .annotate(
                budget_tiyn=one("amount_tiyn"),
                planned_tiyn=one("planned_tiyn"),
                received_tiyn=one("received_tiyn"),
                contracted_tiyn=one("plan__contracted_tiyn"),
            )
        )


class PlanTable(Table):
    """Plans of the regions."""

    actions = RecordLinkColumn(
        "plan", text=gettext_lazy("Открыть"), verbose_name=gettext_lazy("Действия")
    )
    region = tables.Column(verbose_name=gettext_lazy("Регион"), order_by="region__sort_key")
    year = tables.Column(verbose_name=gettext_lazy("Год"))
    stream = tables.Column(verbose_name=gettext_lazy("Направление"))
    budget_tiyn = MoneyColumn(verbose_name=gettext_lazy("Бюджет, ₸"))
    amount_tiyn = MoneyColumn(verbose_name=gettext_lazy("План, ₸"))
    contracted_tiyn = MoneyColumn(verbose_name=gettext_lazy("Договоры, ₸"))
    received_tiyn = MoneyColumn(verbose_name=gettext_lazy("Поступило, ₸"))

    class Meta(Table.Meta):
        model = FinancingPlan
        fields = (
            "actions",
            "region",
            "year",
            "stream",
            "budget_tiyn",
            "amount_tiyn",
            "contracted_tiyn",
            "received_tiyn",
        )


def _with_draft(rows: QuerySet, _actor: Any) -> QuerySet:
    drafts = FinancingPlanVersion.objects.filter(plan=OuterRef("pk"), status="draft")
    return rows.filter(Exists(drafts))


class PlansPage(ListPage):
    """«Планы на финансирования по каждому УО»."""

    title = gettext_lazy("Планы на финансирования по каждому УО")
    table_class = PlanTable
    total_field = "amount_tiyn"
    export_name = "plans"
    tabs = (
        Tab("effective", gettext_lazy("Действующие")),
        Tab("changes", gettext_lazy("Имеются изменения"), _with_draft),
    )

    def get_queryset(self) -> QuerySet:
        """All plans with their budgets' counters."""
        return (
            FinancingPlan.objects.visible_to(self.request.actor)
            .select_related("region")
            .annotate(
                budget_tiyn=F("budget__amount_tiyn"), received_tiyn=F("budget__received_tiyn")
            )
        )


class PlanPage(View):
    """One department's plan as the finance centre sees it, with the money that arrived."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The plan's versions and tranches."""
        rows = FinancingPlan.objects.visible_to(request.actor).select_related("region", "budget")
        plan = get_object_or_404(rows, pk=pk)
        context = plan_context(request, plan)
        context |= {
            "title": _("План на финансирования"),
            "budget": plan.budget,
            "version_actions": [],
            "tranche_url": cabinet_reverse(request, "tranche-new", plan.budget_id),
            "back_url": cabinet_reverse(request, "plans"),
        }
        return render(request, "budget/plan.html", context)


class RecordTranchePage(View):
    """Enter a part of the region's money."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form, today."""
        budget = self._budget(pk)
        return self._page(budget, TrancheForm(initial={"received_on": clock.today()}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Record it."""
        budget, form = self._budget(pk), TrancheForm(request.POST)
        if not form.is_valid():
            return self._page(budget, form)
        try:
            record_tranche(budget=budget, actor=request.actor, **form.cleaned_data)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            form.add_error(None, str(refusal))
            return self._page(budget, form)
        messages.success(request, _("Транш записан."))
        return redirect(self._back(budget))

    def _budget(self, pk: int) -> RegionalBudget:
        return get_object_or_404(RegionalBudget.objects.visible_to(self.request.actor), pk=pk)

    def _back(self, budget: RegionalBudget) -> str:
        plan = FinancingPlan.objects.filter(budget=budget).first()
        if plan is None:
            return cabinet_reverse(self.request, "departments")
        return cabinet_reverse(self.request, "plan", plan.pk)

    def _page(self, budget: RegionalBudget, form: TrancheForm) -> HttpResponse:
        context = {
            "form": form,
            "title": _("Записать поступление: %(region)s") % {"region": budget.region.name},
            "button": _("Записать поступление"),
            "back_url": self._back(budget),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "budget/form_page.html", context, status=status)
