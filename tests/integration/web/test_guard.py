"""The guard of a cabinet: strangers sign in, other roles are refused."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from core.web.guards import guard
from tests.factories.cast import Cast
from tests.integration.web.conftest import signed_in

pytestmark = pytest.mark.urls("tests.integration.web.urls")


def test_a_stranger_is_sent_to_sign_in_and_back(db: None) -> None:
    answer = Client().get("/ru/school/list/?page=2")
    assert answer.status_code == 302
    assert answer["Location"] == "/ru/account/sign-in/?next=/ru/school/list/%3Fpage%3D2"


def test_htmx_moves_the_whole_page_instead_of_a_form_inside_a_table(db: None) -> None:
    answer = Client().get("/ru/school/list/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/ru/account/sign-in/")


def test_another_role_is_refused(everybody: Cast) -> None:
    assert signed_in(everybody.bolat).get("/ru/school/list/").status_code == 403


def test_the_right_role_comes_in(aigerim: Client) -> None:
    assert aigerim.get("/ru/school/list/").status_code == 200


def test_a_member_who_has_not_chosen_is_asked_to(everybody: Cast) -> None:
    client = Client()
    client.force_login(everybody.aigerim.user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/ru/school/list/")
    assert answer["Location"].startswith("/ru/account/choose/")


def test_a_dismissed_member_loses_access_with_the_next_request(
    everybody: Cast, aigerim: Client
) -> None:
    everybody.aigerim.ended_on = everybody.aigerim.valid_from
    everybody.aigerim.save()
    assert aigerim.get("/ru/school/list/").status_code == 302


def test_patterns_inside_an_include_are_guarded_too() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    inner = [path("x/", view)]
    guard([path("deep/", include((inner, "deep")))], roles=["school_head"])
    assert inner[0].callback.roles == {"school_head"}
