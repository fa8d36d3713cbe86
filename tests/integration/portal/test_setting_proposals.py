"""A setting's later value needs two administrators; until then nothing changes."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.middleware import SESSION_KEY
from accounts.models import Membership, OrganisationKind
from accounts.roles import Role
from core import clock, settings_book
from core.models import DatedSetting
from core.web.desk import works_of
from core.workflow import TransitionForbidden, TransitionImpossible
from portal.administration.setting_changes import (
    confirm_setting,
    propose_setting,
    reject_setting,
    withdraw_setting,
)
from portal.models import SettingProposal
from tests.factories.cast import cast, member, organisation

pytestmark = pytest.mark.django_db
KEY = "acts.register_working_days"
MONTH_LATER = dt.date(2025, 12, 14)


@pytest.fixture(autouse=True)
def book() -> None:
    settings_book.write_missing()


@pytest.fixture
def first() -> Membership:
    return _administrator("Admin")


@pytest.fixture
def second() -> Membership:
    return _administrator("Second")


def _administrator(name: str) -> Membership:
    operator = organisation(OrganisationKind.OPERATOR, "Оператор портала")
    return member(name, Role.ADMINISTRATOR, operator)


def propose(by: Membership, **changes) -> SettingProposal:
    given = {
        "key": KEY,
        "value": 4,
        "since": MONTH_LATER,
        "source": "приказ, пункт 7",
        "status": "confirmed",
        "actor": by.as_actor(),
    }
    return propose_setting(**(given | changes))


def browser_of(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    return client


def test_a_proposal_alone_changes_nothing(first) -> None:
    before = settings_book.value(KEY, MONTH_LATER)
    propose(first)
    settings_book.forget()
    assert settings_book.value(KEY, MONTH_LATER) == before
    assert DatedSetting.objects.filter(key=KEY).count() == 1


def test_the_second_administrator_puts_it_into_the_book_from_its_day(first, second) -> None:
    before = settings_book.value(KEY)
    added = confirm_setting(proposal=propose(first), actor=second.as_actor())
    settings_book.forget()
    assert settings_book.value(KEY) == before
    assert settings_book.value(KEY, MONTH_LATER) == 4
    assert (added.source, added.status) == ("приказ, пункт 7", "confirmed")


def test_nobody_confirms_or_rejects_an_own_proposal(first) -> None:
    proposal = propose(first)
    with pytest.raises(TransitionImpossible, match="другой администратор"):
        confirm_setting(proposal=proposal, actor=first.as_actor())
    with pytest.raises(TransitionImpossible, match="другой администратор"):
        reject_setting(proposal=proposal, reason="нет", actor=first.as_actor())
    assert DatedSetting.objects.filter(key=KEY).count() == 1


def test_the_same_person_in_another_membership_is_the_same_person(first) -> None:
    proposal = propose(first)
    elsewhere = organisation(OrganisationKind.AUDIT, "Ревизия")
    twin = Membership.objects.create(
        user=first.user,
        organisation=elsewhere,
        role=Role.ADMINISTRATOR,
        valid_from=dt.date(2025, 1, 1),
    )
    with pytest.raises(TransitionImpossible, match="другой администратор"):
        confirm_setting(proposal=proposal, actor=twin.as_actor())


def test_a_rejection_has_a_reason_and_leaves_the_book(first, second) -> None:
    proposal = propose(first)
    with pytest.raises(TransitionImpossible):
        reject_setting(proposal=proposal, reason=" ", actor=second.as_actor())
    rejected = reject_setting(proposal=proposal, reason="нет пункта 7", actor=second.as_actor())
    assert rejected.status == "rejected"
    with pytest.raises(TransitionImpossible):
        confirm_setting(proposal=rejected, actor=second.as_actor())
    assert DatedSetting.objects.filter(key=KEY).count() == 1


def test_only_the_author_takes_it_back(first, second) -> None:
    proposal = propose(first)
    with pytest.raises(TransitionForbidden):
        withdraw_setting(proposal=proposal, actor=second.as_actor())
    assert withdraw_setting(proposal=proposal, actor=first.as_actor()).status == "withdrawn"
    propose(first)  # the day is free again


def test_the_past_another_kind_and_a_taken_day_are_refused(first, second) -> None:
    for wrong in ({"since": clock.today()}, {"value": "четыре"}, {"value": True}):
        with pytest.raises(TransitionImpossible):
            propose(first, **wrong)
    proposal = propose(first)
    with pytest.raises(TransitionImpossible, match="ждёт подтверждения"):
        propose(second, value=6)
    confirm_setting(proposal=proposal, actor=second.as_actor())
    with pytest.raises(TransitionImpossible, match="уже записано"):
        propose(second, value=6)


def test_a_proposal_whose_day_has_come_is_too_late(first, second) -> None:
    proposal = propose(first)
    late = dt.datetime(2025, 12, 14, 9, tzinfo=dt.UTC)
    with clock.standing_at(late), pytest.raises(TransitionImpossible, match="прошлое"):
        confirm_setting(proposal=proposal, actor=second.as_actor())
    proposal.refresh_from_db()
    assert proposal.status == "proposed"
    assert DatedSetting.objects.filter(key=KEY).count() == 1


def test_nobody_else_proposes_or_confirms(first) -> None:
    people = cast()
    with pytest.raises(TransitionForbidden):
        propose(people.bolat)
    with pytest.raises(TransitionForbidden):
        confirm_setting(proposal=propose(first), actor=people.gulnar.as_actor())


def test_the_desk_of_the_second_administrator_says_so_not_that_of_the_first(first, second) -> None:
    propose(first)
    titles = {
        who.pk: [str(work["title"]) for work in works_of("admin", who.as_actor(), {})]
        for who in (first, second)
    }
    waiting = "Новые значения настроек ждут вашего подтверждения"
    assert waiting in titles[second.pk]
    assert waiting not in titles[first.pk]


def test_in_the_browser_one_proposes_the_other_confirms_and_the_history_names_both(
    first, second
) -> None:
    page = reverse("admin:setting", args=[KEY])
    given = {"value": "4", "since": "2025-12-14", "source": "приказ", "status": "confirmed"}
    assert browser_of(first).post(page, given).status_code == 302
    proposal = SettingProposal.objects.get()
    action = reverse("admin:setting-proposal-action", args=[proposal.pk])
    own = browser_of(first).get(page).content.decode()
    assert "Отозвать" in own
    assert "Подтвердить" not in own
    assert browser_of(first).post(action, {"action": "confirm"}).status_code == 409
    assert browser_of(second).post(action, {"action": "confirm"}).status_code == 302
    shown = browser_of(second).get(page).content.decode()
    assert "подтвердил:" in shown
    assert str(first.user) in shown
    assert DatedSetting.objects.filter(key=KEY).count() == 2


def test_the_list_shows_what_waits_for_the_reader(first, second) -> None:
    propose(first)
    url = reverse("admin:setting-proposals")
    assert KEY in browser_of(second).get(url).content.decode()
    assert KEY not in browser_of(first).get(url).content.decode()
    assert KEY in browser_of(first).get(f"{url}?view=open").content.decode()
