"""The calls that read: schools, subjects, the answer to a push later."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from lms_api.calls import call, json_answer
from lms_api.forecast import money_effect
from lms_api.grants import granted_schools
from lms_api.models import VendorToken
from lms_api.problems import Problem
from schools.models import School, Subject, Submission
from schools.selectors.findings import findings_of
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


@call("GET")
def subjects(request: HttpRequest, token: VendorToken) -> HttpResponse:
    """The catalogue of subjects, whole."""
    rows = Subject.objects.values("subject_id", "name_ru", "name_kk")
    return json_answer(list(rows))


@call("GET")
def submission(request: HttpRequest, token: VendorToken, number: int) -> HttpResponse:
    """The answer to a push later, with what the registries said meanwhile."""
    reached = granted_schools(token.vendor)
    found = (
        Submission.objects.filter(pk=number, vendor=token.vendor, school__in=reached)
        .select_related("school")
        .first()
    )
    if found is None:
        raise Problem(404, "SUBMISSION", "No such submission of this vendor.")
    return json_answer(
        answer_of(found) | {"findings": findings_of(found)} | money_effect(submission=found)
    )


@csrf_exempt
def nowhere(request: HttpRequest, **_path: Any) -> HttpResponse:
    """Any other path under the API, whatever the method: a slash too many is no wrong method."""
    return call(request.method or "GET")(_nowhere)(request)


def _nowhere(request: HttpRequest, token: VendorToken) -> HttpResponse:
    raise Problem(404, "CALL", "There is no such call. See /api/lms/v1/docs.")


def _school(school: School) -> dict[str, str]:
    return {
        "school_id": school.school_id or "",
        "bin": school.organisation.bin,
        "name": school.name_ru,
        "name_kk": school.name_kk,
    }
