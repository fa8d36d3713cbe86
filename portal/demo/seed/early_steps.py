"""Steps A1.1–A1.4 as functions: plan, digitisation, application, distribution."""

from collections import Counter

from budget.models import ContingentTable, FinancingPlan, FundingApplication, Intake, RegionalBudget
from budget.services.applying import save_application, start_application, submit_application
from budget.services.checking import check_application
from budget.services.distributing import agree, calculate, fix
from budget.services.intakes import close_intake, open_intake
from budget.services.moderating import approve_application, open_by_officer
from budget.services.planning import form_plan, put_plan_into_force
from budget.services.tranches import record_tranche
from core import clock, jobs, outbox
from core.models import Job, JobState
from core.money import split_evenly
from core.periods import Month, months_between
from portal.demo.plans import SchoolPlan
from portal.demo.seed import actors
from portal.demo.seed.actors import actor
from portal.demo.seed.contingent import reported_pupils
from schools.models import DocumentKind, School
from schools.services.digitisation import (
    activate_school,
    confirm_school_id,
    decide_purpose,
    submit_school,
)

MONTHS = months_between(Month(2025, 9), Month(2025, 12))


def plan_and_intake(budget: RegionalBudget) -> Intake:
    """The department forms the plan, its head approves it, the main intake opens."""
    region = budget.region_id
    found = Intake.objects.filter(region_id=region).first()
    if found:
        return found
    with actors.on(10, 20):
        shares = split_evenly(budget.amount_tiyn, len(MONTHS))
        version = form_plan(
            budget=budget,
            months=dict(zip(MONTHS, shares, strict=True)),
            actor=actor(actors.officer(region)),
        )
        put_plan_into_force(version=version, actor=actor(actors.head(region)))
        record_tranche(
            budget=budget,
            amount_tiyn=budget.amount_tiyn // 2,
            received_on=clock.today(),
            document=f"Уведомление № 1-{region}",
            actor=actor(actors.operator()),
        )
        plan = FinancingPlan.objects.get(budget=budget)
        return open_intake(
            plan=plan,
            first_month=MONTHS[0],
            last_month=MONTHS[-1],
            opens_on=clock.today(),
            closes_on=clock.today().replace(month=11, day=28),
            actor=actor(actors.officer(region)),
        )


def send_for_digitisation(school: School) -> School:
    """The school sends its digitisation request."""
    with actors.on(10, 27):
        return submit_school(school=school, actor=actor(actors.head_of(school)))


def digitise(school: School, *, purpose: bool | None = True) -> School:
    """Sent, compared with НОБД, purpose decided (or left open with None), activated."""
    school = send_for_digitisation(school)
    reviewer = actor(actors.officer(school.region_id))
    with actors.on(10, 30):
        school = confirm_school_id(school=school, actor=reviewer)
        if purpose is not None:
            title = school.documents.get(kind=DocumentKind.TITLE_DOCUMENT, is_current=True)
            decide_purpose(school=school, document=title, is_school=purpose, actor=reviewer)
        return activate_school(school=school, actor=reviewer)


def apply(
    school: School,
    plan: SchoolPlan,
    plans: tuple[SchoolPlan, ...],
    intake: Intake,
    *,
    on_day: int = 3,
) -> FundingApplication:
    """The school fills the form from its pupils and sends it; registries are asked."""
    head = actors.head_of(school)
    with actors.on(11, on_day):
        application = start_application(school=school, intake=intake, actor=actor(head))
        counted = Counter((pupil.grade, pupil.study_type) for pupil in reported_pupils(plan, plans))
        cells = {
            (table.value, grade, kind): number
            for table in ContingentTable
            for (grade, kind), number in counted.items()
        }
        application = save_application(
            application=application,
            cells=cells,
            fields={
                "signatory_name": head.user.full_name,
                "notice_email": head.user.email,
                "registered_in_nobd": True,
                "registered_in_procurement": True,
                "fee_within_ceiling": True,
                "purpose_unchanged": True,
            },
            actor=actor(head),
        )
        application = submit_application(application=application, actor=actor(head))
        do_due_jobs("budget.check_application")
    application.refresh_from_db()
    return application


def ask_again(application: FundingApplication) -> None:
    """The answers of the day of sending grow old: ask once more on the eve of the demo's day."""
    with actors.on(11, 13, 9):
        check_application(application_id=application.pk)


def approve(application: FundingApplication, *, on_day: int = 4) -> FundingApplication:
    """The officer opens and approves it."""
    with actors.on(11, on_day):
        reviewer = actor(actors.officer(application.region_id))
        open_by_officer(application=application, actor=reviewer)
        return approve_application(application=application, actor=reviewer)


def distribute(intake: Intake) -> None:
    """Close the intake, calculate, agree, fix; contracts are formed by the event."""
    reviewer, head = (
        actor(actors.officer(intake.region_id)),
        actor(actors.head(intake.region_id)),
    )
    with actors.on(11, 5):
        intake = close_intake(intake=intake, actor=reviewer)
        run = calculate(intake=intake, actor=reviewer)
        run = agree(run=run, actor=reviewer)
        fix(run=run, actor=head)
        deliver()


def deliver() -> None:
    """Deliver events and do the jobs they start, at the moment where the clock stands."""
    while outbox.drain():
        pass


def do_due_jobs(kind: str) -> None:
    """Do queued jobs of a kind now, in this process."""
    for job in Job.objects.filter(kind=kind, state=JobState.QUEUED).order_by("created_at"):
        jobs.run_now(job)
