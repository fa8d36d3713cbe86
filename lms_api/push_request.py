"""What every push says beside its rows, read and checked; the sandbox reads it so too."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from accounts.models import Organisation
from core import clock
from core.periods import Month
from lms_api.bodies import read_body
from lms_api.calls import flag
from lms_api.idempotency import Key
from lms_api.problems import Problem
from schools.contingent_body import MOST_ROWS, TooManyRows, UnreadableBody
from schools.learning_bodies import TeachersBody
from schools.models import SubmissionKind
from schools.rules_of_learning import first_month_of_quarter
from schools.rules_of_rows import month_of_push
from schools.services.contingent import Mode

Decode = Callable[[bytes], Any]


@dataclass(frozen=True, slots=True)
class PushRequest:
    """A push as sent."""

    body: Any
    """Decoded: the envelope is right, the rows are not looked at yet."""
    raw: bytes
    mode: str
    dry_run: bool
    key: Key | None
    """None of a dry run, too: it changes nothing that could happen twice."""


def read_request(
    request: HttpRequest, *, name: str, decode: Decode, vendor: Organisation
) -> PushRequest:
    """Read a push.

    :param name: of the call: a key stands on one
    :raises Problem: 400, 413 or 415
    """
    mode = request.GET.get("mode", Mode.PARTIAL)
    if mode not in tuple(Mode):
        raise Problem(400, "QUERY", "mode is partial or strict.")
    dry_run = flag(request, "dry_run")
    raw = read_body(request)
    try:
        body = decode(raw)
    except UnreadableBody as unreadable:
        raise Problem(400, "BODY", str(unreadable)) from unreadable
    except TooManyRows as many:
        raise Problem(413, "TOO_MANY_ROWS", f"At most {MOST_ROWS} rows a request.") from many
    key = Key.of(
        request.headers.get("Idempotency-Key"), vendor=vendor, call=f"{name}?mode={mode}", body=raw
    )
    return PushRequest(body, raw, mode, dry_run, None if dry_run else key)


def period_of_teachers(body: TeachersBody) -> tuple[SubmissionKind, Month | None, str]:
    """Teachers come by month or by quarter: which, its first month, or the code of a fault."""
    if (body.month is None) == (body.quarter is None):
        return SubmissionKind.TEACHERS, None, "PERIOD_KIND"
    if body.quarter is not None:
        quarter = first_month_of_quarter(body.year, body.quarter, today=clock.today())
        return SubmissionKind.TEACHERS_QUARTER, *quarter
    month = month_of_push(body.year, body.month or 0, today=clock.today())
    return SubmissionKind.TEACHERS, *month
