"""The school's side of an application: start, fill, send, take back, appeal."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from budget import dated_settings
from budget.models import ApplicationRow, ContingentTable, FundingApplication, Intake
from budget.permissions import is_own_school
from budget.selectors.costing import cost_of
from budget.selectors.norms import norm_table
from budget.selectors.snapshots import snapshot_of
from budget.services.access import require
from budget.services.terms import working_days_from_today
from core import clock, jobs
from core.numbers import next_number
from core.workflow import Actor, TransitionImpossible, perform, record_creation
from schools.models import School
from schools.statuses import SchoolStatus

CHECK_JOB = "budget.check_application"
FORM_FIELDS = (
    "signatory_name",
    "notice_email",
    "registered_in_nobd",
    "registered_in_procurement",
    "fee_within_ceiling",
    "purpose_unchanged",
    "own_integrated_programme",
    "comment",
)
_OPEN_STATES = ("draft", "returned")
Cells = Mapping[tuple[str, int, str], int]


@transaction.atomic
def start_application(*, school: School, intake: Intake, actor: Actor) -> FundingApplication:
    """Begin a draft for an open intake of the school's region.

    :raises TransitionForbidden: not the school's own people
    :raises TransitionImpossible: school not active, intake not open, an application exists already
    """
    require(is_own_school, school, actor, "start_application")
    if school.status != SchoolStatus.ACTIVE:
        raise TransitionImpossible(_("Школа не активна: сначала завершите оцифровку."))
    today = clock.today()
    # the lock lets no application in beside a closing
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    is_open = intake.is_open(today) and today <= intake.closes_on
    if not is_open or intake.region_id != school.region_id:
        raise TransitionImpossible(_("Приём заявок в регионе сейчас закрыт."))
    now = clock.now()
    try:
        with transaction.atomic():
            application = FundingApplication.objects.create(
                number=next_number("application", f"ГОЗ-{today.year}-", width=5),
                school=school,
                region_id=school.region_id,
                stream=intake.stream,
                intake=intake,
                notice_email=school.email,
                created_by_id=actor.membership_id,
                created_at=now,
                updated_at=now,
            )
    except IntegrityError as error:
        raise TransitionImpossible(_("Заявка этой школы на этот приём уже есть.")) from error
    record_creation(application, actor=actor)
    return application


@transaction.atomic
def save_application(
    *, application: FundingApplication, cells: Cells, fields: Mapping[str, Any], actor: Actor
) -> FundingApplication:
    """Store the form; ``cells`` are ``(table, grade, type of study) → pupils`` of all tables.

    :raises TransitionForbidden: not the school's own people
    :raises TransitionImpossible: sent already, and not returned
    """
    require(is_own_school, application, actor, "save_application")
    application = FundingApplication.objects.select_for_update().get(pk=application.pk)
    if application.status not in _OPEN_STATES:
        raise TransitionImpossible(_("Заявка уже отправлена: изменить её нельзя."))
    for name in FORM_FIELDS:
        if name in fields:
            setattr(application, name, fields[name])
    application.rows.all().delete()
    boarding = application.school.passport.boarding
    rows = [
        ApplicationRow(
            application=application,
            table=table,
            grade=grade,
            study_type=study_type,
            pupils=pupils,
        )
        for (table, grade, study_type), pupils in sorted(cells.items())
        if pupils and (table != ContingentTable.BOARDING or boarding)
    ]
    ApplicationRow.objects.bulk_create(rows)
    _count(application, rows)
    application.updated_at = clock.now()
    application.save()
    return application


@transaction.atomic
def submit_application(*, application: FundingApplication, actor: Actor) -> FundingApplication:
    """Send a draft or a mended application; the state databases are asked in a job.

    :raises TransitionImpossible: something is missing, the intake is over
    """
    intake = Intake.objects.select_for_update().get(pk=application.intake_id)
    first_time = application.submitted_at is None
    if intake.status == "distributed" or (first_time and intake.status != "open"):
        raise TransitionImpossible(_("Приём заявок в регионе уже закрыт."))
    application = FundingApplication.objects.select_for_update().get(pk=application.pk)
    if application.status in _OPEN_STATES:
        _count(application, list(application.rows.all()))
        application.save()
    fresh = perform(
        application,
        "submit",
        actor=actor,
        at=clock.now(),
        details={"form": snapshot_of(application)},
    )
    jobs.enqueue(CHECK_JOB, requested_by=actor.membership_id, application_id=fresh.pk)
    return fresh


def withdraw_application(*, application: FundingApplication, actor: Actor) -> FundingApplication:
    """Take it back until an officer opens it."""
    return perform(application, "withdraw", actor=actor)


def appeal_refusal(
    *, application: FundingApplication, reason: str, actor: Actor
) -> FundingApplication:
    """Ask to look at a refusal again; the checks run anew."""
    with transaction.atomic():
        fresh = perform(
            application,
            "appeal",
            actor=actor,
            reason=reason,
            due_on=working_days_from_today(dated_settings.APPEAL_DAYS),
        )
        jobs.enqueue(CHECK_JOB, requested_by=actor.membership_id, application_id=fresh.pk)
    return fresh


def _count(application: FundingApplication, rows: list[ApplicationRow]) -> None:
    cost = cost_of(
        rows=rows,
        locality=application.school.locality,
        months=application.intake.months,
        table=norm_table(on_date=application.intake.first_month, region=application.region_id),
    )
    application.contingent = cost.contingent
    application.need_tiyn = cost.need_tiyn
    application.unit_cost_tiyn = cost.unit_cost_tiyn
