"""The page of a record and its way back."""

import pytest
from django.test import Client

from accounts.models import Delegation

pytestmark = pytest.mark.urls("tests.integration.web.urls")


def test_a_record_opens_with_what_is_expected_from_you(
    aigerim: Client, delegation: Delegation
) -> None:
    page = aigerim.get(f"/ru/school/{delegation.pk}/").content.decode()
    assert page.index("От вас: проверить") < page.index("Шаги денег") < page.index("Ход дела")
    assert "Отозвать поручение" in page


def test_the_eight_steps_are_done_now_and_to_come(aigerim: Client, delegation: Delegation) -> None:
    steps = aigerim.get(f"/ru/school/{delegation.pk}/").context["steps"]
    assert [step.state for step in steps] == ["done"] * 5 + ["now"] + ["todo"] * 2


def test_back_keeps_the_filter_of_the_list(aigerim: Client, delegation: Delegation) -> None:
    aigerim.get("/ru/school/list/?sort=-number&page=1")
    back = aigerim.get(f"/ru/school/{delegation.pk}/").context["back_url"]
    assert back == "/ru/school/list/?sort=-number&page=1"


def test_back_without_a_visit_is_the_plain_list(aigerim: Client, delegation: Delegation) -> None:
    back = aigerim.get(f"/ru/school/{delegation.pk}/").context["back_url"]
    assert back == "/ru/school/list/"


def test_history_names_who_moved_it(aigerim: Client, delegation: Delegation) -> None:
    entry = aigerim.get(f"/ru/school/{delegation.pk}/").context["history"][0]
    assert str(entry.state) == "Действует"
    assert "Aigerim" in entry.who
