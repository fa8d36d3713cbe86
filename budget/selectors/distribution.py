"""The case of a distribution built from approved applications, and a run read back in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from budget import dated_settings
from budget.distribution import (
    Case,
    Protocol,
    Reason,
    SchoolNeed,
    Variant,
    distribute,
    parse_case,
)
from budget.models import Allocation, DistributionRun, FundingApplication, Intake
from budget.selectors.costing import cost_of
from budget.selectors.norms import norm_table
from budget.selectors.plans import free_balance
from core import clock, settings_book
from schools.calculations import places
from schools.dated_settings import PERMIT_COVERS_ALL_SHIFTS

REASON_WORDS: dict[str, Any] = {
    Reason.FULL: _("Обе смены обеспечены полностью"),
    Reason.PARTIAL_FIRST: _("Бюджета не хватает на первую смену всех школ: доли пропорциональны"),
    Reason.FIRST_ONLY: _("Первая смена обеспечена, на вторую денег нет"),
    Reason.PARTIAL_SECOND: _("Первая смена обеспечена, остаток поделён по контингенту"),
    Reason.NO_PLACES: _("Нет разрешённых мест"),
    Reason.NO_PUPILS: _("Нет учеников, на которых установлен норматив"),
}


@dataclass(frozen=True)
class Candidates:
    """A case and the application behind every school of it."""

    case: Case
    applications: dict[str, FundingApplication]


def applications_to_share(intake: Intake) -> list[FundingApplication]:
    """Approved ones of the intake; from earlier intakes of the plan the reserve and late approvals.

    A school stands in a case once: by its application of this intake, else by its oldest one.
    """
    rows = (
        FundingApplication.objects.filter(
            Q(intake=intake, status="approved")
            | Q(intake__plan_id=intake.plan_id, status="reserve")
            # an appeal won after the distribution waits for the next one
            | Q(intake__plan_id=intake.plan_id, intake__status="distributed", status="approved")
        )
        .select_related("school__passport", "intake")
        .prefetch_related("rows")
        .order_by(*settings_book.value(dated_settings.RESERVE_ORDER), "pk")
    )
    chosen: dict[int, FundingApplication] = {}
    for row in sorted(rows, key=lambda one: one.intake_id != intake.pk):
        chosen.setdefault(row.school_id, row)
    return list(chosen.values())


def build_case(intake: Intake) -> Candidates:
    """Return the case of an intake as it stands now: free balance, places, costs of its months."""
    applications = applications_to_share(intake)
    table = norm_table(on_date=intake.first_month, region=intake.region_id)
    funded = _pupils_with_money(intake, [one.school_id for one in applications])
    covers = bool(settings_book.value(PERMIT_COVERS_ALL_SHIFTS))
    needs, by_id = [], {}
    for application in applications:
        school, passport = application.school, application.school.passport
        cost = cost_of(
            rows=application.rows.all(),
            locality=school.locality,
            months=intake.months,
            table=table,
        )
        room = places(
            design=passport.design_capacity or 0,
            permit=passport.sanitary_places or 0,
            shifts=passport.shifts,
            permit_covers_all_shifts=covers,
        )
        # an additional intake has only the places that an earlier share did not fill
        taken = min(funded.get(school.pk, 0), room.total)
        need = SchoolNeed(
            id=str(school.school_id),
            contingent=cost.contingent,
            first_shift_places=max(0, room.first_shift - taken),
            total_places=max(0, room.total - taken),
            unit_cost_tiyn=cost.unit_cost_tiyn,
        )
        needs.append(need)
        by_id[need.id] = application
    return Candidates(_case(intake, needs), by_id)


def _case(intake: Intake, needs: list[SchoolNeed]) -> Case:
    return Case(
        variant=Variant(settings_book.value(dated_settings.DISTRIBUTION_VARIANT, clock.today())),
        budget_tiyn=free_balance(intake.plan),
        schools=tuple(sorted(needs, key=lambda need: need.id)),
    )


def _pupils_with_money(intake: Intake, school_ids: Iterable[int]) -> dict[int, int]:
    """School → pupils that fixed runs of this plan already fund."""
    rows = (
        Allocation.objects.filter(
            run__status="fixed",
            run__intake__plan_id=intake.plan_id,
            application__school_id__in=list(school_ids),
            total_tiyn__gt=0,
        )
        .order_by()
        .values("application__school_id")
        .annotate(pupils=Sum("contingent"))
    )
    return {row["application__school_id"]: row["pupils"] for row in rows}


def what_if(run: DistributionRun) -> dict[str, Protocol]:
    """Both variants of the rule on the run's own case, by variant code."""
    protocol = run.protocol
    case = parse_case({key: protocol[key] for key in _CASE_KEYS})
    return {code.value: distribute(replace(case, variant=code)) for code in Variant}


_CASE_KEYS = ("algorithm", "variant", "budget_tiyn", "schools")


@dataclass(frozen=True)
class ShareRow:
    """One school of a run as the page shows it; money in tiyn."""

    allocation: Allocation
    reason: Any
    by_variant: dict[str, int]

    @property
    def difference(self) -> int:
        """What variant N would give more (or less) than T."""
        return self.by_variant["N"] - self.by_variant["T"]


def share_rows(run: DistributionRun) -> list[ShareRow]:
    """Shares of a run with reasons in words and the total under either variant."""
    variants = {
        code: {share.id: share.total_tiyn for share in protocol.shares}
        for code, protocol in what_if(run).items()
    }
    rows = run.allocations.select_related("application__school").order_by(
        "application__school__sort_key", "pk"
    )
    return [
        ShareRow(
            allocation=row,
            reason=REASON_WORDS.get(row.reason, row.reason),
            by_variant={
                code: sums.get(str(row.application.school.school_id), 0)
                for code, sums in variants.items()
            },
        )
        for row in rows
    ]
