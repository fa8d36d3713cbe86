"""The calls that push: contingent, its patch, marks, teachers. One frame, four translations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from core import clock, tracing
from core.one_trip import Trip
from core.periods import Month
from lms_api.calls import call, push_answer
from lms_api.forecast import forecast_of
from lms_api.grants import ask_school
from lms_api.idempotency import Answer
from lms_api.models import VendorToken
from lms_api.problems import Problem
from lms_api.push_request import Decode, PushRequest, period_of_teachers, read_request
from lms_api.request_log import note_push
from lms_api.straight import straight
from schools.contingent_body import decode_contingent, rows_of
from schools.learning_bodies import GradesBody, TeachersBody, decode_grades, decode_teachers
from schools.models import School, SubmissionKind
from schools.rules_of_learning import first_month_of_quarter
from schools.rules_of_rows import month_of_push
from schools.services.contingent import PeriodClosed, apply_contingent, refused_month
from schools.services.learning import apply_grades, apply_teachers
from schools.services.push_reading import indexes_of
from schools.services.submission_result import SubmissionResult
from schools.services.submission_store import Push


@dataclass(frozen=True, slots=True)
class _Order:
    """A push of a school that its vendor reaches."""

    school: School
    token: VendorToken
    given: PushRequest
    trip: Trip
    """Takes along what the push writes."""
    ready: Any
    """What was made of the body in the database's time."""

    def push(self, kind: str, month: Month) -> Push:
        return Push(self.school, self.token.vendor, kind, month, self.given.raw)


_Work = Callable[[_Order, Any], Answer]


def _pushed(
    name: str,
    decode: Decode,
    work: _Work,
    request: HttpRequest,
    token: VendorToken,
    *,
    meanwhile: Callable[[Any], Any] = lambda body: None,
) -> HttpResponse:
    """Read, find the school, do the work once, answer.

    :param meanwhile: what the work needs of the body alone, made while the database is asked
    """
    given = read_request(request, name=name, decode=decode, vendor=token.vendor)
    seconds = tracing.seconds()
    # who and whether in one trip; later, beside what the work reads, all that is kept in another
    with transaction.atomic(), Trip() as trip:
        with Trip() as asked:
            school = ask_school(asked, vendor=token.vendor, school_id=given.body.school_id)
            answered = given.key.ask(asked) if given.key is not None else None
            asked.send_ahead()
            ready = meanwhile(given.body)
        order = _Order(school(), token, given, trip, ready)
        kept = answered() if answered is not None else None
        if kept is not None:
            status, answer = kept
            return push_answer(answer, status)
        status, answer = _worked(work, order)
        response = push_answer(answer, status)
        if given.key is not None:
            given.key.keep(trip, (status, answer))
        note_push(trip, request, response, vendor_id=token.vendor_id, seconds=seconds)
    return response


def _worked(work: _Work, order: _Order) -> Answer:
    try:
        return work(order, order.given.body)
    except PeriodClosed as closed:
        raise Problem(
            409,
            "PERIOD_CLOSED",
            "The act of this month bears a signature; corrections become corrective acts.",
        ) from closed


@straight
@call("POST")
def contingent(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """Take a month of a school as its next revision."""
    return _pushed("contingent", decode_contingent, _contingent, request, token, meanwhile=_indexes)


@straight
@call("POST")
def patch(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """Touch only the pupils named."""
    return _pushed(
        "contingent/patch", decode_contingent, _patch, request, token, meanwhile=_indexes
    )


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


def _indexes(body: Any) -> dict[str, bytes]:
    return indexes_of(rows_of(body))


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
        raw=order.given.raw,
        mode=order.given.mode,
        dry_run=order.given.dry_run,
        patch=is_patch,
        trip=order.trip,
        indexes=order.ready,
    )
    forecast = (
        forecast_of(
            school=order.school,
            vendor=order.token.vendor,
            month=month,
            result=result,
            is_patch=is_patch,
        )
        if order.given.dry_run
        else {}
    )
    return _answer(order, result, forecast)


def _patch(order: _Order, body: Any) -> Answer:
    return _contingent(order, body, is_patch=True)


def _grades(order: _Order, body: GradesBody) -> Answer:
    first, wrong = first_month_of_quarter(body.year, body.quarter, today=clock.today())
    if first is None:
        return 422, refused_month(received=len(body.pupils), code=wrong).as_json()
    return _learned(apply_grades, order, order.push(SubmissionKind.GRADES, first), body.pupils)


def _teachers(order: _Order, body: TeachersBody) -> Answer:
    kind, month, wrong = period_of_teachers(body)
    if month is None:
        return 422, refused_month(received=len(body.teachers), code=wrong).as_json()
    return _learned(apply_teachers, order, order.push(kind, month), body.teachers)


def _learned(
    apply: Callable[..., SubmissionResult], order: _Order, push: Push, rows: list[Any]
) -> Answer:
    given = order.given
    result = apply(push=push, rows=rows, mode=given.mode, dry_run=given.dry_run, trip=order.trip)
    return _answer(order, result)


def _answer(
    order: _Order, result: SubmissionResult, forecast: dict[str, Any] | None = None
) -> Answer:
    answer = result.as_json()
    if order.given.dry_run:
        answer |= {"dry_run": True} | (forecast or {})
    return 422 if result.is_refused else 200, answer
