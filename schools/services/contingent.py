"""Take a contingent push: every error at once, good rows at once, one transaction.

Duplicate cases are opened by the handler of ``schools.contingent_applied`` after the commit: of two
pushes at the same moment the later one to commit then sees the other.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from django.db import transaction

from accounts.models import Organisation
from core import clock, jobs, outbox, settings_book
from core.partitions import ensure_month
from core.periods import Month
from core.workflow import SYSTEM, perform
from schools.dated_settings import DROP_PERCENT, DROP_PUPILS
from schools.models import School, Submission, SubmissionKind
from schools.rules_of_rows import GoodRow, PupilRow, RowError, check_rows
from schools.selectors.contingent import cut_off_day, is_closed, latest_revision, primary_vendor
from schools.services import pupil_rows
from schools.services.checks import CHECK_PERSONS
from schools.services.month_lock import lock_month
from schools.services.persons import known_persons, persons_by_iin
from schools.services.raw_bodies import seal_body
from schools.services.submission_result import SubmissionResult
from schools.statuses import SubmissionStatus

_REPLACED = "Заменено новой ревизией."
_MOVES = {
    SubmissionStatus.APPLIED: ("apply", ""),
    SubmissionStatus.QUARANTINED: ("quarantine", ""),
    SubmissionStatus.REJECTED: ("reject", "Ни одна строка не принята."),
}


class PeriodClosed(RuntimeError):
    """The first signature of an act closed the month of this school."""


class Mode(StrEnum):
    """What one bad row does to the others."""

    PARTIAL = "partial"
    STRICT = "strict"


def apply_contingent(
    *,
    school: School,
    vendor: Organisation,
    month: Month,
    rows: Sequence[PupilRow],
    raw: bytes,
    mode: Mode | str = Mode.PARTIAL,
    dry_run: bool = False,
) -> SubmissionResult:
    """Make a push the next revision of this vendor's month of this school.

    :param raw: the body as received (uncompressed), kept sealed
    :param dry_run: answer as if, and write nothing
    :raises PeriodClosed: the act of the month bears a signature
    """
    good, errors = check_rows(rows, month=month)
    refused = bool(rows and not good) or (mode == Mode.STRICT and bool(errors))
    if not dry_run:
        ensure_month(month)
    with transaction.atomic():
        lock_month(school_id=school.pk, month=month)
        if is_closed(school, month):
            raise PeriodClosed
        result = _decide(school, vendor, month, good, refused=refused, dry_run=dry_run)
        result = replace(result, received=len(rows), errors=errors)
        return result if dry_run else _store(result, school, vendor, month, raw)


def refused_month(*, received: int, code: str) -> SubmissionResult:
    """The answer to a push whose month cannot be taken at all; nothing of it is kept."""
    error = RowError(None, None, "month", code)
    return _nothing(SubmissionStatus.REJECTED, received, [error])


def write_rows(
    *, submission: Submission, rows: Sequence[GoodRow], before: dict[int, pupil_rows.Said]
) -> pupil_rows.Difference:
    """Make the month what the rows say and tell the others; inside the month's lock."""
    month = Month.of(submission.month)
    ids = persons_by_iin(iins=[row.iin for row in rows])
    changes = pupil_rows.difference(
        before=before, after={ids[row.iin]: pupil_rows.said(row) for row in rows}
    )
    pupil_rows.write(
        school_id=submission.school_id,
        vendor_id=submission.vendor_id,
        month=month,
        changes=changes,
        revision=submission.revision,
        today=clock.today(),
    )
    told = {"school_id": submission.school_id, "month": str(month)}
    outbox.emit("schools.contingent_applied", **told, submission_id=submission.pk)
    jobs.enqueue(CHECK_PERSONS, **told)
    return changes


def retire_older(*, submission: Submission, in_force: bool) -> None:
    """Older data of the same month give way to newer ones.

    :param in_force: the newer data apply, so the older applied ones are superseded too; waiting
        ones are rejected in any case
    """
    states = [SubmissionStatus.QUARANTINED] + [SubmissionStatus.APPLIED] * in_force
    older = Submission.objects.filter(
        school_id=submission.school_id,
        vendor_id=submission.vendor_id,
        kind=submission.kind,
        month=submission.month,
        revision__lt=submission.revision,
        status__in=states,
    ).order_by("pk")
    for one in older:
        if one.status == SubmissionStatus.APPLIED:
            perform(one, "supersede", actor=SYSTEM)
        else:
            perform(one, "reject", actor=SYSTEM, reason=_REPLACED)


def _decide(
    school: School,
    vendor: Organisation,
    month: Month,
    good: list[GoodRow],
    *,
    refused: bool,
    dry_run: bool,
) -> SubmissionResult:
    if refused:
        return replace(_nothing(SubmissionStatus.REJECTED, 0, []), good=good)
    before = pupil_rows.rows_now(school_id=school.pk, vendor_id=vendor.pk, month=month)
    iins = [row.iin for row in good]
    # a person never seen stands under the IIN itself: for the count only
    ids = known_persons(iins=iins)
    changes = pupil_rows.difference(
        before=before,
        after={ids.get(row.iin, row.iin): pupil_rows.said(row) for row in good},  # type: ignore[misc]
    )
    state, warnings = SubmissionStatus.APPLIED, []
    if _is_sharp_drop(before=len(before), after=len(good), month=month):
        state = SubmissionStatus.QUARANTINED
        warnings.append(RowError(None, None, "pupils", "DROP_QUARANTINED"))
    if primary_vendor(school, cut_off_day(month)) != vendor:
        warnings.append(RowError(None, None, "school_id", "NOT_PRIMARY"))
    return SubmissionResult(None, state, len(good), good, [], warnings, changes)


def _is_sharp_drop(*, before: int, after: int, month: Month) -> bool:
    """Both bounds must be passed: a small school may lose a third of its pupils in a day."""
    lost = before - after
    percent = int(settings_book.value(DROP_PERCENT, month.last_day))
    pupils = int(settings_book.value(DROP_PUPILS, month.last_day))
    return lost > pupils and lost * 100 > before * percent


def _store(
    result: SubmissionResult, school: School, vendor: Organisation, month: Month, raw: bytes
) -> SubmissionResult:
    sha256 = hashlib.sha256(raw).hexdigest()
    submission = Submission.objects.create(
        school=school,
        vendor=vendor,
        kind=SubmissionKind.CONTINGENT,
        month=month.first_day,
        revision=latest_revision(school=school, vendor=vendor, month=month) + 1,
        received_count=result.received,
        accepted_count=result.accepted,
        rejected_count=result.received - result.accepted,
        answer=result.body(),
        raw_sealed=None if result.is_refused else seal_body(raw, sha256=sha256),
        body_sha256=sha256,
        received_at=clock.now(),
    )
    if result.state == SubmissionStatus.APPLIED:
        before = pupil_rows.rows_now(school_id=school.pk, vendor_id=vendor.pk, month=month)
        write_rows(submission=submission, rows=result.good, before=before)
    if not result.is_refused:
        retire_older(submission=submission, in_force=result.state == SubmissionStatus.APPLIED)
    move, reason = _MOVES[result.state]
    return replace(result, submission=perform(submission, move, actor=SYSTEM, reason=reason))


def _nothing(state: str, received: int, errors: list[RowError]) -> SubmissionResult:
    return SubmissionResult(
        None, state, received, [], errors, [], pupil_rows.Difference({}, {}, [])
    )
