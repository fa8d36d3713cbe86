"""Rows of the contingent of a school: of a month by its primary vendor, of a pupil over a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from accounts.models import Organisation
from acts.models import ActLine
from acts.statuses import ActKind, ActStatus
from core.periods import Month
from lms_api.months.lines import lines_of
from lms_api.months.states import RowState, state_of
from lms_api.months.year import primary_on
from schools.models import LmsBinding, PupilMonth, School
from schools.selectors.contingent import cut_off_day, primary_vendor


def rows_of_month(
    school: School, month: Month, *, vendor: Organisation | None = None
) -> models.QuerySet[PupilMonth]:
    """What a vendor (default: the one whose data feed the act) says of the month."""
    vendor = vendor or primary_vendor(school, cut_off_day(month))
    if vendor is None:
        return PupilMonth.objects.none()
    return PupilMonth.objects.filter(
        source__school=school, source__vendor=vendor, month=month.first_day
    ).select_related("person")


@dataclass(frozen=True)
class PupilMonthShown:
    """One month of one pupil at this school; sums in tiyn, None where nothing is known."""

    month: Month
    row: PupilMonth | None
    vendor: Any
    state: RowState | None
    reason: str
    amount_tiyn: int | None
    held_tiyn: int | None
    act: Any
    corrections: tuple[ActLine, ...]
    others: tuple[PupilMonth, ...]
    """What other vendors of the school say of the same month."""


def has_pupil(school: School, person_id: int) -> bool:
    """Whether the school ever reported the person."""
    return PupilMonth.objects.filter(source__school=school, person_id=person_id).exists()


def year_of_pupil(
    school: School, person_id: int, months: Iterable[Month]
) -> list[PupilMonthShown]:  # fmt: skip
    """The pupil's months at the school, in the order given.

    Three queries, and those of ``lines_of`` for each month without an act.
    """
    asked = list(months)
    first, last = min(asked), max(asked)
    rows: dict[Month, list[PupilMonth]] = {}
    for row in (
        PupilMonth.objects.filter(
            source__school=school,
            person_id=person_id,
            month__range=(first.first_day, last.first_day),
        )
        .select_related("source__vendor")
        .order_by("source")
    ):
        rows.setdefault(Month.of(row.month), []).append(row)
    lines: dict[Month, list[ActLine]] = {}
    for line in (
        ActLine.objects.filter(
            act__school=school,
            person_id=person_id,
            month__range=(first.first_day, last.first_day),
        )
        .exclude(act__status__in=(ActStatus.ANNULLED, ActStatus.AWAITING_DATA))
        .select_related("act", "duplicate_case")
        .order_by("act__pk")
    ):
        lines.setdefault(Month.of(line.month), []).append(line)
    grants = list(LmsBinding.objects.filter(school=school).select_related("vendor"))
    found = {month: primary_on(grants, cut_off_day(month)) for month in rows}
    feeding = {month: grant.vendor if grant else None for month, grant in found.items()}
    return [
        _shown(school, person_id, month, rows.get(month, []), lines.get(month, []), feeding)
        for month in asked
    ]


def _shown(
    school: School,
    person_id: int,
    month: Month,
    rows: list[PupilMonth],
    lines: list[ActLine],
    feeding: dict[Month, Organisation | None],
) -> PupilMonthShown:
    vendor = feeding.get(month)
    own = next((row for row in rows if vendor and row.source.vendor_id == vendor.pk), None)
    main = next((line for line in lines if line.act.kind == ActKind.MAIN), None)
    state: RowState | None = None
    reason, amount, held = "", None, None
    if main is not None:
        state = state_of(outcome=main.outcome, held_tiyn=main.held_tiyn)
        reason, amount, held = main.reason, main.amount_tiyn, main.held_tiyn
    elif own is not None:
        line = lines_of(school, month, vendor=vendor).of.get(person_id)
        if line is not None:
            state, reason = line.state, line.reason
            amount, held = line.amount_tiyn, line.held_tiyn
    return PupilMonthShown(
        month=month,
        row=own,
        vendor=vendor,
        state=state,
        reason=reason,
        amount_tiyn=amount,
        held_tiyn=held,
        act=main.act if main else None,
        corrections=tuple(line for line in lines if line.act.kind != ActKind.MAIN),
        others=tuple(row for row in rows if row is not own),
    )
