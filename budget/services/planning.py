"""Forming a financing plan and putting its versions into force.

Locks are taken in the order of the house: regional budget, then plan.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from budget.models import FinancingPlan, FinancingPlanVersion, PlanLine, RegionalBudget
from budget.permissions import is_department
from budget.selectors.plans import school_month_totals
from budget.services.access import require
from core import clock
from core.periods import Month
from core.workflow import Actor, TransitionImpossible, perform, record_creation
from schools.models import School

Line = tuple[School | None, Month, int]


@transaction.atomic
def form_plan(
    *, budget: RegionalBudget, months: Mapping[Month, int], actor: Actor
) -> FinancingPlanVersion:
    """Write the plan's draft by totals of months, in tiyn; an existing draft is written anew.

    What the effective version gives to schools stays; a month's total below it is refused.

    :raises TransitionForbidden: not the region's department
    :raises TransitionImpossible: no sums, a month of another year, below the schools' lines
    """
    require(is_department, budget, actor, "form_plan")
    _check_months(budget, months)
    RegionalBudget.objects.select_for_update().get(pk=budget.pk)
    FinancingPlan.objects.get_or_create(
        budget=budget,
        defaults={"region_id": budget.region_id, "stream": budget.stream, "year": budget.year},
    )
    plan = FinancingPlan.objects.select_for_update().get(budget=budget)
    effective = plan.effective
    floors = school_month_totals(effective)
    for month, floor in floors.items():
        if months.get(month, 0) < floor:
            raise TransitionImpossible(
                _("Месяц %(month)s: сумма ниже уже распределённой школам.") % {"month": month}
            )
    kept = _school_lines(effective)
    rest = [(None, month, sum_ - floors.get(month, 0)) for month, sum_ in sorted(months.items())]
    return write_draft(plan=plan, lines=[*kept, *rest], actor=actor)


def write_draft(
    *,
    plan: FinancingPlan,
    lines: Iterable[Line],
    actor: Actor,
    prepared_by: int | None = None,
    distribution_run_id: int | None = None,
) -> FinancingPlanVersion:
    """Store the draft version with its lines; the plan's row is locked by the caller."""
    wanted = list(lines)
    draft = plan.draft
    total = sum(amount for _school, _month, amount in wanted)
    author = prepared_by if prepared_by is not None else actor.membership_id
    if draft is None:
        latest = plan.versions.order_by("-number").values_list("number", flat=True).first()
        draft = FinancingPlanVersion.objects.create(
            plan=plan,
            number=(latest or 0) + 1,
            amount_tiyn=total,
            created_by_id=author,
            created_at=clock.now(),
            distribution_run_id=distribution_run_id,
        )
        record_creation(draft, actor=actor)
    else:
        draft.lines.all().delete()
        FinancingPlanVersion.objects.filter(pk=draft.pk).update(
            amount_tiyn=total, created_by_id=author, created_at=clock.now()
        )
    PlanLine.objects.bulk_create(
        [
            PlanLine(version=draft, school=school, month=month.first_day, amount_tiyn=amount)
            for school, month, amount in wanted
        ]
    )
    draft.refresh_from_db()
    return draft


@transaction.atomic
def put_plan_into_force(*, version: FinancingPlanVersion, actor: Actor) -> FinancingPlanVersion:
    """Approve a draft: the budget's and the plan's counters move, the old version is superseded.

    :raises TransitionForbidden: not the department's head, or the one who prepared the draft
    :raises TransitionImpossible: over the budget, below what is contracted, not a draft any more
    """
    budget_id = FinancingPlan.objects.values_list("budget_id", flat=True).get(pk=version.plan_id)
    RegionalBudget.objects.select_for_update().get(pk=budget_id)
    plan = FinancingPlan.objects.select_for_update().get(pk=version.plan_id)
    version = FinancingPlanVersion.objects.get(pk=version.pk)
    old = plan.effective
    if old is not None and old.pk != version.pk and version.status == "draft":
        perform(old, "supersede", actor=actor)
    fresh = perform(version, "put_into_force", actor=actor, at=clock.now())
    _move_counters(plan, fresh.amount_tiyn)
    return fresh


def _move_counters(plan: FinancingPlan, amount_tiyn: int) -> None:
    """Guarded updates: Σ plans ≤ budget (I2) and contracts ≤ plan (I3)."""
    more = amount_tiyn - plan.amount_tiyn
    planned = RegionalBudget.objects.filter(
        pk=plan.budget_id, planned_tiyn__lte=F("amount_tiyn") - more
    ).update(planned_tiyn=F("planned_tiyn") + more)
    if not planned:
        raise TransitionImpossible(_("План превышает бюджет региона: уменьшите суммы месяцев."))
    held = FinancingPlan.objects.filter(
        pk=plan.pk, contracted_tiyn__lte=amount_tiyn, amount_tiyn=plan.amount_tiyn
    ).update(amount_tiyn=amount_tiyn)
    if not held:
        raise TransitionImpossible(
            _("План меньше суммы заключённых договоров: сначала уменьшите договоры.")
        )


@transaction.atomic
def discard_draft(*, version: FinancingPlanVersion, actor: Actor) -> None:
    """Delete a draft that was never in force.

    :raises TransitionForbidden: not the region's department
    :raises TransitionImpossible: the version is not a draft
    """
    require(is_department, version, actor, "discard_draft")
    fresh = FinancingPlanVersion.objects.select_for_update().get(pk=version.pk)
    if fresh.status != "draft":
        raise TransitionImpossible(_("Удалить можно только проект плана."))
    fresh.lines.all().delete()
    fresh.delete()


def _school_lines(version: FinancingPlanVersion | None) -> list[Line]:
    if version is None:
        return []
    rows = version.lines.filter(school__isnull=False).select_related("school")
    return [(row.school, Month.of(row.month), row.amount_tiyn) for row in rows]


def _check_months(budget: RegionalBudget, months: Mapping[Month, int]) -> None:
    if any(month.year != budget.year for month in months):
        raise TransitionImpossible(_("План содержит месяцы другого года."))
    if any(amount < 0 for amount in months.values()):
        raise TransitionImpossible(_("Сумма месяца не может быть отрицательной."))
    if not sum(months.values()):
        raise TransitionImpossible(_("Укажите сумму хотя бы одного месяца."))
