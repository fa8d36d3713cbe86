"""Addresses of the LMS API, without a language and without a trailing slash."""

from django.urls import path, re_path

from lms_api import endpoints, pushes, reference, schema, token_call
from lms_api.sandbox import calls as _sandbox  # noqa: F401 (a sandbox token finds its calls there)

urlpatterns = [
    path("token", token_call.token, name="lms-token"),
    path("schools", endpoints.schools, name="lms-schools"),
    path("subjects", endpoints.subjects, name="lms-subjects"),
    path("contingent", pushes.contingent, name="lms-contingent"),
    path("contingent/patch", pushes.patch, name="lms-patch"),
    path("grades", pushes.grades, name="lms-grades"),
    path("teachers", pushes.teachers, name="lms-teachers"),
    path("submissions/<int:number>", endpoints.submission, name="lms-submission"),
    path("schema", schema.schema, name="lms-schema"),
    path("docs", reference.docs, name="lms-docs"),
    re_path(r"^(?P<path>(?s:.*))\Z", endpoints.nowhere, name="lms-nowhere"),
]
