"""Keep a push as the next revision of its (school, month, kind) and move the older ones."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from accounts.models import Organisation
from core import clock
from core.periods import Month
from core.workflow import SYSTEM, perform
from schools.models import School, Submission
from schools.services.raw_bodies import keep_body
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


@dataclass(frozen=True, slots=True)
class Push:
    """Whose data of what are pushed, and the bytes as received (uncompressed)."""

    school: School
    vendor: Organisation
    kind: str
    month: Month
    raw: bytes
    is_patch: bool = False


def store(
    *,
    push: Push,
    result: SubmissionResult,
    revision: int,
    standing: int,
    write: Callable[[Submission], None],
) -> SubmissionResult:
    """Keep the attempt; where it applies, write its rows and retire older revisions.

    :param revision: the one before
    :param standing: rows of the period after it is applied
    """
    submission = Submission.objects.create(
        school_id=push.school.pk,
        vendor_id=push.vendor.pk,
        kind=push.kind,
        month=push.month.first_day,
        revision=revision + 1,
        is_patch=push.is_patch,
        received_count=result.received,
        accepted_count=result.accepted,
        rejected_count=result.received - result.accepted,
        standing_count=None if result.is_refused else standing,
        answer=result.body(),
        body_sha256=hashlib.sha256(push.raw).hexdigest(),
        received_at=clock.now(),
    )
    is_applied = result.state == SubmissionStatus.APPLIED
    if not result.is_refused:
        keep_body(submission, push.raw)
    if is_applied:
        write(submission)
    if revision and not result.is_refused:
        retire_older(submission=submission, in_force=is_applied)
    move, reason = _MOVES[SubmissionStatus(result.state)]
    return replace(result, submission=perform(submission, move, actor=SYSTEM, reason=reason))


def retire_older(*, submission: Submission, in_force: bool) -> None:
    """Older data of the same period give way to newer ones.

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
