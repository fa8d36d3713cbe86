"""The calls that push: contingent, its patch, marks, teachers. One frame, four translations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from core import clock
from core.periods import Month
from lms_api.bodies import read_body
from lms_api.calls import call, flag, json_answer, note_rows
from lms_api.forecast import forecast_of
from lms_api.grants import granted_school
from lms_api.idempotency import Answer, check_key, once
from lms_api.models import VendorToken
from lms_api.problems import Problem
from lms_api.straight import straight
from schools.contingent_body import (
    MOST_ROWS,
    TooManyRows,
    UnreadableBody,
    decode_contingent,
    rows_of,
)
from schools.learning_bodies import GradesBody, TeachersBody, decode_grades, decode_teachers
from schools.models import School, SubmissionKind
from schools.rules_of_learning import first_month_of_quarter
from schools.rules_of_rows import month_of_push
from schools.services.contingent import Mode, PeriodClosed, apply_contingent, refused_month
from schools.services.learning import apply_grades, apply_teachers
from schools.services.submission_result import SubmissionResult
from schools.services.submission_store import Push


@dataclass(frozen=True, slots=True)
class _Order:
    """What every push says beside its rows."""

    school: School
    token: VendorToken
    raw: bytes
    mode: str
    dry_run: bool

    def push(self, kind: str, month: Month) -> Push:
        return Push(self.school, self.token.vendor, kind, month, self.raw)


_Work = Callable[[_Order, Any], Answer]


def _pushed(
    name: str, decode: Callable[[bytes], Any], work: _Work, request: HttpRequest, token: VendorToken
) -> HttpResponse:
    """Read, find the school, do the work once, answer."""
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
    school = granted_school(token.vendor, body.school_id)
    order = _Order(school, token, raw, mode, dry_run)

    def done() -> Answer:
        try:
            return work(order, body)
        except PeriodClosed as closed:
            raise Problem(
                409,
                "PERIOD_CLOSED",
                "The act of this month bears a signature; corrections become corrective acts.",
            ) from closed

    key = request.headers.get("Idempotency-Key")
    check_key(key)
    key = None if dry_run else key
    status, answer = once(
        vendor=token.vendor, key=key, call=f"{name}?mode={mode}", body=raw, work=done
    )
    response = json_answer(answer, status)
    note_rows(response, answer)
    return response


@straight
@call("POST")
def contingent(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """Take a month of a school as its next revision."""
    return _pushed("contingent", decode_contingent, _contingent, request, token)


@straight
@call("POST")
def patch(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """Touch only the pupils named."""
    return _pushed("contingent/patch", decode_contingent, _patch, request, token)


@straight
@call("POST")
def grades(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """Take the marks of a school's quarter as their next revision."""
    return _pushed("grades", decode_grades, _grades, request, token)


@straight
@call("POST")
def teachers(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """Take the teachers of a school's month or quarter as their next revision."""
    return _pushed("teachers", decode_teachers, _teachers, request, token)


def _contingent(order: _Order, body: Any, *, is_patch: bool = False) -> Answer:
    rows = rows_of(body)
    month, wrong = month_of_push(body.year, body.month, today=clock.today())
    if month is None:
        return 422, refused_month(received=len(rows), code=wrong).as_json()
    result = apply_contingent(
        school=order.school,
        vendor=order.token.vendor,
        month=month,
        rows=rows,
        raw=order.raw,
        mode=order.mode,
        dry_run=order.dry_run,
        patch=is_patch,
    )
    forecast = (
        forecast_of(
            school=order.school,
            vendor=order.token.vendor,
            month=month,
            result=result,
            is_patch=is_patch,
        )
        if order.dry_run
        else {}
    )
    return _answer(order, result, forecast)


def _patch(order: _Order, body: Any) -> Answer:
    return _contingent(order, body, is_patch=True)


def _grades(order: _Order, body: GradesBody) -> Answer:
    first, wrong = first_month_of_quarter(body.year, body.quarter, today=clock.today())
    if first is None:
        return 422, refused_month(received=len(body.pupils), code=wrong).as_json()
    push = order.push(SubmissionKind.GRADES, first)
    result = apply_grades(push=push, rows=body.pupils, mode=order.mode, dry_run=order.dry_run)
    return _answer(order, result)


def _teachers(order: _Order, body: TeachersBody) -> Answer:
    kind = SubmissionKind.TEACHERS
    if (body.month is None) == (body.quarter is None):
        month, wrong = None, "PERIOD_KIND"
    elif body.quarter is not None:
        kind = SubmissionKind.TEACHERS_QUARTER
        month, wrong = first_month_of_quarter(body.year, body.quarter, today=clock.today())
    else:
        month, wrong = month_of_push(body.year, body.month or 0, today=clock.today())
    if month is None:
        return 422, refused_month(received=len(body.teachers), code=wrong).as_json()
    push = order.push(kind, month)
    result = apply_teachers(push=push, rows=body.teachers, mode=order.mode, dry_run=order.dry_run)
    return _answer(order, result)


def _answer(
    order: _Order, result: SubmissionResult, forecast: dict[str, Any] | None = None
) -> Answer:
    answer = result.as_json()
    if order.dry_run:
        answer |= {"dry_run": True} | (forecast or {})
    return 422 if result.is_refused else 200, answer
