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

from schools.contingent_body import MOST_ROWS
from schools.row_texts import TEXTS
from schools.rules_of_rows import STUDY_TYPES

_PREFIX = "api/lms/v1/"
_DESCRIPTION = """
LMS vendors report the contingent of schools. Send `Authorization: Bearer <token>`; a token belongs
to one vendor and reaches only schools that granted it. Identifiers are strings. UTF-8 JSON, gzip
accepted, at most 10 000 rows and 8 MB a request, 600 calls a minute.

Every error of every row comes in one answer; good rows are taken at once unless `?mode=strict`.
A push replaces the month of the school as this vendor's next revision. `?dry_run=true` writes
nothing. With an `Idempotency-Key` a repeated request gets the first answer, for ever.
A drop of more than 20 % and more than 10 pupils waits for the school (`quarantined`).
After the first signature of the act the month is closed: 409 `PERIOD_CLOSED`.
"""


class Text(serializers.Serializer):
    """A sentence in three languages."""

    ru = serializers.CharField()
    kk = serializers.CharField()
    en = serializers.CharField()


class Finding(serializers.Serializer):
    """One thing about one row."""

    row = serializers.IntegerField(allow_null=True, help_text="from 0; null: the whole push")
    row_id = serializers.CharField(allow_null=True, help_text="the client's own")
    field = serializers.CharField(allow_blank=True)
    code = serializers.ChoiceField(choices=sorted(TEXTS))
    message = Text()
    how_to_fix = Text()


class Changes(serializers.Serializer):
    """Compared with the revision before."""

    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    changed = serializers.IntegerField()


class Forecast(serializers.Serializer):
    """Of the month's act, strings of tiyn."""

    act_tiyn = serializers.CharField()
    held_tiyn = serializers.CharField()
    waiting_tiyn = serializers.CharField()


class PushAnswer(serializers.Serializer):
    """What became of a push."""

    status = serializers.ChoiceField(choices=["OK", "ERROR"])
    state = serializers.ChoiceField(
        choices=["received", "applied", "quarantined", "rejected", "superseded"]
    )
    submission_id = serializers.CharField(allow_null=True)
    revision = serializers.IntegerField(allow_null=True)
    received = serializers.IntegerField()
    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()
    errors = Finding(many=True)
    warnings = Finding(many=True)
    changes = Changes()
    dry_run = serializers.BooleanField(required=False)
    forecast = Forecast(required=False)


class SubmissionAnswer(PushAnswer):
    """The same later, with the findings of the registries."""

    findings = Finding(many=True)


class Pupil(serializers.Serializer):
    """One pupil of the month."""

    iin = serializers.RegexField(r"^[0-9]{12}$")
    grade = serializers.IntegerField(min_value=0, max_value=12, help_text="0 = preparatory")
    birth_date = serializers.DateField()
    study_type = serializers.ChoiceField(choices=sorted(STUDY_TYPES))
    row_id = serializers.CharField(max_length=64, required=False)
    enrolled_on = serializers.DateField(required=False, allow_null=True)
    left_on = serializers.DateField(required=False, allow_null=True)


class Contingent(serializers.Serializer):
    """A month of a school, whole."""

    school_id = serializers.RegexField(r"^[1-9][0-9]{17}$")
    year = serializers.IntegerField(min_value=2020, max_value=2100)
    month = serializers.IntegerField(min_value=1, max_value=12)
    pupils = Pupil(many=True, max_length=MOST_ROWS)


class SchoolRow(serializers.Serializer):
    """A granted school."""

    school_id = serializers.CharField()
    bin = serializers.CharField()
    name = serializers.CharField()
    name_kk = serializers.CharField()


class SchoolPage(serializers.Serializer):
    """A page of them."""

    schools = SchoolRow(many=True)
    next = serializers.CharField(allow_null=True)


class ProblemBody(serializers.Serializer):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    request_id = serializers.CharField(allow_blank=True)


def _problems(*statuses: int) -> dict[Any, OpenApiResponse]:
    return {
        (status, "application/problem+json"): OpenApiResponse(ProblemBody, description="Problem")
        for status in statuses
    }


class _Schools(APIView):
    @extend_schema(
        operation_id="list_schools",
        summary="Schools granted to the vendor",
        parameters=[OpenApiParameter("cursor", OpenApiTypes.STR, description="`next` of a page")],
        responses={200: SchoolPage, **_problems(400, 401, 429)},
    )
    def get(self, request: Any) -> None:
        """Described only."""


class _Contingent(APIView):
    @extend_schema(
        operation_id="push_contingent",
        summary="Contingent of a school's month",
        request=Contingent,
        parameters=[
            OpenApiParameter("mode", OpenApiTypes.STR, enum=["partial", "strict"]),
            OpenApiParameter("dry_run", OpenApiTypes.BOOL),
            OpenApiParameter("Idempotency-Key", OpenApiTypes.STR, OpenApiParameter.HEADER),
        ],
        responses={
            200: PushAnswer,
            (422, "application/json"): PushAnswer,
            **_problems(400, 401, 404, 409, 413, 415, 422, 429),
        },
    )
    def post(self, request: Any) -> None:
        """Described only."""


class _Submission(APIView):
    @extend_schema(
        operation_id="read_submission",
        summary="The answer to a push later, with findings",
        parameters=[OpenApiParameter("id", OpenApiTypes.STR, OpenApiParameter.PATH)],
        responses={200: SubmissionAnswer, **_problems(401, 404, 429)},
    )
    def get(self, request: Any) -> None:
        """Described only."""


_patterns = [
    path(f"{_PREFIX}schools", _Schools.as_view()),
    path(f"{_PREFIX}contingent", _Contingent.as_view()),
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
