"""Moves of the chain are told to the side whose turn it is."""

import datetime as dt

import pytest
from django.apps import apps
from django.utils import translation

from accounts.roles import Role
from core import outbox
from core.workflow import edges, perform
from portal.models import Notification
from portal.notification_texts import TEXTS
from portal.receivers import NOTICES
from tests.factories.cast import Cast, cast, member
from tests.factories.contracts import formed_contracts, signed_by_school, trusted_keys
from tests.factories.schools import active_school, draft_school


@pytest.fixture
def everybody(db: None) -> Cast:
    return cast()


def test_every_notice_names_a_move_that_exists_and_has_words() -> None:
    for notice in NOTICES:
        label, _dot, name = notice.event.rpartition(".")
        assert name in edges(apps.get_model(label)), notice.event
        assert notice.kind in TEXTS, notice.kind


def test_a_sent_school_is_told_to_its_department_and_a_return_to_the_school(
    everybody: Cast,
) -> None:
    school = draft_school(everybody)
    day = dt.date(2025, 11, 14)
    school = perform(school, "submit", actor=everybody.actor("aigerim"), on_date=day, due_on=day)
    outbox.drain()
    told = Notification.objects.filter(kind="school.submitted")
    assert {one.membership for one in told} == {everybody.bolat, everybody.gulnar}
    assert told[0].path == "/department/schools/"

    perform(school, "send_back", actor=everybody.actor("bolat"), reason="нет плана", due_on=day)
    outbox.drain()
    returned = Notification.objects.get(kind="school.returned")
    assert returned.membership == everybody.aigerim
    assert "нет плана" in str(returned.text)


def test_a_signature_is_asked_for_only_of_those_who_may_sign(everybody: Cast) -> None:
    department = everybody.gulnar.organisation
    deputy = member("Deputy", Role.DEPARTMENT_OFFICER, department, may_sign=True)
    school = active_school(everybody)
    with trusted_keys():
        signed_by_school(everybody, formed_contracts(everybody, {school: 100})[0])
    outbox.drain()
    told = Notification.objects.filter(kind="contract.to_sign")
    assert {one.membership for one in told} == {everybody.aigerim, everybody.gulnar, deputy}


def test_another_school_hears_nothing(everybody: Cast) -> None:
    day = dt.date(2025, 11, 14)
    school = draft_school(everybody)
    perform(school, "submit", actor=everybody.actor("aigerim"), on_date=day, due_on=day)
    outbox.drain()
    assert not Notification.objects.filter(user=everybody.erlan.user).exists()


def test_the_school_is_called_as_the_reader_s_language_calls_it(everybody: Cast) -> None:
    day = dt.date(2025, 11, 14)
    school = draft_school(everybody)
    type(school).objects.filter(pk=school.pk).update(name_ru="Школа «Достык»", name_kk="«Достық»")
    perform(school, "submit", actor=everybody.actor("aigerim"), on_date=day, due_on=day)
    outbox.drain()
    told = Notification.objects.filter(user=everybody.bolat.user).first()
    said = {}
    for language in ("ru", "kk", "en"):
        with translation.override(language):
            said[language] = str(told.text)
    assert "Школа «Достык»" in said["ru"]
    assert "Школа «Достык»" in said["en"]  # schools have no English name
    assert "«Достық»" in said["kk"]
    assert "Достык" not in said["kk"]
