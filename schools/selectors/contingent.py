"""Who studied where in a month, by what the LMS said."""

import datetime as dt

from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from core.periods import Month
from schools.dated_settings import CUT_OFF_DAY, setting
from schools.models import LmsBinding, MonthClosure, PupilMonth, School, Submission, SubmissionKind


def as_month(value: Month | dt.date) -> Month:
    """A month from a month or from any of its days."""
    return value if isinstance(value, Month) else Month.of(value)


def cut_off_day(month: Month | dt.date) -> dt.date:
    """The day on which a pupil must be enrolled to count (dated setting)."""
    month = as_month(month)
    chosen = setting(CUT_OFF_DAY, month.last_day)
    if chosen == "last":
        return month.last_day
    return min(month.first_day.replace(day=1) + dt.timedelta(days=int(chosen) - 1), month.last_day)


def in_force(on_date: dt.date) -> Q:
    """Bindings that grant the school to its vendor on a day."""
    return Q(since__lte=on_date) & (Q(until__isnull=True) | Q(until__gte=on_date))


def primary_vendor(school: School, on_date: dt.date) -> Organisation | None:
    """The vendor whose data feed the act of the month that a day cuts off."""
    binding = (
        LmsBinding.objects.filter(in_force(on_date), school=school, is_primary=True)
        .select_related("vendor")
        .order_by("-since", "-id")
        .first()
    )
    return binding.vendor if binding else None


def pupils_of_month(school: School, month: Month | dt.date) -> models.QuerySet[PupilMonth]:
    """Rows that count in a month: of the primary vendor, enrolled on the cut-off day.

    Ordered by person; ``person`` comes along.
    """
    day = cut_off_day(month)
    vendor = primary_vendor(school, day)
    if vendor is None:
        return PupilMonth.objects.none()
    return (
        PupilMonth.objects.filter(
            enrolled_on_day(day), source__school=school, source__vendor=vendor
        )
        .filter(month=as_month(month).first_day)
        .select_related("person")
        .order_by("person_id")
    )


def enrolled_on_day(day: dt.date) -> Q:
    """Rows of pupils who had come by that day and had not left before it."""
    came = Q(enrolled_on__isnull=True) | Q(enrolled_on__lte=day)
    stayed = Q(left_on__isnull=True) | Q(left_on__gt=day)
    return came & stayed


def latest_revision(
    *,
    school: School,
    vendor: Organisation,
    month: Month | dt.date,
    kind: str = SubmissionKind.CONTINGENT,
) -> int:
    """The number of the newest push of a kind; 0 before the first."""
    newest = Submission.objects.filter(
        school=school, vendor=vendor, kind=kind, month=as_month(month).first_day
    ).aggregate(newest=models.Max("revision"))["newest"]
    return newest or 0


def is_closed(school: School, month: Month | dt.date) -> bool:
    """Whether the first signature of an act closed the month of this school."""
    return MonthClosure.objects.filter(school=school, month=as_month(month).first_day).exists()
