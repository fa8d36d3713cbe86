"""Budgets, plans, intakes and applications by state, made through the services of the room."""

import datetime as dt

from budget.models import (
    ContingentTable,
    DistributionRun,
    FinancingPlan,
    FundingApplication,
    Intake,
    IntakeKind,
    PerCapitaNorm,
    RegionalBudget,
)
from budget.services.applying import save_application, start_application, submit_application
from budget.services.checking import check_application
from budget.services.distributing import agree, calculate, fix
from budget.services.intakes import close_intake, open_intake
from budget.services.moderating import approve_application
from budget.services.planning import form_plan, put_plan_into_force
from core import clock
from core.periods import Month, months_between
from schools.models import School, StudyType
from tests.factories.cast import Cast
from tests.fakes.registries import use_fakes

AUTUMN = months_between(Month(2025, 9), Month(2025, 12))
BILLION = 100_000_000_000  # tiyn in 10⁹ tenge
NORMS = {"primary": 540_000_00, "basic": 640_000_00, "general": 700_000_00}
FILLED = {
    "signatory_name": "Сынақова Айгерім",
    "notice_email": "school@example.kz",
    "registered_in_nobd": True,
    "registered_in_procurement": True,
    "fee_within_ceiling": True,
    "purpose_unchanged": True,
}


def norms() -> None:
    """Demo norms of towns, general classes."""
    for level, amount in NORMS.items():
        PerCapitaNorm.objects.get_or_create(
            region=None,
            locality="urban",
            level=level,
            study_type=StudyType.GENERAL,
            valid_from=dt.date(2025, 1, 1),
            defaults={
                "amount_tiyn": amount,
                "source": "демо-норматив",
                "source_status": "assumption",
            },
        )


def budget(cast: Cast, *, amount_tiyn: int = BILLION) -> RegionalBudget:
    """The region's tuition budget of 2025, nothing planned yet."""
    return RegionalBudget.objects.create(
        region=cast.bolat.region,
        year=2025,
        amount_tiyn=amount_tiyn,
        source="демо",
        source_status="assumption",
    )


def plan(
    cast: Cast, *, amount_tiyn: int = BILLION, of: RegionalBudget | None = None
) -> FinancingPlan:
    """A plan in force for September–December: prepared by Bolat, approved by Gulnar."""
    months = dict(
        zip(AUTUMN, [amount_tiyn // 4] * 3 + [amount_tiyn - amount_tiyn // 4 * 3], strict=True)
    )
    draft = form_plan(budget=of or budget(cast), months=months, actor=cast.actor("bolat"))
    version = put_plan_into_force(version=draft, actor=cast.actor("gulnar"))
    return FinancingPlan.objects.get(pk=version.plan_id)


def intake(cast: Cast, *, of: FinancingPlan | None = None, kind: str = IntakeKind.MAIN) -> Intake:
    """An open intake for September–December."""
    today = clock.today()
    return open_intake(
        plan=of or plan(cast),
        kind=kind,
        first_month=AUTUMN[0],
        last_month=AUTUMN[-1],
        opens_on=today,
        closes_on=today + dt.timedelta(days=10),
        actor=cast.actor("bolat"),
    )


def filled_application(
    cast: Cast, school: School, of: Intake, *, pupils: int = 100, by: str = "aigerim"
) -> FundingApplication:
    """A draft in which nothing is missing: all pupils in grade 5, general class."""
    norms()
    actor = cast.actor(by)
    draft = start_application(school=school, intake=of, actor=actor)
    cells = {
        (table, 5, str(StudyType.GENERAL)): pupils
        for table in (ContingentTable.ACTUAL, ContingentTable.FORECAST)
    }
    return save_application(application=draft, cells=cells, fields=FILLED, actor=actor)


def moderated_application(
    cast: Cast, school: School, of: Intake, *, pupils: int = 100, by: str = "aigerim"
) -> FundingApplication:
    """Sent and checked with clean answers of every registry; waits for the officer."""
    draft = filled_application(cast, school, of, pupils=pupils, by=by)
    sent = submit_application(application=draft, actor=cast.actor(by))
    with use_fakes():
        check_application(application_id=sent.pk)
    return FundingApplication.objects.get(pk=sent.pk)


def approved_application(
    cast: Cast, school: School, of: Intake, *, pupils: int = 100, by: str = "aigerim"
) -> FundingApplication:
    """Approved by Bolat; waits for the distribution."""
    waiting = moderated_application(cast, school, of, pupils=pupils, by=by)
    return approve_application(application=waiting, actor=cast.actor("bolat"))


def fixed_run(cast: Cast, of: Intake) -> DistributionRun:
    """Close an intake, calculate and agree by Bolat, fix by Gulnar."""
    closed = close_intake(intake=of, actor=cast.actor("bolat"))
    run = calculate(intake=closed, actor=cast.actor("bolat"))
    return fix(run=agree(run=run, actor=cast.actor("bolat")), actor=cast.actor("gulnar"))
