"""School and officer write to each other about a record; nobody else reads or writes."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import Comment, OrganisationKind
from accounts.roles import Role
from core.outbox import drain
from portal.models import Notification
from tests.factories.cast import cast, member, organisation
from tests.factories.payments import accepted_register

pytestmark = pytest.mark.django_db


def browser_of(membership):
    client = Client()
    client.force_login(membership.user)
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    return client


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def act(people):
    return accepted_register(people).acts[0]


def _write(client, act, text="Проверьте второй класс"):
    return client.post(f"/ru/account/comments/acts.act/{act.pk}/", {"text": text})


def test_a_message_is_read_by_the_other_side_which_is_told(people, act):
    school, officer = browser_of(people.aigerim), browser_of(people.bolat)
    answer = _write(school, act)
    assert answer["Location"].endswith(f"/school/acts/{act.pk}/?tab=comments")
    page = officer.get(f"/ru/department/acts/{act.pk}/?tab=comments").content.decode()
    assert "Проверьте второй класс" in page
    drain()
    told = Notification.objects.filter(kind="comment.added")
    assert {one.membership_id for one in told} >= {people.bolat.pk, people.gulnar.pk}
    assert people.aigerim.pk not in {one.membership_id for one in told}
    assert told.first().path == f"/department/acts/{act.pk}/?tab=comments"


def test_strangers_neither_read_nor_write(people, act):
    _write(browser_of(people.aigerim), act)
    assert _write(browser_of(people.erlan), act).status_code == 404
    auditor = member("Auditor", Role.AUDITOR, organisation(OrganisationKind.AUDIT, "Аудит"))
    assert _write(browser_of(auditor), act).status_code == 404
    page = browser_of(auditor).get(f"/ru/audit/acts/{act.pk}/?tab=comments").content.decode()
    assert "Проверьте второй класс" not in page
    assert Comment.objects.count() == 1


def test_an_empty_message_and_an_unknown_kind_are_refused(people, act):
    school = browser_of(people.aigerim)
    _write(school, act, text="  ")
    assert not Comment.objects.exists()
    assert school.post("/ru/account/comments/accounts.user/1/", {"text": "x"}).status_code == 404


def test_what_was_sent_is_not_changed(people, act):
    _write(browser_of(people.aigerim), act)
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.update(text="другое")
