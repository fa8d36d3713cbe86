"""The last twelve months of a school: what was delivered, when and by whom."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.models import Organisation
from core.periods import Month, quarter_of
from schools.models import LmsBinding, MonthClosure, School, Submission, SubmissionKind
from schools.selectors.contingent import cut_off_day
from schools.statuses import SubmissionStatus

MONTHS = 12
_TAKEN = (SubmissionStatus.APPLIED, SubmissionStatus.SUPERSEDED)


@dataclass(frozen=True)
class Delivery:
    """The newest push of one vendor for one month."""

    vendor: Organisation
    is_primary: bool
    newest: Submission
    revision: int
    """Of the newest push that was taken; 0 while none was."""
    first_at: dt.datetime | None
    is_waiting: bool
    """A push waits for the school's word."""


@dataclass(frozen=True)
class MonthDelivered:
    """One month of the strip."""

    month: Month
    deliveries: Sequence[Delivery]
    is_closed: bool
    primary: Organisation | None
    changed_on: dt.date | None
    """The day of the month on which another vendor became the primary one."""

    @property
    def own(self) -> Delivery | None:
        """What the primary vendor delivered."""
        return next((one for one in self.deliveries if one.is_primary), None)

    @property
    def is_delivered(self) -> bool:
        """Whether data that feed the act are there."""
        return self.own is not None and self.own.revision > 0

    @property
    def others(self) -> list[Delivery]:
        """Second sources."""
        return [one for one in self.deliveries if not one.is_primary]


def last_months(until: Month, count: int = MONTHS) -> list[Month]:
    """So many months up to and with ``until``, newest first."""
    months = [until]
    while len(months) < count:
        months.append(months[-1].previous())
    return months


def quarter_start(month: Month) -> Month:
    """The first month of the school quarter that a month belongs to; summer to the fourth."""
    begins = {1: 9, 2: 11, 3: 1, 4: 4}[quarter_of(month)]
    return Month(month.year, begins)


def primary_on(bindings: Sequence[LmsBinding], day: dt.date) -> LmsBinding | None:
    """The grant that feeds the act of a day; the same order as ``primary_vendor``."""
    fits = [
        one
        for one in bindings
        if one.is_primary and one.since <= day and (one.until is None or one.until >= day)
    ]
    return max(fits, key=lambda one: (one.since, one.pk), default=None)


def delivered_months(
    school: School, months: Sequence[Month], *, kind: str = SubmissionKind.CONTINGENT
) -> list[MonthDelivered]:
    """Each month with its deliveries, the primary vendor's first: two queries."""
    bindings = list(LmsBinding.objects.filter(school=school).select_related("vendor"))
    closures = MonthClosure.objects.filter(school=school, month=OuterRef("month"))
    closed = set()
    pushes: dict[dt.date, dict[int, list[Submission]]] = {}
    for push in (
        Submission.objects.filter(
            school=school, kind=kind, month__in=[one.first_day for one in months]
        )
        .select_related("vendor")
        .annotate(closes=Exists(closures))
        .defer("answer")
        .order_by("revision")
    ):
        if push.closes:
            closed.add(push.month)
        pushes.setdefault(push.month, {}).setdefault(push.vendor_id, []).append(push)
    return [
        _month(one, pushes.get(one.first_day, {}), bindings, one.first_day in closed)
        for one in months
    ]


def _month(
    month: Month,
    pushes: dict[int, list[Submission]],
    bindings: Sequence[LmsBinding],
    is_closed: bool,
) -> MonthDelivered:
    feeding = primary_on(bindings, cut_off_day(month))
    before = primary_on(bindings, month.first_day)
    changed = (
        feeding.since
        if feeding and before and feeding.vendor_id != before.vendor_id
        else None
    )  # fmt: skip
    primary = feeding.vendor if feeding else None
    found = [_delivery(each, primary) for each in pushes.values()]
    return MonthDelivered(
        month=month,
        deliveries=sorted(found, key=lambda one: (not one.is_primary, one.newest.pk)),
        is_closed=is_closed,
        primary=primary,
        changed_on=changed,
    )


def _delivery(pushes: list[Submission], primary: Organisation | None) -> Delivery:
    taken = [one for one in pushes if one.status in _TAKEN]
    newest = pushes[-1]
    return Delivery(
        vendor=newest.vendor,
        is_primary=primary is not None and newest.vendor_id == primary.pk,
        newest=newest,
        revision=taken[-1].revision if taken else 0,
        first_at=taken[0].received_at if taken else None,
        is_waiting=any(one.status == SubmissionStatus.QUARANTINED for one in pushes),
    )
