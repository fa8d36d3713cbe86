"""The published description and the calls say the same."""

import pytest
from django.test import Client

from lms_api.urls import urlpatterns

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def described(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        answer = Client().get("/api/lms/v1/schema", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    return answer.json()


def test_the_description_is_openapi_3_1_with_a_bearer_token(described):
    assert described["openapi"].startswith("3.1")
    assert described["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"


def test_every_call_is_described_and_nothing_else(described):
    calls = {
        str(one.pattern).replace("<int:number>", "{id}")
        for one in urlpatterns
        if one.name not in ("lms-schema", "lms-docs", "lms-nowhere")
    }
    assert {path.removeprefix("/api/lms/v1/") for path in described["paths"]} == calls


@pytest.mark.parametrize("call", ["contingent", "contingent/patch", "grades", "teachers"])
def test_the_answers_of_a_push_are_all_described(described, call):
    answers = described["paths"][f"/api/lms/v1/{call}"]["post"]["responses"]
    assert set(answers) == {"200", "400", "401", "404", "409", "413", "415", "422", "429"}


def test_the_docs_page_runs_under_a_strict_policy():
    page = Client().get("/api/lms/v1/docs")
    assert page.status_code == 200
    text = page.content.decode()
    assert "<script>" not in text
    assert "http://" not in text.replace("http://www.w3.org", "")
