"""Cases of pupils whom two organisations claim in one month. A case holds only that pupil."""

import datetime as dt

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from core import clock, outbox, settings_book
from core.numbers import next_number
from core.periods import Month, WorkingCalendar
from core.workflow import SYSTEM, Actor, TransitionImpossible, perform
from schools.dated_settings import DEPARTMENT_DAYS
from schools.models import DuplicateCase, DuplicateClaim, School
from schools.selectors.duplicates import Claim, claims_of_persons, claims_of_school
from schools.statuses import DuplicateCaseStatus


@transaction.atomic
def open_cases(*, school_id: int, month: Month) -> list[DuplicateCase]:
    """Open a case for each pupil of the school's month whom another BIN claims too.

    Set-wise, in the order of persons; running it again changes nothing. A case whose pupil only
    one organisation still claims is resolved for that one.
    """
    claims = claims_of_school(school_id=school_id, month=month)
    opened = [
        _open(person_id=person, month=month, claims=claimed)
        for person, claimed in sorted(claims.items())
    ]
    _resolve_withdrawn(school_id=school_id, month=month)
    return [case for case in opened if case is not None]


@transaction.atomic
def resolve_case(
    *, case: DuplicateCase, school: School, actor: Actor, reason: str
) -> DuplicateCase:
    """Decide whose pupil it is; tells ``schools.duplicate_resolved``.

    :raises TransitionImpossible: the school does not claim the pupil, or the case is decided
    """
    if not case.claims.filter(school=school).exists():
        raise TransitionImpossible(_("Эта школа не заявляла ученика: выберите одну из заявивших."))
    decided = perform(case, "resolve", actor=actor, reason=reason, school=school)
    outbox.emit("schools.duplicate_resolved", case_id=decided.pk)
    return decided


@transaction.atomic
def appeal_case(*, case: DuplicateCase, actor: Actor, reason: str) -> DuplicateCase:
    """Ask the department to look again."""
    return perform(case, "appeal", actor=actor, reason=reason, due_on=_due_on(clock.today()))


def _open(*, person_id: int, month: Month, claims: list[Claim]) -> DuplicateCase | None:
    """The new case, or None where it stood already; a new claim joins it."""
    case = DuplicateCase.objects.filter(month=month.first_day, person_id=person_id).first()
    opened = None
    if case is None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext('schools.duplicate'), %s)",
                [month.year * 12 + month.month],
            )
        case, made = DuplicateCase.objects.get_or_create(
            month=month.first_day,
            person_id=person_id,
            defaults={
                "number": lambda: next_number("duplicates", "Д-"),
                "opened_at": clock.now(),
                "due_on": _due_on(clock.today()),
            },
        )
        opened = case if made else None
    DuplicateClaim.objects.bulk_create(
        [
            DuplicateClaim(case=case, school_id=one.school_id, enrolled_on=one.enrolled_on)
            for one in sorted(claims, key=lambda one: one.school_id)
        ],
        ignore_conflicts=True,
    )
    return opened


def _resolve_withdrawn(*, school_id: int, month: Month) -> None:
    """The other organisation no longer reports the pupil: nothing is left to decide."""
    waiting = DuplicateCase.objects.filter(
        month=month.first_day,
        claims__school_id=school_id,
        status__in=(DuplicateCaseStatus.OPEN, DuplicateCaseStatus.APPEALED),
    ).order_by("pk")
    for case in waiting:
        standing = claims_of_person(case)
        if len({one.organisation_id for one in standing}) == 1:
            resolve_case(
                case=case,
                school=School.objects.get(pk=standing[0].school_id),
                actor=SYSTEM,
                reason="Ученика больше не заявляет другая организация.",
            )


def claims_of_person(case: DuplicateCase) -> list[Claim]:
    """Who claims the case's pupil now, the earliest enrolled first."""
    return claims_of_persons(month=Month.of(case.month), persons=[case.person_id]).get(
        case.person_id, []
    )


def _due_on(today: dt.date) -> dt.date:
    days = int(settings_book.value(DEPARTMENT_DAYS, today))
    return WorkingCalendar().add_working_days(today, days)
