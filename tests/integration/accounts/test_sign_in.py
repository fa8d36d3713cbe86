"""Sign-in with a password, sign-out."""

import pytest
from django.test import Client

from tests.factories.cast import Cast, cast

pytestmark = pytest.mark.urls("tests.integration.web.urls")
SIGN_IN = "/ru/account/sign-in/"


@pytest.fixture
def everybody(db: None) -> Cast:
    people = cast()
    people.aigerim.user.set_password("a-long-password-1")
    people.aigerim.user.save()
    return people


def test_the_right_password_leads_to_the_desk(client: Client, everybody: Cast) -> None:
    answer = client.post(
        SIGN_IN, {"username": "aigerim", "password": "a-long-password-1"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == "/ru/school/"
    assert answer.context["frame"].organisation == "ТОО «Достық»"


def test_a_wrong_password_is_told_by_the_form(client: Client, everybody: Cast) -> None:
    answer = client.post(SIGN_IN, {"username": "aigerim", "password": "wrong"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Имя пользователя или пароль не подходят." in page
    assert "<title>Ошибка:" in page


def test_the_wanted_page_is_kept_on_the_way(client: Client, everybody: Cast) -> None:
    answer = client.post(
        f"{SIGN_IN}?next=/ru/school/list/",
        {"username": "aigerim", "password": "a-long-password-1"},
        follow=True,
    )
    assert answer.redirect_chain[-1][0] == "/ru/school/list/"


def test_a_wanted_page_of_another_site_is_forgotten(client: Client, everybody: Cast) -> None:
    answer = client.post(
        f"{SIGN_IN}?next=https://evil.example/",
        {"username": "aigerim", "password": "a-long-password-1"},
        follow=True,
    )
    assert answer.redirect_chain[-1][0] == "/ru/school/"


def test_outside_the_demo_no_identity_is_offered(client: Client, everybody: Cast) -> None:
    page = client.get(SIGN_IN).content.decode()
    assert "демонстрации" not in page
    assert "/demo/" not in page


def test_signing_out_needs_a_post_and_ends_the_session(client: Client, everybody: Cast) -> None:
    client.post(SIGN_IN, {"username": "aigerim", "password": "a-long-password-1"})
    assert client.get("/ru/account/sign-out/").status_code == 405
    assert client.post("/ru/account/sign-out/")["Location"] == "/ru/"
    assert client.get("/ru/school/").status_code == 302
