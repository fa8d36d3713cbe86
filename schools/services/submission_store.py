"""Keep a push as the next revision of its (school, month, kind) and move the older ones."""

from dataclasses import dataclass, replace

import msgspec
from django.db import connection

from accounts.models import Organisation
from core import clock, outbox, tracing
from core.one_trip import Trip
from core.periods import Month
from core.workflow import SYSTEM, perform
from schools.models import School, Submission
from schools.services.raw_bodies import SealedBody
from schools.services.submission_result import SubmissionResult
from schools.statuses import SubmissionStatus

_REPLACED = "Заменено новой ревизией."
_MOVES = {
    SubmissionStatus.APPLIED: ("apply", ""),
    SubmissionStatus.QUARANTINED: ("quarantine", ""),
    SubmissionStatus.REJECTED: ("reject", "Ни одна строка не принята."),
}


_GIVEN = (
    "id", "school_id", "vendor_id", "kind", "month", "revision", "is_patch", "received_count",
    "accepted_count", "standing_count", "answer", "body_sha256", "received_at", "sealed", "move",
    "state", "reason", "event", "replaced", "actor", "request",
)  # fmt: skip
_KEEP = f"SELECT schools_keep_submission({', '.join(f'%({name})s' for name in _GIVEN)})"


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
    trip: Trip,
    push: Push,
    body: SealedBody,
    result: SubmissionResult,
    number: int,
    revision: int,
    standing: int,
    event: str = "",
) -> SubmissionResult:
    """Keep the attempt and retire older revisions; the caller's trip takes it to the database.

    The moves are written by ``schools_keep_submission`` as ``core.workflow.perform`` would write
    them (ADR 0012): a push is the one move that is made thousands of times an hour.

    :param number: the id that the database gave when the month was read
    :param revision: the one before
    :param standing: rows of the period after it is applied
    :param event: told to the other rooms where it is applied
    """
    is_applied = result.state == SubmissionStatus.APPLIED
    answer = result.body()
    move, reason = _MOVES[SubmissionStatus(result.state)]
    columns = {
        "id": number,
        "school_id": push.school.pk,
        "vendor_id": push.vendor.pk,
        "kind": str(push.kind),
        "month": push.month.first_day,
        "revision": revision + 1,
        "is_patch": push.is_patch,
        "received_count": result.received,
        "accepted_count": result.accepted,
        "standing_count": None if result.is_refused else standing,
        "answer": msgspec.json.encode(answer).decode(),
        "body_sha256": body.sha256,
        "received_at": clock.now(),
    }
    beside = {
        "sealed": None if result.is_refused else body.sealed,
        "move": move,
        "state": str(result.state),
        "reason": reason,
        "event": event if is_applied else "",
        "replaced": _REPLACED,
        "actor": SYSTEM.label,
        "request": tracing.request_id(),
    }
    trip.add(_KEEP, columns | beside)
    if is_applied and event:
        outbox.ring_after_commit()
    columns["answer"] = answer
    columns["rejected_count"] = result.received - result.accepted
    submission = Submission(status=str(result.state), **columns)
    submission._state.adding = False
    submission._state.db = connection.alias
    return replace(result, submission=submission)


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
