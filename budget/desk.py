"""What waits for whom in this room."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from budget.models import DistributionRun, FinancingPlanVersion, FundingApplication, Intake
from budget.selectors.applications import waiting_for_department, waiting_for_school
from core.web.desk import Waiting, register_work, waiting_in
from core.workflow import Actor


def _applications(select: Any) -> Any:
    def count(actor: Actor) -> Waiting:
        return waiting_in(select(FundingApplication.objects.visible_to(actor)))

    return count


def _intakes_to_share(actor: Actor) -> int:
    """Closed intakes whose calculation nobody has agreed to yet; an agreed one is to be fixed."""
    rows = Intake.objects.filter(region_id=actor.region_id, status="closed")
    return rows.exclude(runs__status="agreed").count()


def _drafts_for_head(actor: Actor) -> int:
    if actor.role != Role.DEPARTMENT_HEAD:
        return 0
    rows = FinancingPlanVersion.objects.filter(plan__region_id=actor.region_id, status="draft")
    return rows.exclude(created_by_id=actor.membership_id).count()


def _agreed_runs(actor: Actor) -> int:
    return DistributionRun.objects.filter(region_id=actor.region_id, status="agreed").count()


def _runs_to_fix(actor: Actor) -> int:
    if actor.role != Role.DEPARTMENT_HEAD:
        return 0
    rows = DistributionRun.objects.filter(region_id=actor.region_id, status="agreed")
    return rows.exclude(created_by_id=actor.membership_id).count()


register_work(
    "school:applications",
    title=_("Заявки: заполните и отправьте"),
    after=_("после закрытия приёма заявку не подать"),
    query="view=mine",
    counter=_applications(waiting_for_school),
)
register_work(
    "school:applications",
    title=_("Заявки рассматривает управление образования"),
    query="view=all",
    counter=_applications(
        lambda rows: rows.filter(status__in=("submitted", "checking", "in_moderation"))
    ),
    mine=False,
)
register_work(
    "department:applications",
    title=_("Заявки ждут вашего решения"),
    after=_("без решения школа не попадёт в распределение"),
    query="view=mine",
    counter=_applications(waiting_for_department),
)
register_work(
    "department:applications",
    title=_("Заявки на доработке у школ"),
    query="view=returned",
    counter=_applications(lambda rows: rows.filter(status="returned")),
    mine=False,
)
register_work("department:plan", title=_("Проект плана ждёт утверждения"), counter=_drafts_for_head)
register_work(
    "department:plan",
    title=_("Приём закрыт: распределите бюджет"),
    counter=_intakes_to_share,
)
register_work("department:plan", title=_("Распределение ждёт фиксации"), counter=_runs_to_fix)
register_work(
    "department:plan",
    title=_("Распределение ждёт фиксации"),
    counter=lambda actor: _agreed_runs(actor) - _runs_to_fix(actor),
    mine=False,
)
