"""Opening and closing the windows in which schools apply; one open window a region and stream."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from budget.models import FinancingPlan, Intake, IntakeKind
from budget.permissions import is_department
from budget.services.access import require
from core.periods import Month
from core.workflow import Actor, TransitionImpossible, perform, record_creation


@transaction.atomic
def open_intake(
    *,
    plan: FinancingPlan,
    first_month: Month,
    last_month: Month,
    opens_on: dt.date,
    closes_on: dt.date,
    actor: Actor,
    kind: str = IntakeKind.MAIN,
) -> Intake:
    """Open a main or additional intake for a stretch of months of the plan's year.

    :raises TransitionForbidden: not the region's department
    :raises TransitionImpossible: no plan in force, another intake open, dates that do not fit
    """
    require(is_department, plan, actor, "open_intake")
    plan = FinancingPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.effective is None:
        raise TransitionImpossible(_("Сначала утвердите план финансирования."))
    if first_month > last_month or {first_month.year, last_month.year} != {plan.year}:
        raise TransitionImpossible(_("Месяцы приёма должны идти подряд и лежать в году плана."))
    if closes_on < opens_on:
        raise TransitionImpossible(_("День закрытия приёма раньше дня открытия."))
    if Intake.objects.filter(region_id=plan.region_id, stream=plan.stream, status="open").exists():
        raise TransitionImpossible(_("Приём уже открыт: сначала закройте его."))
    latest = plan.intakes.filter(kind=kind).order_by("-number").first()
    if kind == IntakeKind.MAIN and latest is not None and latest.status != "closed":
        raise TransitionImpossible(_("Основной приём уже проведён: откройте дополнительный."))
    intake = Intake.objects.create(
        region_id=plan.region_id,
        stream=plan.stream,
        plan=plan,
        kind=kind,
        number=latest.number + 1 if latest else 1,
        first_month=first_month.first_day,
        last_month=last_month.first_day,
        opens_on=opens_on,
        closes_on=closes_on,
    )
    record_creation(intake, actor=actor)
    return intake


def close_intake(*, intake: Intake, actor: Actor) -> Intake:
    """Take no more applications; what stands approved can be distributed."""
    return perform(intake, "close", actor=actor)


@transaction.atomic
def reopen_intake(*, intake: Intake, closes_on: dt.date, reason: str, actor: Actor) -> Intake:
    """Take applications again; calculations that were not fixed are discarded.

    :raises TransitionImpossible: another intake is open meanwhile
    """
    others = Intake.objects.filter(
        region_id=intake.region_id, stream=intake.stream, status="open"
    ).exclude(pk=intake.pk)
    if others.exists():
        raise TransitionImpossible(_("Приём уже открыт: сначала закройте его."))
    for run in intake.runs.filter(status__in=("calculated", "agreed")):
        perform(run, "discard", actor=actor, reason=reason)
    return perform(intake, "reopen", actor=actor, reason=reason, closes_on=closes_on)
