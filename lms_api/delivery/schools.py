"""Who has delivered what of a month: schools with their pushes, in one query."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from contracts.models import Contract
from contracts.statuses import ContractStatus
from core import clock
from core.models import FundingStream
from core.periods import Month, WorkingCalendar
from lms_api.dated_settings import DELIVERY_DAYS, MARKS_DAYS
from lms_api.delivery.records import DeliveryReminder
from lms_api.months.year import quarter_start
from schools.dated_settings import setting
from schools.models import LmsBinding, School, Submission, SubmissionKind
from schools.rules_of_learning import months_of_quarter
from schools.selectors.contingent import cut_off_day
from schools.statuses import SchoolStatus, SubmissionStatus

_TAKEN = (SubmissionStatus.APPLIED, SubmissionStatus.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Terms:
    """By when the data of a month are due, and which quarter's marks are asked for."""

    month: Month
    quarter: Month
    due_on: dt.date
    marks_due_on: dt.date


def terms_of(month: Month) -> Terms:
    """Working days after the end of the month, and of the last quarter that ended by then."""
    calendar = WorkingCalendar()
    quarter = quarter_start(month)
    if months_of_quarter(quarter)[-1] > month:
        quarter = quarter_start(quarter.previous())
    ended = months_of_quarter(quarter)[-1].last_day
    days = int(setting(DELIVERY_DAYS, month.last_day))
    marks_days = int(setting(MARKS_DAYS, month.last_day))
    return Terms(
        month=month,
        quarter=quarter,
        due_on=calendar.add_working_days(month.last_day, days),
        marks_due_on=calendar.add_working_days(ended, marks_days),
    )


def with_delivery(rows: models.QuerySet[School], terms: Terms) -> models.QuerySet[School]:
    """Active schools with what their primary vendor (of the cut-off day) delivered.

    Adds ``feeding_id``, ``is_obliged`` (a contract covers the month), ``pupils_at`` (first taken
    push), ``pupils_revision``, ``received_last`` and ``rejected_last`` (newest push),
    ``is_waiting``, ``teachers_at``, ``marks_at``, ``reminded_on``.
    """
    day, month = cut_off_day(terms.month), terms.month.first_day
    feeding = (
        LmsBinding.objects.filter(school=OuterRef("pk"), is_primary=True, since__lte=day)
        .filter(Q(until__isnull=True) | Q(until__gte=day))
        .order_by("-since", "-id")
    )
    pushes = Submission.objects.filter(school=OuterRef("pk"), vendor_id=OuterRef("feeding_id"))
    pupils = pushes.filter(kind=SubmissionKind.CONTINGENT, month=month)
    taken = pupils.filter(status__in=_TAKEN)
    newest = pupils.order_by("-revision")
    teachers = pushes.filter(kind=SubmissionKind.TEACHERS, month=month, status__in=_TAKEN)
    marks = pushes.filter(
        kind=SubmissionKind.GRADES, month=terms.quarter.first_day, status__in=_TAKEN
    )
    contracts = Contract.objects.filter(
        school=OuterRef("pk"),
        status=ContractStatus.ACTIVE,
        stream=FundingStream.TUITION,
        first_month__lte=month,
        last_month__gte=month,
    )
    reminders = DeliveryReminder.objects.filter(school=OuterRef("pk"), month=month)
    return (
        rows.filter(status__in=(SchoolStatus.ACTIVE, SchoolStatus.SUSPENDED))
        .annotate(feeding_id=Subquery(feeding.values("vendor_id")[:1]))
        .annotate(
            is_obliged=Exists(contracts),
            pupils_at=_first(taken.order_by("revision"), "received_at"),
            pupils_revision=_first(taken.order_by("-revision"), "revision"),
            received_last=_first(newest, "received_count"),
            rejected_last=_first(newest, "rejected_count"),
            newest_push=_first(newest, "pk"),
            is_waiting=Exists(pupils.filter(status=SubmissionStatus.QUARANTINED)),
            teachers_at=_first(teachers.order_by("revision"), "received_at"),
            marks_at=_first(marks.order_by("revision"), "received_at"),
            reminded_on=_first(reminders.order_by("-sent_on"), "sent_on"),
        )
    )


def _first(rows: Any, field: str) -> Subquery:
    return Subquery(rows.values(field)[:1])


MISSING = Q(is_obliged=True, pupils_at__isnull=True, is_waiting=False)
WAITING = Q(is_waiting=True)
REJECTED = Q(rejected_last__gt=0)
NO_TEACHERS = Q(is_obliged=True, teachers_at__isnull=True)
NO_MARKS = Q(is_obliged=True, marks_at__isnull=True)


def late(terms: Terms) -> Q:
    """Delivered, but after the term."""
    return Q(is_obliged=True, pupils_at__date__gt=terms.due_on)


_FACTS = (
    "feeding_id", "is_obliged", "pupils_at", "is_waiting", "received_last", "rejected_last",
    "teachers_at", "marks_at",
)  # fmt: skip


def facts_of(rows: models.QuerySet[School]) -> list[Any]:
    """What each school delivered, as plain rows: for figures over all of them."""
    return list(rows.order_by().values_list(*_FACTS, named=True))


def views_of(fact: Any, terms: Terms) -> set[str]:
    """Under which of the conditions above a school falls; the same law (a test compares)."""
    at = fact.pupils_at
    told = {
        "missing": fact.is_obliged and at is None and not fact.is_waiting,
        "late": fact.is_obliged and at is not None and clock.local_date(at) > terms.due_on,
        "waiting": fact.is_waiting,
        "rejected": (fact.rejected_last or 0) > 0,
        "teachers": fact.is_obliged and fact.teachers_at is None,
        "marks": fact.is_obliged and fact.marks_at is None,
    }
    return {"all"} | {code for code, holds in told.items() if holds}


@lru_cache(maxsize=512)
def late_days(*, due_on: dt.date, on_date: dt.date) -> int:
    """Working days after the term, up to the delivery or today; 0 in time."""
    return max(0, WorkingCalendar().working_days_between(due_on, on_date))
