"""The way of a school from a draft to an active one."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import clock, settings_book
from core.identifiers import InvalidIdentifier, SchoolId
from core.models import Region
from core.periods import WorkingCalendar
from core.workflow import (
    Actor,
    TransitionForbidden,
    TransitionImpossible,
    perform,
    record_creation,
)
from schools.dated_settings import APPEAL_DAYS, DEPARTMENT_DAYS, SCHOOL_DAYS
from schools.models import DocumentKind, Passport, PassportDocument, PurposeDecision, School
from schools.permissions import is_own_department
from schools.statuses import SchoolStatus


@transaction.atomic
def create_school(
    *, actor: Actor, region: Region, name_ru: str, name_kk: str, **values: str
) -> School:
    """Begin the digitisation of a school of the actor's organisation."""
    school = School(
        organisation_id=actor.organisation_id,
        region=region,
        name_ru=name_ru,
        name_kk=name_kk,
        created_at=clock.now(),
        **values,
    )
    school.save()
    Passport.objects.create(school=school, updated_at=clock.now())
    record_creation(school, actor=actor)
    return school


def submit_school(*, school: School, actor: Actor) -> School:
    """Hand the digitisation request to the education department.

    :raises TransitionImpossible: the passport is not complete, or the state forbids it
    """
    today = clock.today()
    return perform(
        school, "submit", actor=actor, on_date=today, due_on=_due(DEPARTMENT_DAYS, today)
    )


def activate_school(*, school: School, actor: Actor) -> School:
    """Admit the school to the funding chain.

    :raises TransitionImpossible: the school id is not confirmed, the passport is not complete
    """
    return perform(school, "activate", actor=actor, on_date=clock.today())


def send_back_school(*, school: School, actor: Actor, reason: str) -> School:
    """Ask the school to mend what the reason names, within its term."""
    due_on = _due(SCHOOL_DAYS, clock.today())
    return perform(school, "send_back", actor=actor, reason=reason, due_on=due_on)


def refuse_school(*, school: School, actor: Actor, reason: str) -> School:
    """Refuse the digitisation."""
    return perform(school, "refuse", actor=actor, reason=reason)


def appeal_refusal(*, school: School, actor: Actor, reason: str) -> School:
    """Ask the department to look at a refused digitisation again, within the term of appeals."""
    return perform(
        school, "appeal", actor=actor, reason=reason, due_on=_due(APPEAL_DAYS, clock.today())
    )


@transaction.atomic
def confirm_school_id(*, school: School, actor: Actor, school_id: str = "") -> School:
    """Say that the id was compared with НОБД; ``school_id`` corrects what the school entered.

    :raises TransitionForbidden: not an officer of the school's department
    :raises TransitionImpossible: wrong form, taken by another school, or not under review
    """
    if not is_own_department(school, actor):
        raise TransitionForbidden("confirm_school_id")
    fresh = School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    if fresh.status != SchoolStatus.UNDER_REVIEW:
        raise TransitionImpossible(_("Id сверяется, пока школа на проверке."))
    try:
        number = SchoolId.parse(school_id or fresh.school_id or "")
    except InvalidIdentifier as problem:
        raise TransitionImpossible(_("Id школы по НОБД — 18 цифр, первая не ноль.")) from problem
    fresh.school_id = number
    fresh.school_id_confirmed_by_id = actor.membership_id
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError as problem:
        raise TransitionImpossible(_("Этот Id уже занят другой школой.")) from problem
    return fresh


@transaction.atomic
def decide_purpose(
    *,
    school: School,
    document: PassportDocument,
    is_school: bool,
    actor: Actor,
    note: str = "",
) -> PurposeDecision:
    """K1: keep what an officer read in the title document; a newer decision replaces it.

    :raises TransitionForbidden: not an officer of the school's department
    :raises TransitionImpossible: not the current title document of this school
    """
    if not is_own_department(school, actor):
        raise TransitionForbidden("decide_purpose")
    is_title = document.kind == DocumentKind.TITLE_DOCUMENT and document.is_current
    if document.school_id != school.pk or not is_title:
        raise TransitionImpossible(_("Назначение подтверждается по действующему документу школы."))
    return PurposeDecision.objects.create(
        school=school,
        document=document,
        is_school=is_school,
        note=note,
        decided_by_id=actor.membership_id,
        decided_at=clock.now(),
    )


def _due(setting: str, today: dt.date) -> dt.date:
    return WorkingCalendar().add_working_days(today, int(settings_book.value(setting, today)))
