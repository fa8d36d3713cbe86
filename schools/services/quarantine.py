"""The school's word about data that fell sharply."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.partitions import ensure_month
from core.periods import Month
from core.workflow import Actor, TransitionImpossible, perform
from schools.contingent_body import decode_contingent, rows_of
from schools.models import Submission
from schools.rules_of_rows import check_rows
from schools.selectors.contingent import is_closed
from schools.services import pupil_rows
from schools.services.contingent import write_rows
from schools.services.month_lock import lock_month
from schools.services.persons import Persons
from schools.services.raw_bodies import open_body
from schools.services.submission_store import retire_older


def confirm_submission(*, submission: Submission, actor: Actor) -> Submission:
    """Apply quarantined data because the school says that the drop is true.

    :raises TransitionImpossible: a newer revision came, or the month is closed
    """
    month = Month.of(submission.month)
    ensure_month(month)
    with transaction.atomic():
        lock_month(school_id=submission.school_id, month=month)
        if is_closed(submission.school, month):
            raise TransitionImpossible(_("Месяц закрыт первой подписью акта."))
        fresh = perform(submission, "confirm", actor=actor)
        if _newer_in_force(fresh):
            raise TransitionImpossible(_("LMS уже передала более новые данные этого месяца."))
        body = decode_contingent(open_body(fresh) or b"")
        good, _errors = check_rows(rows_of(body), month=month)
        before = pupil_rows.rows_now(
            school_id=fresh.school_id, vendor_id=fresh.vendor_id, month=month
        )
        persons = Persons.of(row.iin for row in good)
        write_rows(submission=fresh, rows=good, persons=persons, before=before)
        retire_older(submission=fresh, in_force=True)
    return fresh


def reject_submission(*, submission: Submission, actor: Actor, reason: str) -> Submission:
    """Leave the month as it was: the school says that the data are wrong."""
    return perform(submission, "reject", actor=actor, reason=reason)


def _newer_in_force(submission: Submission) -> bool:
    """A newer attempt that was refused as a whole changed nothing."""
    return (
        Submission.objects.filter(
            school_id=submission.school_id,
            vendor_id=submission.vendor_id,
            kind=submission.kind,
            month=submission.month,
            revision__gt=submission.revision,
        )
        .exclude(status="rejected")
        .exists()
    )
