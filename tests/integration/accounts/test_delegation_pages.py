"""Granting, listing and revoking поручения in a cabinet."""

import pytest
from django.test import Client

from accounts.models import Delegation, DelegationStatus, Membership
from tests.factories.cast import Cast, cast, synthetic_iin
from tests.integration.web.conftest import signed_in

pytestmark = pytest.mark.urls("tests.integration.web.urls")
LIST = "/ru/school/delegations/"


@pytest.fixture
def everybody(db: None) -> Cast:
    return cast()


@pytest.fixture
def head(everybody: Cast) -> Client:
    return signed_in(everybody.aigerim)


def _form(**changed: str) -> dict[str, str]:
    return {
        "iin": synthetic_iin(),
        "surname": "Сейтова",
        "given_name": "Дана",
        "role": "school_employee",
        "valid_from": "2025-11-14",
        "valid_to": "2026-11-13",
        **changed,
    }


def test_a_head_grants_and_the_list_shows_it(head: Client, everybody: Cast) -> None:
    answer = head.post(f"{LIST}new/", _form(), follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "Сейтова Дана" in answer.content.decode()
    employee = Membership.objects.get(role="school_employee")
    assert employee.organisation == everybody.aigerim.organisation


def test_a_full_iin_is_never_shown(head: Client) -> None:
    form = _form()
    page = head.post(f"{LIST}new/", form, follow=True).content.decode()
    assert form["iin"] not in page
    assert f"•••• {form['iin'][-4:]}" in page


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"iin": "123456789012"}, "Такого ИИН не бывает"),
        ({"surname": ""}, "Заполните это поле."),
        ({"valid_to": "2025-11-13"}, "Последний день раньше первого"),
        ({"role": "school_head"}, "Выберите корректный вариант"),
    ],
)
def test_bad_input_is_answered_and_nothing_is_granted(
    head: Client, changed: dict[str, str], message: str
) -> None:
    answer = head.post(f"{LIST}new/", _form(**changed))
    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert not Delegation.objects.exists()


def test_revoking_takes_the_right_away(head: Client) -> None:
    head.post(f"{LIST}new/", _form())
    one = Delegation.objects.get()
    employee = signed_in(Membership.objects.get(delegation=one))
    assert employee.get(LIST).status_code == 200
    head.post(f"{LIST}{one.pk}/revoke/", {"reason": "уволилась"})
    one.refresh_from_db()
    assert one.status == DelegationStatus.REVOKED
    assert employee.get(LIST).status_code == 302


def test_an_employee_neither_grants_nor_revokes(head: Client) -> None:
    head.post(f"{LIST}new/", _form())
    one = Delegation.objects.get()
    employee = signed_in(Membership.objects.get(delegation=one))
    assert employee.get(f"{LIST}new/").status_code == 403
    assert employee.post(f"{LIST}{one.pk}/revoke/", {"reason": "x"}).status_code == 403


def test_another_organisation_s_поручение_is_not_found(head: Client, everybody: Cast) -> None:
    head.post(f"{LIST}new/", _form())
    one = Delegation.objects.get()
    stranger = signed_in(everybody.erlan)
    assert stranger.post(f"{LIST}{one.pk}/revoke/", {"reason": "x"}).status_code == 404
    assert "Сейтова" not in stranger.get(LIST).content.decode()


def test_only_who_may_revoke_sees_a_column_of_moves(head: Client, everybody: Cast) -> None:
    head.post(f"{LIST}new/", _form())
    employee = Membership.objects.get(role="school_employee")
    assert "Действия" in head.get(LIST).content.decode()
    assert "Действия" not in signed_in(employee).get(LIST).content.decode()
