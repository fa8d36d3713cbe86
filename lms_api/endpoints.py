"""The calls themselves: schools, a push of contingent, the answer to it later."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from core import clock
from lms_api.bodies import read_body
from lms_api.calls import call, flag, json_answer
from lms_api.forecast import forecast_of
from lms_api.grants import granted_school, granted_schools
from lms_api.idempotency import Answer, once
from lms_api.models import VendorToken
from lms_api.problems import Problem
from schools.contingent_body import (
    MOST_ROWS,
    ContingentBody,
    TooManyRows,
    UnreadableBody,
    decode_contingent,
    rows_of,
)
from schools.models import School, Submission
from schools.rules_of_rows import month_of_push
from schools.selectors.findings import findings_of
from schools.services.contingent import Mode, PeriodClosed, apply_contingent, refused_month
from schools.services.submission_result import answer_of

PAGE = 500


@call("GET")
def schools(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """Schools granted to the vendor, in pages."""
    rows = granted_schools(token.vendor)
    cursor = request.GET.get("cursor", "")
    if cursor:
        if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
            raise Problem(400, "CURSOR", "Take the cursor from the field next.")
        rows = rows.filter(pk__gt=int(cursor))
    page = list(rows[: PAGE + 1])
    following = str(page[PAGE - 1].pk) if len(page) > PAGE else None
    return json_answer({"schools": [_school(one) for one in page[:PAGE]], "next": following})


@call("POST")
def contingent(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """Take a month of a school as its next revision."""
    mode = request.GET.get("mode", Mode.PARTIAL)
    if mode not in tuple(Mode):
        raise Problem(400, "QUERY", "mode is partial or strict.")
    dry_run = flag(request, "dry_run")
    raw = read_body(request)
    try:
        body = decode_contingent(raw)
    except UnreadableBody as unreadable:
        raise Problem(400, "BODY", str(unreadable)) from unreadable
    except TooManyRows as many:
        raise Problem(413, "TOO_MANY_ROWS", f"At most {MOST_ROWS} rows a request.") from many
    school = granted_school(token.vendor, body.school_id)

    def work() -> Answer:
        return _apply(school, token, body, raw, mode=mode, dry_run=dry_run)

    key = None if dry_run else request.headers.get("Idempotency-Key")
    status, answer = once(
        vendor=token.vendor, key=key, call=f"contingent?mode={mode}", body=raw, work=work
    )
    return json_answer(answer, status)


@call("GET")
def submission(request: HttpRequest, token: VendorToken, number: int) -> HttpResponse:
    """The answer to a push later, with what the registries said meanwhile."""
    reached = granted_schools(token.vendor)
    found = Submission.objects.filter(pk=number, vendor=token.vendor, school__in=reached).first()
    if found is None:
        raise Problem(404, "SUBMISSION", "No such submission of this vendor.")
    return json_answer(answer_of(found) | {"findings": findings_of(found)})


@call("GET")
def nowhere(request: HttpRequest, token: VendorToken, **_path: Any) -> HttpResponse:
    """Any other path under the API."""
    raise Problem(404, "CALL", "There is no such call. See /api/lms/v1/docs.")


def _apply(
    school: School,
    token: VendorToken,
    body: ContingentBody,
    raw: bytes,
    *,
    mode: str,
    dry_run: bool,
) -> Answer:
    rows = rows_of(body)
    month, wrong = month_of_push(body.year, body.month, today=clock.today())
    if month is None:
        return 422, refused_month(received=len(rows), code=wrong).as_json()
    try:
        result = apply_contingent(
            school=school,
            vendor=token.vendor,
            month=month,
            rows=rows,
            raw=raw,
            mode=mode,
            dry_run=dry_run,
        )
    except PeriodClosed as closed:
        raise Problem(
            409,
            "PERIOD_CLOSED",
            "The act of this month bears a signature; corrections become corrective acts.",
        ) from closed
    answer = result.as_json()
    if dry_run:
        answer |= {"dry_run": True} | forecast_of(school=school, month=month, result=result)
    return 422 if result.is_refused else 200, answer


def _school(school: School) -> dict[str, str]:
    return {
        "school_id": school.school_id or "",
        "bin": school.organisation.bin,
        "name": school.name_ru,
        "name_kk": school.name_kk,
    }
