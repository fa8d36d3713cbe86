"""Pushes pass the browser's middleware by and lose nothing that was theirs."""

import pytest
from django.urls import resolve

from tests.factories.contingent import body, pupil_row

pytestmark = pytest.mark.django_db
PUSHES = ("contingent", "contingent/patch", "grades", "teachers")


@pytest.mark.parametrize("name", PUSHES)
def test_a_push_goes_straight(name):
    assert resolve(f"/api/lms/v1/{name}").func.goes_straight


@pytest.mark.parametrize("name", ["token", "schools", "docs", "submissions/1", "no/such"])
def test_nothing_else_does(name):
    assert not getattr(resolve(f"/api/lms/v1/{name}").func, "goes_straight", False)


def test_the_answer_bears_what_the_others_bear(post, school):
    answer = post(body(school, [pupil_row()]))
    assert answer.status_code == 200
    assert answer["Content-Length"] == str(len(answer.content))
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Request-Id"]
    assert not answer.cookies


def test_a_foreign_host_is_refused(client, vendor, school):
    answer = client.post(
        "/api/lms/v1/contingent", b"{}", "application/json",
        headers={"Host": "evil.example"} | vendor.headers,
    )  # fmt: skip
    assert answer.status_code == 400


def test_another_method_is_told_so(client, vendor):
    answer = client.get("/api/lms/v1/contingent", headers=vendor.headers)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
