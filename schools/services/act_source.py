"""Which source feeds the act: one of the school's LMSs, or files that the school hands in itself.

The sender of files is the organisation that owns the school. Its binding is made with its first
file and feeds nothing; only the head of the school makes a source the one of the act, from the
first day of a month that no signature has closed (``docs/adr/0011``).
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from core import clock, outbox
from core.periods import Month, months_between
from core.workflow import Actor, TransitionForbidden, TransitionImpossible
from schools.models import LmsBinding, School, Submission, SubmissionKind
from schools.permissions import is_own_school
from schools.selectors.contingent import is_closed
from schools.statuses import SubmissionStatus

_MONTHS_BACK = 3


def is_by_file(binding: LmsBinding) -> bool:
    """Whether the source is the school itself."""
    return binding.vendor_id == binding.school.organisation_id


@transaction.atomic
def open_file_delivery(*, school: School, actor: Actor, month: Month) -> LmsBinding:
    """Bind the school as a second source of its own; a binding that stands is only lengthened."""
    if not is_own_school(school, actor):
        raise TransitionForbidden("open_file_delivery")
    School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    standing = LmsBinding.objects.filter(
        school=school, vendor_id=school.organisation_id, until__isnull=True
    ).first()
    if standing is None:
        return LmsBinding.objects.create(
            school=school,
            vendor_id=school.organisation_id,
            since=month.first_day,
            is_primary=False,
            granted_by_id=actor.membership_id,
        )
    if not standing.is_primary and standing.since > month.first_day:
        standing.since = month.first_day
        standing.save()
    return standing


def may_choose_source(school: School, actor: Actor) -> bool:
    """Only the head: it decides by whose data the school is paid."""
    return is_own_school(school, actor) and actor.role == Role.SCHOOL_HEAD


def months_to_choose(school: School) -> list[Month]:
    """Months from which another source may feed the act: none of them or after them is closed."""
    current = Month.of(clock.today())
    first = current
    for _step in range(_MONTHS_BACK):
        first = first.previous()
    found: list[Month] = []
    for month in reversed(months_between(first, current.next())):
        if is_closed(school, month):
            break
        found.append(month)
    return sorted(found)


@transaction.atomic
def make_source_of_act(*, binding: LmsBinding, actor: Actor, since: Month) -> LmsBinding:
    """Let a source feed the acts from a month on; the one before goes on as a second source.

    Acts that no one has signed are formed again where the new source has data.

    :raises TransitionImpossible: it feeds the act already, has ended, or the month is closed
    """
    school = School.objects.select_for_update(of=("self",)).get(pk=binding.school_id)
    if not may_choose_source(school, actor):
        raise TransitionForbidden("make_source_of_act")
    fresh = LmsBinding.objects.select_for_update(of=("self",)).get(pk=binding.pk)
    if fresh.until is not None:
        raise TransitionImpossible(_("Доступ уже закрыт."))
    if fresh.is_primary:
        raise TransitionImpossible(_("По данным этого источника акт строится уже сейчас."))
    if since not in months_to_choose(school):
        raise TransitionImpossible(
            _("С этого месяца источник не сменить: месяц закрыт подписью акта или слишком далёк.")
        )
    day = since.first_day if is_by_file(fresh) else max(since.first_day, fresh.since)
    others = LmsBinding.objects.filter(school=school, is_primary=True, until__isnull=True)
    for other in others.select_for_update(of=("self",)):
        _turn(other, from_day=day, to_primary=False)
    chosen = _turn(fresh, from_day=day, to_primary=True)
    _form_again(chosen)
    return chosen


def _turn(binding: LmsBinding, *, from_day: dt.date, to_primary: bool) -> LmsBinding:
    """Change the part of a binding from a day on, so that the days before keep theirs."""
    if binding.since >= from_day:
        binding.is_primary = to_primary
        if to_primary:
            binding.since = from_day
        binding.save()
        return binding
    binding.until = from_day - dt.timedelta(days=1)
    binding.save()
    return LmsBinding.objects.create(
        school=binding.school,
        vendor_id=binding.vendor_id,
        since=from_day,
        is_primary=to_primary,
        granted_by_id=binding.granted_by_id,
    )


def _form_again(binding: LmsBinding) -> None:
    """Tell of the months whose data now feed the act as if they had just come."""
    applied = Submission.objects.filter(
        school_id=binding.school_id,
        vendor_id=binding.vendor_id,
        kind=SubmissionKind.CONTINGENT,
        status=SubmissionStatus.APPLIED,
        month__gte=binding.since,
    )
    for submission in applied.order_by("month"):
        outbox.emit(
            "schools.contingent_applied",
            school_id=binding.school_id,
            month=str(Month.of(submission.month)),
            submission_id=submission.pk,
        )
