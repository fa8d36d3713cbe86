"""Ask a school and its LMS vendor for the data of a month."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import clock, outbox
from core.periods import Month
from core.workflow import Actor, TransitionForbidden, TransitionImpossible
from lms_api.delivery.records import DeliveryReminder
from schools.models import School, Submission, SubmissionKind
from schools.permissions import is_own_department
from schools.statuses import SubmissionStatus

REMINDED = "lms_api.delivery.remind"


@transaction.atomic
def remind(*, school: School, month: Month, actor: Actor) -> DeliveryReminder:
    """Keep the reminder and tell those who can deliver.

    :raises TransitionForbidden: not an officer of the school's department
    :raises TransitionImpossible: the contingent is there, or the school was reminded today
    """
    if not is_own_department(school, actor) or actor.membership_id is None:
        raise TransitionForbidden("remind")
    if Submission.objects.filter(
        school=school,
        kind=SubmissionKind.CONTINGENT,
        month=month.first_day,
        status__in=(SubmissionStatus.APPLIED, SubmissionStatus.SUPERSEDED),
    ).exists():
        raise TransitionImpossible(_("Контингент этого месяца уже передан."))
    try:
        with transaction.atomic():
            made = DeliveryReminder.objects.create(
                school=school,
                month=month.first_day,
                sent_on=clock.today(),
                sent_at=clock.now(),
                sent_by_id=actor.membership_id,
            )
    except IntegrityError as problem:
        raise TransitionImpossible(_("Сегодня школе уже напоминали.")) from problem
    outbox.emit(REMINDED, reminder_id=made.pk)
    return made
