"""What the department's and the finance centre's pages of a plan share."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budget.models import FinancingPlan, FinancingPlanVersion, RegionalBudget
from budget.selectors.figures import figures_of
from budget.selectors.plans import plan_table
from core import clock
from core.workflow import available_actions


def budget_shown(request: HttpRequest) -> RegionalBudget | None:
    """The budget of the wanted (or present) year that the member may see."""
    rows = RegionalBudget.objects.visible_to(request.actor).select_related("region")
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) == 4 else None
    return rows.filter(year=year or clock.today().year).first() or (
        None if year else rows.order_by("-year").first()
    )


def plan_context(request: HttpRequest, plan: FinancingPlan) -> dict[str, Any]:
    """Both versions of a plan as tabs, the chosen one as a table, intakes with their runs."""
    effective, draft = plan.effective, plan.draft
    view = request.GET.get("view", "effective")
    version = draft if view == "changes" else effective
    return {
        "plan": plan,
        "version": version,
        "table": plan_table(version) if version else None,
        "figures": figures_of(plan.budget),
        "tabs": [
            _tab("effective", _("Действующий"), effective, view != "changes"),
            _tab("changes", _("Имеются изменения"), draft, view == "changes"),
        ],
        "version_actions": available_actions(version, request.actor) if version else [],
        "older": plan.versions.exclude(status="draft"),
        "tranches": plan.budget.tranches.order_by("-received_on", "-pk"),
    }


def intake_rows(plan: FinancingPlan, request: HttpRequest) -> list[dict[str, Any]]:
    """Intakes of a plan with counts of applications, their runs and moves."""
    intakes = plan.intakes.annotate(applied=Count("applications")).order_by("-pk")
    return [
        {
            "intake": intake,
            "applied": intake.applications.exclude(status__in=("draft", "withdrawn")).count(),
            "approved": intake.applications.filter(status="approved").count(),
            "undecided": intake.applications.filter(
                status__in=("submitted", "checking", "in_moderation", "returned")
            ).count(),
            "runs": list(intake.runs.order_by("-pk")),
            "actions": available_actions(intake, request.actor),
        }
        for intake in intakes
    ]


def _tab(
    code: str, label: Any, version: FinancingPlanVersion | None, current: bool
) -> dict[str, Any]:
    return {
        "label": label,
        "url": f"?view={code}",
        "count": 1 if version else 0,
        "current": current,
    }
