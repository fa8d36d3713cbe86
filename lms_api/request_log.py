"""The vendor's request log: what was asked and how it ended, never a body, a query or an IIN."""

import json
import re
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from core import clock, tracing
from core.one_trip import Trip

_CALL = re.compile(r"/api/lms/v1/([a-z/]{0,30}[0-9]{0,10})")
# of a push the database adds what has passed since its transaction began
_INSERT = """
INSERT INTO lms_api_requestlog (vendor_id, at, method, call, status, code, received, rejected,
    submission_id, took_ms, request_id, is_sandbox)
VALUES (%(vendor)s, %(at)s, %(method)s, %(call)s, %(status)s, %(code)s, %(received)s,
    %(rejected)s, %(submission)s, least(2147483647, %(took)s + CASE WHEN %(is_push)s
        THEN extract(epoch FROM clock_timestamp() - now()) * 1000 ELSE 0 END)::int,
    %(request)s, %(is_sandbox)s)
"""


class PushAnswer(HttpResponse):
    """The answer to a push, with what its line of the log tells."""

    counts: tuple[int | None, int | None, int | None] = (None, None, None)
    """Rows received and refused, number of the submission."""
    is_noted = False
    """The line went to the database together with the push."""


def note(
    request: HttpRequest, answer: HttpResponse, *, vendor_id: int, is_sandbox: bool = False
) -> None:
    """Write one line; a crash of the server may lose the last ones."""
    trip = Trip()
    if not connection.in_atomic_block:
        # nobody waits for the disk because of a line of the log
        trip.add("SELECT set_config('synchronous_commit', 'off', true)", {})
    _add(trip, request, answer, vendor_id, is_sandbox, tracing.seconds(), is_push=False)
    trip.send()


def note_push(
    trip: Trip, request: HttpRequest, answer: PushAnswer, *, vendor_id: int, seconds: float
) -> None:
    """Send the line along with all that is kept of a push.

    :param seconds: of the call when the push's transaction began
    """
    _add(trip, request, answer, vendor_id, False, seconds, is_push=True)
    answer.is_noted = True


def _add(
    trip: Trip,
    request: HttpRequest,
    answer: HttpResponse,
    vendor_id: int,
    is_sandbox: bool,
    seconds: float,
    *,
    is_push: bool,
) -> None:
    # a made-up path may hold anything, also somebody's IIN
    match = request.resolver_match
    is_known = match is not None and match.url_name != "lms-nowhere"
    known = _CALL.fullmatch(request.path) if is_known else None
    counts = answer.counts if isinstance(answer, PushAnswer) else PushAnswer.counts
    given: dict[str, Any] = {
        "vendor": vendor_id,
        "at": clock.now(),
        "method": (request.method or "")[:7],
        "call": known[1] if known else "—",
        "status": answer.status_code,
        "code": _code(answer),
        "took": int(seconds * 1000),
        "is_push": is_push,
        "request": tracing.request_id()[:64],
        "is_sandbox": is_sandbox,
    }
    given["received"], given["rejected"], given["submission"] = counts
    trip.add(_INSERT, given)


def _code(answer: HttpResponse) -> str:
    if answer.headers.get("Content-Type") != "application/problem+json":
        return ""
    return str(json.loads(answer.content)["code"])[:40]
