"""The administrator ends roles and repeats failed work; nobody else does."""

import pytest
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import OrganisationKind
from accounts.roles import Role
from core import clock, settings_book
from core.models import Job, OutboxEvent
from core.workflow import TransitionForbidden, TransitionImpossible
from portal.administration.services import (
    deliver_again,
    end_membership,
    run_job_again,
)
from portal.models import SettingProposal
from tests.factories.cast import cast, member, organisation

pytestmark = pytest.mark.django_db
KEY = "acts.register_working_days"


@pytest.fixture
def administrator():
    return member(
        "Admin", Role.ADMINISTRATOR, organisation(OrganisationKind.OPERATOR, "Оператор портала")
    )


@pytest.fixture
def browser(administrator):
    client = Client()
    client.force_login(administrator.user)
    session = client.session
    session[SESSION_KEY] = administrator.pk
    session.save()
    return client


def test_nobody_else_administers(administrator):
    bolat = cast().actor("bolat")
    with pytest.raises(TransitionForbidden):
        end_membership(membership=administrator, reason="—", actor=bolat)


def test_the_page_that_ends_a_role_keeps_its_words_when_the_reason_is_missing(browser):
    url = f"/ru/account/administration/people/{cast().bolat.pk}/end/"
    asked, asked_again = browser.get(url), browser.post(url, {"reason": ""})
    assert asked_again.status_code == 400
    for page in (asked, asked_again):
        assert "Останется в истории" in page.content.decode()
        assert "Её увидит другая сторона" not in page.content.decode()


def test_an_ended_role_closes_the_open_session(browser, administrator):
    people = cast()
    client = Client()
    client.force_login(people.bolat.user)
    session = client.session
    session[SESSION_KEY] = people.bolat.pk
    session.save()
    assert client.get("/ru/department/").status_code == 200
    answer = browser.post(
        f"/ru/account/administration/people/{people.bolat.pk}/end/", {"reason": "уволен"}
    )
    assert answer.status_code == 302
    assert client.get("/ru/department/").status_code == 302
    with pytest.raises(TransitionImpossible):
        end_membership(membership=administrator, reason="сам себя", actor=administrator.as_actor())


def test_only_what_gave_up_is_repeated(administrator):
    actor, now = administrator.as_actor(), clock.now()
    failed = Job.objects.create(kind="x", state="failed", attempts=5, due_at=now, created_at=now)
    done = Job.objects.create(kind="x", state="done", due_at=now, created_at=now)
    run_job_again(job=failed, actor=actor)
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("queued", 0)
    with pytest.raises(TransitionImpossible):
        run_job_again(job=done, actor=actor)
    event = OutboxEvent.objects.create(
        kind="x", payload={}, created_at=now, due_at=now, dead=True, attempts=5
    )
    deliver_again(event=event, actor=actor)
    event.refresh_from_db()
    assert not event.dead
    with pytest.raises(TransitionImpossible):
        deliver_again(event=event, actor=actor)


def test_the_form_says_why_a_value_is_not_proposed(browser):
    settings_book.write_missing()
    answer = browser.post(
        f"/ru/account/administration/settings/{KEY}/",
        {"value": "много", "since": "2030-01-01", "source": "приказ", "status": "confirmed"},
    )
    assert answer.status_code == 400
    assert not SettingProposal.objects.exists()
