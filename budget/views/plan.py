"""The department's budget and plan: versions, tranches, norms, intakes."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from budget.forms import IntakeForm, PlanForm, ReopenIntakeForm
from budget.models import FinancingPlan, FinancingPlanVersion, Intake
from budget.selectors.figures import figures_of
from budget.selectors.norms import norms_in_force
from budget.selectors.plans import month_totals
from budget.services.distributing import calculate
from budget.services.intakes import close_intake, open_intake, reopen_intake
from budget.services.planning import discard_draft, form_plan, put_plan_into_force
from budget.views.plan_page import budget_shown, intake_rows, plan_context
from core import clock
from core.periods import Month
from core.web.actions import TransitionView, impossible
from core.web.addresses import cabinet_reverse
from core.workflow import TransitionForbidden, TransitionImpossible, perform


def _versions(request: HttpRequest) -> Any:
    plans = FinancingPlan.objects.visible_to(request.actor)
    return FinancingPlanVersion.objects.filter(plan__in=plans).select_related("plan")


def _intakes(request: HttpRequest) -> Any:
    plans = FinancingPlan.objects.visible_to(request.actor)
    return Intake.objects.filter(plan__in=plans).select_related("plan")


class BudgetPage(View):
    """«Бюджет для частных школ»."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Figures, tranches, norms with their marks."""
        budget = budget_shown(request)
        context: dict[str, Any] = {"title": _("Бюджет для частных школ"), "budget": budget}
        if budget is not None:
            context |= {
                "figures": figures_of(budget),
                "tranches": budget.tranches.order_by("-received_on", "-pk"),
                "norms": norms_in_force(on_date=clock.today(), region=budget.region_id),
            }
        return render(request, "budget/budget.html", context)


class PlanPage(View):
    """«План на финансирования»: in force / has changes, intakes and distributions below."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The plan of the present year, or the way to form one."""
        budget = budget_shown(request)
        plan = FinancingPlan.objects.filter(budget=budget).first() if budget else None
        context: dict[str, Any] = {
            "title": _("План на финансирования"),
            "budget": budget,
            "may_change": budget is not None,
        }
        if plan is not None:
            context |= plan_context(request, plan)
            context["intakes"] = intake_rows(plan, request)
        return render(request, "budget/plan.html", context)


class PlanDraftPage(View):
    """Form the plan, or changes of it, by totals of months."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The draft where one exists, else the version in force."""
        return self._page(PlanForm(year=self._budget().year, amounts=self._amounts()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write the draft."""
        budget = self._budget()
        form = PlanForm(request.POST, year=budget.year, amounts=self._amounts())
        if not form.is_valid():
            return self._page(form)
        try:
            form_plan(budget=budget, months=form.months, actor=request.actor)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            form.add_error(None, str(refusal))
            return self._page(form)
        messages.success(request, _("Проект плана сохранён. Утверждает его руководитель."))
        return redirect(f"{cabinet_reverse(request, 'plan')}?view=changes")

    def _budget(self) -> Any:
        budget = budget_shown(self.request)
        if budget is None:
            raise PermissionDenied
        return budget

    def _amounts(self) -> dict[Month, int]:
        plan = FinancingPlan.objects.filter(budget=self._budget()).first()
        return month_totals((plan.draft or plan.effective) if plan else None)

    def _page(self, form: PlanForm) -> HttpResponse:
        context = {
            "form": form,
            "title": _("План финансирования на %(year)s год") % {"year": self._budget().year},
            "lead": _("Суммы по месяцам оказания услуг, в тенге. Пустой месяц не финансируется."),
            "button": _("Сохранить проект"),
            "back_url": cabinet_reverse(self.request, "plan"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "budget/plan_draft.html", context, status=status)


class PlanVersionAction(TransitionView):
    """Approve a draft, close the year's plan."""

    def get_queryset(self) -> Any:
        """Versions of the region's plans."""
        return _versions(self.request)

    def get_record_url(self, record: Any) -> str:
        """The plan's page."""
        return cabinet_reverse(self.request, "plan")

    def perform(self, record: FinancingPlanVersion, name: str, *, reason: str) -> Any:
        """Through the service that guards the counters."""
        if name == "put_into_force":
            return put_plan_into_force(version=record, actor=self.request.actor)
        if name == "close":
            return perform(record, name, actor=self.request.actor, reason=reason)
        raise TransitionForbidden(name)


class DiscardDraft(View):
    """Delete a draft of the plan."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete it, or say why not."""
        version = get_object_or_404(_versions(request), pk=pk)
        url = cabinet_reverse(request, "plan")
        try:
            discard_draft(version=version, actor=request.actor)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=url)
        messages.success(request, _("Проект изменений удалён."))
        return redirect(url)


class OpenIntakePage(View):
    """Open a window for applications."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """September–December, ten days from today, unless changed."""
        plan, today = self._plan(), clock.today()
        initial = {
            "first_month": f"{plan.year}-09",
            "last_month": f"{plan.year}-12",
            "opens_on": today,
            "closes_on": today + dt.timedelta(days=10),
        }
        return self._page(IntakeForm(year=plan.year, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open it."""
        plan = self._plan()
        form = IntakeForm(request.POST, year=plan.year)
        if not form.is_valid():
            return self._page(form)
        try:
            open_intake(plan=plan, actor=request.actor, **form.cleaned_data)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            form.add_error(None, str(refusal))
            return self._page(form)
        messages.success(request, _("Приём заявок открыт."))
        return redirect(cabinet_reverse(request, "plan"))

    def _plan(self) -> FinancingPlan:
        return get_object_or_404(
            FinancingPlan.objects.visible_to(self.request.actor),
            budget=budget_shown(self.request),
        )

    def _page(self, form: IntakeForm) -> HttpResponse:
        context = {
            "form": form,
            "title": _("Открыть приём заявок"),
            "button": _("Открыть приём"),
            "back_url": cabinet_reverse(self.request, "plan"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "budget/form_page.html", context, status=status)


class IntakeAction(TransitionView):
    """Close an intake; opening again asks for a day on a page of its own."""

    def get_queryset(self) -> Any:
        """The region's."""
        return _intakes(self.request)

    def get_record_url(self, record: Any) -> str:
        """The plan's page."""
        return cabinet_reverse(self.request, "plan")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """«Открыть приём снова» has a form of its own."""
        if request.GET.get("action") == "reopen":
            return redirect(cabinet_reverse(request, "intake-reopen", kwargs["pk"]))
        return super().get(request, *args, **kwargs)

    def perform(self, record: Intake, name: str, *, reason: str) -> Any:
        """Only closing is a plain move."""
        if name == "close":
            return close_intake(intake=record, actor=self.request.actor)
        raise TransitionForbidden(name)


class ReopenIntakePage(View):
    """Take applications again until a day, with a reason."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the day and the reason."""
        get_object_or_404(_intakes(request), pk=pk)
        return self._page(ReopenIntakeForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Reopen it."""
        intake, form = get_object_or_404(_intakes(request), pk=pk), ReopenIntakeForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        url = cabinet_reverse(request, "plan")
        try:
            reopen_intake(intake=intake, actor=request.actor, **form.cleaned_data)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=url)
        messages.success(request, _("Приём заявок открыт снова."))
        return redirect(url)

    def _page(self, form: ReopenIntakeForm) -> HttpResponse:
        context = {
            "form": form,
            "title": _("Открыть приём снова"),
            "button": _("Открыть приём снова"),
            "back_url": cabinet_reverse(self.request, "plan"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "budget/form_page.html", context, status=status)


class CalculatePage(View):
    """«Рассчитать распределение» of a closed intake."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Calculate and open the run."""
        intake = get_object_or_404(_intakes(request), pk=pk)
        try:
            run = calculate(intake=intake, actor=request.actor)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=cabinet_reverse(request, "plan"))
        return redirect(cabinet_reverse(request, "distribution", run.pk))
