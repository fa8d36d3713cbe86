"""The language a visitor last read is remembered."""

import pytest
from django.test import Client, modify_settings

pytestmark = [
    pytest.mark.urls("tests.integration.web.urls"),
    pytest.mark.django_db,
]
REMEMBER = modify_settings(MIDDLEWARE={"append": "core.web.language.RememberLanguageMiddleware"})


def test_an_address_without_a_language_opens_in_the_last_one() -> None:
    with REMEMBER:
        client = Client()
        client.get("/kk/help/")
        assert client.get("/help/")["Location"] == "/kk/help/"


def test_the_cookie_is_not_sent_again_when_nothing_changed() -> None:
    with REMEMBER:
        client = Client()
        assert "django_language" in client.get("/en/help/").cookies
        assert "django_language" not in client.get("/en/help/").cookies
