"""The automatic distribution: calculate, agree, fix, discard.

The rule itself is ``budget.distribution``; here its case is built, its protocol kept, and what
follows from a fixed one is written in a single transaction.
"""

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from budget.calculations import monthly_schedule, spread_like
from budget.distribution import Protocol, distribute
from budget.models import (
    Allocation,
    DistributionRun,
    FinancingPlan,
    FundingApplication,
    Intake,
    RegionalBudget,
)
from budget.permissions import is_department
from budget.selectors.distribution import Candidates, build_case
from budget.selectors.plans import month_totals
from budget.services.access import require
from budget.services.planning import Line, put_plan_into_force, write_draft
from budget.services.protocol_document import publish_protocol
from core import clock, outbox
from core.periods import Month
from core.workflow import Actor, TransitionImpossible, perform, record_creation
from schools.models import School


@transaction.atomic
def calculate(*, intake: Intake, actor: Actor) -> DistributionRun:
    """Distribute the plan's free balance over a closed intake's approved applications.

    Pressed twice it returns the same run; on changed data the old run is discarded.

    :raises TransitionForbidden: not the region's department
    :raises TransitionImpossible: the intake is open or distributed, or nobody is approved
    """
    require(is_department, intake, actor, "calculate")
    intake = Intake.objects.select_for_update(of=("self",)).select_related("plan").get(pk=intake.pk)
    if intake.status != "closed":
        raise TransitionImpossible(_("Распределение считают после закрытия приёма."))
    candidates = build_case(intake)
    if not candidates.applications:
        raise TransitionImpossible(_("Одобренных заявок нет: распределять нечего."))
    protocol = distribute(candidates.case)
    live = intake.runs.filter(status__in=("calculated", "agreed")).first()
    if live is not None and live.sha256 == protocol.sha256:
        return live
    if live is not None:
        reason = str(_("Исходные данные изменились: выполнен новый расчёт."))
        perform(live, "discard", actor=actor, reason=reason)
    return _store(intake, candidates, protocol, actor)


def _store(
    intake: Intake, candidates: Candidates, protocol: Protocol, actor: Actor
) -> DistributionRun:
    latest = intake.runs.order_by("-number").values_list("number", flat=True).first()
    run = DistributionRun.objects.create(
        region_id=intake.region_id,
        intake=intake,
        number=(latest or 0) + 1,
        variant=protocol.case.variant.value,
        budget_tiyn=protocol.case.budget_tiyn,
        left_tiyn=protocol.left_tiyn,
        protocol=protocol.as_json(),
        sha256=protocol.sha256,
        created_by_id=actor.membership_id,
        created_at=clock.now(),
    )
    record_creation(run, actor=actor)
    needs = {need.id: need for need in protocol.case.schools}
    Allocation.objects.bulk_create(
        [
            Allocation(
                run=run,
                application=candidates.applications[share.id],
                contingent=needs[share.id].contingent,
                first_shift_places=needs[share.id].first_shift_places,
                total_places=needs[share.id].total_places,
                unit_cost_tiyn=needs[share.id].unit_cost_tiyn,
                need_first_tiyn=share.need_first_tiyn,
                need_second_tiyn=share.need_second_tiyn,
                first_tiyn=share.first_tiyn,
                second_tiyn=share.second_tiyn,
                total_tiyn=share.total_tiyn,
                unfunded_pupils=share.unfunded_pupils,
                reason=share.reason.value,
            )
            for share in protocol.shares
        ]
    )
    return run


def agree(*, run: DistributionRun, actor: Actor) -> DistributionRun:
    """The officer looked the calculation through."""
    return perform(run, "agree", actor=actor)


def discard(*, run: DistributionRun, reason: str, actor: Actor) -> DistributionRun:
    """Put a calculation aside; a new one may be made."""
    return perform(run, "discard", actor=actor, reason=reason)


@transaction.atomic
def fix(*, run: DistributionRun, actor: Actor) -> DistributionRun:
    """Fix an agreed run: plan by school × month, applications, public protocol, event.

    :raises TransitionForbidden: not the head, or the one who made the calculation
    :raises TransitionImpossible: not agreed, data changed since, a plan's draft is open
    """
    intake = Intake.objects.select_related("plan").get(pk=run.intake_id)
    RegionalBudget.objects.select_for_update().get(pk=intake.plan.budget_id)
    plan = FinancingPlan.objects.select_for_update().get(pk=intake.plan_id)
    intake = Intake.objects.select_for_update(of=("self",)).select_related("plan").get(pk=intake.pk)
    # before the run is fixed: afterwards its own shares would count as places already taken
    sha256_now = distribute(build_case(intake).case).sha256
    fixed = perform(run, "fix", actor=actor)
    if sha256_now != fixed.sha256:
        raise TransitionImpossible(
            _("Заявки или план изменились после расчёта: выполните расчёт заново.")
        )
    if plan.draft is not None:
        raise TransitionImpossible(_("Сначала утвердите или удалите проект изменений плана."))
    perform(intake, "distribute", actor=actor)
    version = write_draft(
        plan=plan,
        lines=_lines_after(plan, intake, fixed),
        actor=actor,
        prepared_by=fixed.created_by_id,
        distribution_run_id=fixed.pk,
    )
    put_plan_into_force(version=version, actor=actor)
    _move_applications(fixed, actor)
    publish_protocol(fixed)
    outbox.emit("budget.run_fixed", run_id=fixed.pk)
    return fixed


def _lines_after(plan: FinancingPlan, intake: Intake, run: DistributionRun) -> list[Line]:
    """The plan's next lines: earlier schools' lines, the new shares, the rest by month."""
    effective = plan.effective
    schools: dict[int, School] = {}
    lines: dict[tuple[int, Month], int] = defaultdict(int)
    earlier = effective.lines.filter(school__isnull=False) if effective else []
    for line in earlier:
        schools[line.school_id] = line.school
        lines[line.school_id, Month.of(line.month)] += line.amount_tiyn
    for share in run.allocations.filter(total_tiyn__gt=0).select_related("application__school"):
        school = share.application.school
        schools[school.pk] = school
        for month, amount in monthly_schedule(share.total_tiyn, intake.months).items():
            lines[school.pk, month] += amount
    given: dict[Month, int] = defaultdict(int)
    for (_school, month), amount in lines.items():
        given[month] += amount
    before = month_totals(effective)
    shape = {m: max(0, before.get(m, 0) - given[m]) for m in sorted({*before, *given})}
    rest = spread_like(plan.amount_tiyn - sum(given.values()), shape)
    return [
        *((schools[pk], month, amount) for (pk, month), amount in sorted(lines.items())),
        *((None, month, amount) for month, amount in rest.items()),
    ]


def _move_applications(run: DistributionRun, actor: Actor) -> None:
    """Shares make applications allocated; nothing puts them into the reserve, in order."""
    for share in run.allocations.order_by("application_id").select_related("application"):
        application: FundingApplication = share.application
        if share.total_tiyn > 0:
            perform(application, "allocate", actor=actor)
        elif application.status == "approved":
            perform(application, "put_in_reserve", actor=actor)
