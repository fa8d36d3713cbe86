"""The calls of a sandbox token. None of them reads or writes a school, a pupil or money."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from core import clock
from lms_api.calls import in_sandbox, json_answer, push_answer
from lms_api.idempotency import Answer, Key
from lms_api.models import VendorToken
from lms_api.problems import Problem
from lms_api.push_request import Decode, period_of_teachers, read_request
from lms_api.sandbox.fixtures import SCHOOLS, SCHOOLS_A_PAGE, SandboxSchool
from lms_api.sandbox.pushes import (
    Order,
    answer_later,
    take_contingent,
    take_grades,
    take_teachers,
)
from lms_api.sandbox.records import Sandbox, SandboxAnswer, SandboxPush
from schools.contingent_body import decode_contingent, rows_of
from schools.learning_bodies import decode_grades, decode_teachers
from schools.models import Subject, SubmissionKind
from schools.rules_of_learning import first_month_of_quarter
from schools.rules_of_rows import month_of_push
from schools.services.contingent import refused_month


@in_sandbox("schools")
def schools(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """The test schools that granted, in short pages."""
    cursor = request.GET.get("cursor", "") or "0"
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise Problem(400, "CURSOR", "Take the cursor from the field next.")
    granted = [one for one in SCHOOLS.values() if one.is_granted]
    page = granted[int(cursor) : int(cursor) + SCHOOLS_A_PAGE]
    following = int(cursor) + SCHOOLS_A_PAGE
    listed = [
        {"school_id": one.school_id, "bin": one.bin, "name": one.name_ru, "name_kk": one.name_kk}
        for one in page
    ]
    more = str(following) if following < len(granted) else None
    return json_answer({"schools": listed, "next": more})


@in_sandbox("subjects")
def subjects(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """The catalogue: it is the same for everybody."""
    return json_answer(list(Subject.objects.values("subject_id", "name_ru", "name_kk")))


@in_sandbox("submission")
def submission(request: HttpRequest, token: VendorToken, number: int) -> HttpResponse:
    """A push of this sandbox later."""
    found = SandboxPush.objects.filter(pk=number, sandbox=token.vendor_id).first()
    if found is None:
        raise Problem(404, "SUBMISSION", "No such submission of this vendor.")
    return json_answer(answer_later(found))


@in_sandbox("contingent")
def contingent(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """A month of a test school, whole."""
    return _pushed(request, token, "contingent", decode_contingent, _contingent)


@in_sandbox("patch")
def patch(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """Some pupils of a month."""
    return _pushed(request, token, "contingent/patch", decode_contingent, _patch)


@in_sandbox("grades")
def grades(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """Marks of a quarter."""
    return _pushed(request, token, "grades", decode_grades, _grades)


@in_sandbox("teachers")
def teachers(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """Teachers of a month or quarter."""
    return _pushed(request, token, "teachers", decode_teachers, _teachers)


def _pushed(
    request: HttpRequest, token: VendorToken, name: str, decode: Decode, work: Callable[..., Answer]
) -> HttpResponse:
    given = read_request(request, name=name, decode=decode, vendor=token.vendor)
    school = _granted(given.body.school_id)

    def order(kind: str, month: Any, *, is_patch: bool = False) -> Order:
        if school.is_closed and kind in (SubmissionKind.CONTINGENT, SubmissionKind.TEACHERS):
            raise Problem(
                409,
                "PERIOD_CLOSED",
                "The act of this month bears a signature; corrections become corrective acts.",
            )
        return Order(token.vendor_id, school, kind, month, given.mode, given.dry_run, is_patch)

    if given.dry_run:
        status, answer = work(order, given.body)
    else:
        status, answer = _once(token.vendor_id, school, given.key, lambda: work(order, given.body))
    return push_answer(answer, status)


def _granted(school_id: str) -> SandboxSchool:
    school = SCHOOLS.get(school_id)
    if school is None or not school.is_granted:
        raise Problem(404, "SCHOOL", "No school of that id is granted to this vendor.")
    return school


def _once(
    vendor_id: int, school: SandboxSchool, key: Key | None, work: Callable[[], Answer]
) -> Answer:
    """The same key and body get the same answer; a vendor's pushes go one after another."""
    Sandbox.objects.get_or_create(vendor_id=vendor_id)
    with transaction.atomic():
        sandbox = Sandbox.objects.select_for_update(of=("self",)).get(pk=vendor_id)
        kept = sandbox.answers.filter(key=key.text).first() if key is not None else None
        if kept is not None and key is not None and kept.request_sha256 != key.request_sha256:
            raise Problem(422, "KEY_REUSED", "This key was used with another body.")
        if kept is not None:
            return kept.status, kept.answer
        is_refused = school.is_limited and sandbox.limited_pushes % 2 == 0
        if school.is_limited:
            sandbox.limited_pushes += 1
            sandbox.save(update_fields=["limited_pushes"])
        if not is_refused:
            status, answer = work()
            if key is not None:
                SandboxAnswer.objects.create(
                    sandbox=sandbox,
                    key=key.text,
                    request_sha256=key.request_sha256,
                    status=status,
                    answer=answer,
                )
            return status, answer
    # after the commit: the count of refusals stays
    raise Problem(429, "TOO_MANY_CALLS", "The test school of limits.", Retry_After="1")


def _contingent(order: Callable[..., Order], body: Any, *, is_patch: bool = False) -> Answer:
    rows = rows_of(body)
    month, wrong = month_of_push(body.year, body.month, today=clock.today())
    if month is None:
        return 422, refused_month(received=len(rows), code=wrong).as_json()
    given = order(SubmissionKind.CONTINGENT, month, is_patch=is_patch)
    return _with_status(take_contingent(given, rows))


def _patch(order: Callable[..., Order], body: Any) -> Answer:
    return _contingent(order, body, is_patch=True)


def _grades(order: Callable[..., Order], body: Any) -> Answer:
    first, wrong = first_month_of_quarter(body.year, body.quarter, today=clock.today())
    if first is None:
        return 422, refused_month(received=len(body.pupils), code=wrong).as_json()
    return _with_status(take_grades(order(SubmissionKind.GRADES, first), body))


def _teachers(order: Callable[..., Order], body: Any) -> Answer:
    kind, month, wrong = period_of_teachers(body)
    if month is None:
        return 422, refused_month(received=len(body.teachers), code=wrong).as_json()
    return _with_status(take_teachers(order(kind, month), body))


def _with_status(answer: dict[str, Any]) -> Answer:
    return 422 if answer["status"] == "ERROR" else 200, answer
