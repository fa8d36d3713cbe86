"""Addresses of the LMS API, without a language and without a trailing slash."""

from django.urls import path, re_path

from lms_api import endpoints, schema

urlpatterns = [
    path("schools", endpoints.schools, name="lms-schools"),
    path("contingent", endpoints.contingent, name="lms-contingent"),
    path("submissions/<int:number>", endpoints.submission, name="lms-submission"),
    path("schema", schema.schema, name="lms-schema"),
    path("docs", schema.docs, name="lms-docs"),
    re_path(r"^(?P<path>.*)$", endpoints.nowhere, name="lms-nowhere"),
]
