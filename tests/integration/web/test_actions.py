"""A move from a record page: confirmed, refused, impossible."""

import pytest
from django.test import Client

from accounts.models import Delegation, DelegationStatus
from tests.factories.cast import Cast
from tests.integration.web.conftest import signed_in

pytestmark = pytest.mark.urls("tests.integration.web.urls")


def _act(delegation: Delegation) -> str:
    return f"/ru/school/{delegation.pk}/act/"


def test_a_move_that_needs_a_reason_asks_for_it_first(
    aigerim: Client, delegation: Delegation
) -> None:
    page = aigerim.get(_act(delegation), {"action": "revoke"}).content.decode()
    assert "Отозвать поручение" in page
    assert 'name="reason"' in page


def test_without_a_reason_nothing_moves(aigerim: Client, delegation: Delegation) -> None:
    answer = aigerim.post(_act(delegation), {"action": "revoke", "reason": " "})
    assert answer.status_code == 400
    assert "Укажите причину" in answer.content.decode()
    assert Delegation.objects.get().status == DelegationStatus.ACTIVE


def test_the_move_is_made_and_told(aigerim: Client, delegation: Delegation) -> None:
    answer = aigerim.post(_act(delegation), {"action": "revoke", "reason": "уволен"}, follow=True)
    assert answer.redirect_chain == [(f"/ru/school/{delegation.pk}/", 302)]
    assert "Готово: «Отозвать поручение»." in answer.content.decode()
    assert "уволен" in answer.content.decode()
    assert Delegation.objects.get().status == DelegationStatus.REVOKED


def test_the_same_move_again_is_409_with_the_reason(
    aigerim: Client, delegation: Delegation
) -> None:
    aigerim.post(_act(delegation), {"action": "revoke", "reason": "уволен"})
    answer = aigerim.post(_act(delegation), {"action": "revoke", "reason": "ещё раз"})
    assert answer.status_code == 409
    assert "сейчас состояние «Отозвано»" in answer.content.decode()


def test_a_record_of_others_is_not_found(erlan: Client, delegation: Delegation) -> None:
    answer = erlan.post(_act(delegation), {"action": "revoke", "reason": "чужое"})
    assert answer.status_code == 404
    assert erlan.get(f"/ru/school/{delegation.pk}/").status_code == 404


def test_a_member_without_the_right_is_403(everybody: Cast, delegation: Delegation) -> None:
    employee = signed_in(delegation.delegate.memberships.get())
    answer = employee.post(_act(delegation), {"action": "revoke", "reason": "сам себя"})
    assert answer.status_code == 403
    assert Delegation.objects.get().status == DelegationStatus.ACTIVE


def test_an_unknown_move_is_403(aigerim: Client, delegation: Delegation) -> None:
    assert aigerim.post(_act(delegation), {"action": "delete"}).status_code == 403


def test_the_way_on_never_leaves_the_site(aigerim: Client, delegation: Delegation) -> None:
    answer = aigerim.post(
        _act(delegation), {"action": "revoke", "reason": "x", "next": "https://evil.example/"}
    )
    assert answer["Location"] == f"/ru/school/{delegation.pk}/"
