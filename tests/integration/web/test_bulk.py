"""Moves of many records at once."""

import pytest
from django.test import Client

from accounts.models import Delegation, DelegationStatus

pytestmark = pytest.mark.urls("tests.integration.web.urls")
LIST = "/ru/school/list/"


def test_nothing_chosen_is_an_answer_not_an_error(aigerim: Client, delegation: Delegation) -> None:
    answer = aigerim.post(LIST, {"action": "revoke"}, follow=True)
    assert "Ничего не выбрано" in answer.content.decode()


def test_the_reason_is_asked_once_for_all(aigerim: Client, delegation: Delegation) -> None:
    page = aigerim.post(LIST, {"action": "revoke", "selected": [delegation.pk]}).content.decode()
    assert 'name="reason"' in page
    assert f'name="selected" value="{delegation.pk}"' in page


def test_a_record_of_others_is_never_touched(erlan: Client, delegation: Delegation) -> None:
    answer = erlan.post(
        LIST, {"action": "revoke", "selected": [delegation.pk], "reason": "чужое"}, follow=True
    )
    assert "Ничего не выбрано" in answer.content.decode()
    assert Delegation.objects.get().status == DelegationStatus.ACTIVE


def test_a_move_that_the_list_does_not_offer_is_403(
    aigerim: Client, delegation: Delegation
) -> None:
    answer = aigerim.post(LIST, {"action": "grant", "selected": [delegation.pk]})
    assert answer.status_code == 403
