"""Keep a push as the next revision of its (school, month, kind) and move the older ones."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from django.db import connection

from accounts.models import Organisation
from core import clock, outbox, tracing
from core.periods import Month
from core.workflow import SYSTEM, perform
from schools.models import School, Submission
from schools.services.raw_bodies import sealed_body
from schools.services.submission_result import SubmissionResult
from schools.statuses import SubmissionStatus

_REPLACED = "Заменено новой ревизией."
_MOVES = {
    SubmissionStatus.APPLIED: ("apply", ""),
    SubmissionStatus.QUARANTINED: ("quarantine", ""),
    SubmissionStatus.REJECTED: ("reject", "Ни одна строка не принята."),
}


_GIVEN = (
    "school_id", "vendor_id", "kind", "month", "revision", "is_patch", "received_count",
    "accepted_count", "standing_count", "answer", "body_sha256", "received_at", "sealed", "move",
    "state", "reason", "event", "replaced", "actor", "request",
)  # fmt: skip
_KEEP = f"SELECT schools_keep_submission({', '.join(f'%(kept_{name})s' for name in _GIVEN)})"


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
    write: Callable[[], tuple[str, dict[str, Any]] | None],
    event: str = "",
) -> SubmissionResult:
    """Keep the attempt; where it applies, write its rows and retire older revisions.

    The moves are written by ``schools_keep_submission`` as ``core.workflow.perform`` would write
    them (ADR 0012): a push is the one move that is made thousands of times an hour.

    :param write: writes the rows, or gives the statement that will
    :param revision: the one before
    :param standing: rows of the period after it is applied
    :param event: told to the other rooms where it is applied
    """
    is_applied = result.state == SubmissionStatus.APPLIED
    first, values = (is_applied and write()) or ("", {})
    move, reason = _MOVES[SubmissionStatus(result.state)]
    sha256 = hashlib.sha256(push.raw).hexdigest()
    columns = {
        "school_id": push.school.pk,
        "vendor_id": push.vendor.pk,
        "kind": str(push.kind),
        "month": push.month.first_day,
        "revision": revision + 1,
        "is_patch": push.is_patch,
        "received_count": result.received,
        "accepted_count": result.accepted,
        "standing_count": None if result.is_refused else standing,
        "answer": msgspec.json.encode(result.body()).decode(),
        "body_sha256": sha256,
        "received_at": clock.now(),
    }
    kept = columns | {
        "sealed": None if result.is_refused else sealed_body(push.raw, sha256),
        "move": move,
        "state": str(result.state),
        "reason": reason,
        "event": event if is_applied else "",
        "replaced": _REPLACED,
        "actor": SYSTEM.label,
        "request": tracing.request_id(),
    }
    with connection.cursor() as cursor:
        # the rows and what is told of them in one trip
        cursor.execute(
            f"{first}; {_KEEP}" if first else _KEEP,
            values | {f"kept_{name}": value for name, value in kept.items()},
        )
        while cursor.nextset():
            pass
        (number,) = cursor.fetchone()
    if is_applied and event:
        outbox.ring_after_commit()
    columns["answer"] = result.body()
    columns["rejected_count"] = result.received - result.accepted
    submission = Submission(pk=number, status=str(result.state), **columns)
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
