"""The vendor's request log: what was asked and how it ended, never a body, a query or an IIN."""

import json
import re

from django.db import connection
from django.http import HttpRequest, HttpResponse

from core import clock, tracing

_CALL = re.compile(r"/api/lms/v1/([a-z/]{0,30}[0-9]{0,10})")
# nobody waits for the disk because of a line of the log
_INSERT = """
WITH quick AS (SELECT set_config('synchronous_commit', %s, true))
INSERT INTO lms_api_requestlog (vendor_id, at, method, call, status, code, received, rejected,
    submission_id, took_ms, request_id, is_sandbox)
SELECT %s, %s, %s, %s, %s, %s, %s::int, %s::int, %s::bigint, %s, %s, %s FROM quick
"""


def note(
    request: HttpRequest,
    answer: HttpResponse,
    *,
    vendor_id: int,
    seconds: float,
    is_sandbox: bool = False,
) -> None:
    """Write one line; a crash of the server may lose the last ones."""
    # a made-up path may hold anything, also somebody's IIN
    match = request.resolver_match
    is_known = match is not None and match.url_name != "lms-nowhere"
    known = _CALL.fullmatch(request.path) if is_known else None
    rows = getattr(answer, "row_counts", (None, None, None))
    line = [
        vendor_id,
        clock.now(),
        (request.method or "")[:7],
        known[1] if known else "—",
        answer.status_code,
        _code(answer),
        *rows,
        min(int(seconds * 1000), 2**31 - 1),
        tracing.request_id()[:64],
        is_sandbox,
    ]
    # inside somebody's transaction the setting would outlive this statement
    waits = "on" if connection.in_atomic_block else "off"
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [waits, *line])


def _code(answer: HttpResponse) -> str:
    if answer.headers.get("Content-Type") != "application/problem+json":
        return ""
    return str(json.loads(answer.content)["code"])[:40]
