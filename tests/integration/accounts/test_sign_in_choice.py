"""A person of several organisations picks one."""

import pytest
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.roles import Role
from tests.factories.cast import Cast, cast, member

pytestmark = pytest.mark.urls("tests.integration.web.urls")
CHOOSE = "/ru/account/choose/"


@pytest.fixture
def everybody(db: None) -> Cast:
    people = cast()
    member("Aigerim", Role.SCHOOL_HEAD, people.erlan.organisation)
    return people


@pytest.fixture
def chooser(client: Client, everybody: Cast) -> Client:
    client.force_login(everybody.aigerim.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_each_organisation_is_a_card(chooser: Client) -> None:
    page = chooser.get(CHOOSE).content.decode()
    assert "ТОО «Достық»" in page
    assert "ТОО «Болашақ»" in page


def test_the_choice_opens_the_cabinet_and_can_be_changed(chooser: Client, everybody: Cast) -> None:
    answer = chooser.post(CHOOSE, {"membership": everybody.aigerim.pk}, follow=True)
    assert answer.redirect_chain == [("/ru/school/", 302)]
    assert "Сменить организацию" in answer.content.decode()


def test_somebody_else_s_membership_is_not_found(chooser: Client, everybody: Cast) -> None:
    answer = chooser.post(CHOOSE, {"membership": everybody.bolat.pk})
    assert answer.status_code == 404
    assert SESSION_KEY not in chooser.session


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 40, "²"])
def test_nonsense_is_not_found(chooser: Client, nonsense: str) -> None:
    assert chooser.post(CHOOSE, {"membership": nonsense}).status_code == 404


def test_a_person_with_one_membership_is_let_through(client: Client, everybody: Cast) -> None:
    client.force_login(everybody.dana.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(CHOOSE)["Location"] == "/ru/"
    assert client.session[SESSION_KEY] == everybody.dana.pk


def test_a_person_without_any_is_told_whom_to_ask(client: Client, everybody: Cast) -> None:
    everybody.dana.ended_on = everybody.dana.valid_from
    everybody.dana.save()
    client.force_login(everybody.dana.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "не назначили ни в одну организацию" in client.get(CHOOSE).content.decode()
