"""The published description of the API: OpenAPI 3.1, made from serializers that describe only.

The calls themselves are plain functions (``endpoints``); a contract test holds both together.
"""

from typing import Any

from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework import serializers
from rest_framework.views import APIView

from lms_api.schema_shapes import (
    AccessToken,
    Contingent,
    ContingentPatch,
    Credentials,
    Grades,
    ProblemBody,
    PushAnswer,
    SchoolPage,
    SubjectRow,
    SubmissionAnswer,
    Teachers,
)

_PREFIX = "api/lms/v1/"
_DESCRIPTION = """
LMS vendors report contingent, marks and teachers of schools. Change client credentials for a token
of an hour (`POST token`) and send `Authorization: Bearer <token>`; a token belongs
to one vendor and reaches only schools that granted it. Identifiers are strings. UTF-8 JSON, gzip
accepted, at most 10 000 rows and 8 MB a request, 600 calls a minute of a vendor.

Every error of every row comes in one answer; good rows are taken at once unless `?mode=strict`.
A push replaces the month of the school as this vendor's next revision. `?dry_run=true` writes
nothing. With an `Idempotency-Key` a repeated request gets the first answer, for ever.
A drop of more than 20 % and more than 10 pupils waits for the school (`quarantined`).
After the first signature of the act the month is closed: 409 `PERIOD_CLOSED`.
"""


def _problems(*statuses: int) -> dict[Any, OpenApiResponse]:
    return {
        (status, "application/problem+json"): OpenApiResponse(ProblemBody, description="Problem")
        for status in statuses
    }


_PUSH_PARAMETERS = [
    OpenApiParameter("mode", OpenApiTypes.STR, enum=["partial", "strict"]),
    OpenApiParameter("dry_run", OpenApiTypes.BOOL),
    OpenApiParameter("Idempotency-Key", OpenApiTypes.STR, OpenApiParameter.HEADER),
]


def _push(operation_id: str, summary: str, body: type[serializers.Serializer]) -> Any:
    """A described push: all of them answer alike."""

    class Described(APIView):
        @extend_schema(
            operation_id=operation_id,
            summary=summary,
            request=body,
            parameters=_PUSH_PARAMETERS,
            responses={
                200: PushAnswer,
                (422, "application/json"): PushAnswer,
                **_problems(400, 401, 404, 409, 413, 415, 422, 429),
            },
        )
        def post(self, request: Any) -> None:
            """Described only."""

    return Described.as_view()


class _Schools(APIView):
    @extend_schema(
        operation_id="list_schools",
        summary="Schools granted to the vendor",
        parameters=[OpenApiParameter("cursor", OpenApiTypes.STR, description="`next` of a page")],
        responses={200: SchoolPage, **_problems(400, 401, 429)},
    )
    def get(self, request: Any) -> None:
        """Described only."""


class _Subjects(APIView):
    @extend_schema(
        operation_id="list_subjects",
        summary="Catalogue of subjects",
        responses={200: SubjectRow(many=True), **_problems(401, 429)},
    )
    def get(self, request: Any) -> None:
        """Described only."""


class _Token(APIView):
    @extend_schema(
        operation_id="issue_token",
        summary="A token of an hour for client credentials",
        auth=[],
        request={
            "application/x-www-form-urlencoded": Credentials,
            "application/json": Credentials,
        },
        responses={200: AccessToken, **_problems(400, 401, 413, 415, 429)},
    )
    def post(self, request: Any) -> None:
        """Described only."""


class _Submission(APIView):
    @extend_schema(
        operation_id="read_submission",
        summary="The answer to a push later, with findings and money",
        parameters=[OpenApiParameter("id", OpenApiTypes.STR, OpenApiParameter.PATH)],
        responses={200: SubmissionAnswer, **_problems(401, 404, 429)},
    )
    def get(self, request: Any) -> None:
        """Described only."""


_patterns = [
    path(f"{_PREFIX}token", _Token.as_view()),
    path(f"{_PREFIX}schools", _Schools.as_view()),
    path(f"{_PREFIX}subjects", _Subjects.as_view()),
    path(f"{_PREFIX}contingent", _push("push_contingent", "A school's month, whole", Contingent)),
    path(
        f"{_PREFIX}contingent/patch",
        _push("patch_contingent", "One or a few pupils of a month", ContingentPatch),
    ),
    path(f"{_PREFIX}grades", _push("push_grades", "Marks of a school's quarter", Grades)),
    path(f"{_PREFIX}teachers", _push("push_teachers", "Teachers of a month or quarter", Teachers)),
    path(f"{_PREFIX}submissions/<str:id>", _Submission.as_view()),
]

schema = SpectacularAPIView.as_view(
    patterns=_patterns,
    custom_settings={
        "DESCRIPTION": _DESCRIPTION,
        "SECURITY": [{"bearer": []}],
        "APPEND_COMPONENTS": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
        "COMPONENT_SPLIT_REQUEST": False,
        "ENABLE_DJANGO_DEPLOY_CHECK": False,
    },
)
docs = SpectacularSwaggerSplitView.as_view(url_name="lms-schema")
