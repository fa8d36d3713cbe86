"""Moves of many records at once."""

import datetime as dt

import pytest
from django.test import Client

from accounts.models import Delegation, DelegationStatus
from accounts.services.delegation import grant_delegation
from accounts.services.people import find_or_create_person
from core.identifiers import Iin
from core.web import bulk
from tests.factories.cast import Cast, synthetic_iin
from tests.integration.web.pages import DelegationsPage

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


@pytest.fixture
def three(everybody: Cast, delegation: Delegation, monkeypatch) -> list[Delegation]:
    """Three records of a list that holds only those still in force."""
    monkeypatch.setattr(
        DelegationsPage,
        "get_queryset",
        lambda page: Delegation.objects.visible_to(page.request.actor).filter(status="active"),
    )
    more = [
        grant_delegation(
            actor=everybody.aigerim.as_actor(),
            delegate=find_or_create_person(
                iin=Iin(synthetic_iin()), surname="Сейтова", given_name=name
            ),
            role="school_employee",
            may_sign=False,
            valid_from=dt.date(2025, 11, 1),
            valid_to=dt.date(2026, 10, 31),
        )
        for name in ("Мира", "Нұрай")
    ]
    return [delegation, *more]


def test_a_ticked_record_that_has_left_the_list_is_named(
    aigerim: Client, three: list[Delegation]
) -> None:
    moved = {"action": "revoke", "selected": [one.pk for one in three]}
    Delegation.objects.filter(pk=three[0].pk).update(status=DelegationStatus.REVOKED)
    page = aigerim.post(LIST, moved).content.decode()
    assert "которых в отборе уже нет: 1" in page
    assert f'name="selected" value="{three[0].pk}"' not in page


def test_all_ticked_records_still_there_need_no_word(
    aigerim: Client, three: list[Delegation]
) -> None:
    page = aigerim.post(LIST, {"action": "revoke", "selected": [one.pk for one in three]})
    assert "уже нет" not in page.content.decode()


def _revoke(page: DelegationsPage, record: Delegation, name: str, *, reason: str) -> None:
    Delegation.objects.filter(pk=record.pk).update(status=DelegationStatus.REVOKED)


def test_the_rest_is_counted_before_the_done_ones_leave_the_list(
    aigerim: Client, three: list[Delegation], monkeypatch
) -> None:
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(DelegationsPage, "perform_one", _revoke)
    moved = {"action": "revoke", "all": "1", "reason": "Уволена"}
    assert "Осталось 2" in aigerim.post(LIST, moved, follow=True).content.decode()


def test_a_key_that_no_record_can_have_is_nothing_chosen(
    aigerim: Client, delegation: Delegation
) -> None:
    answer = aigerim.post(LIST, {"action": "revoke", "selected": ["9" * 30]}, follow=True)
    assert "Ничего не выбрано" in answer.content.decode()
