"""Kept filters, the select of months, the place in the list, the switch of the keys."""

import pytest
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import SavedView
from tests.factories.cast import cast
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
def acts(people):
    return accepted_register(people, amounts=(1_000_00, 2_000_00, 3_000_00)).acts


def _keep(client, **changes):
    given = {
        "name": "Мои",
        "list_path": "department/acts/",
        "query": "view=all",
        "back": "/ru/department/acts/",
    }
    return client.post("/ru/account/views/keep/", given | changes)


def test_a_kept_filter_stands_among_the_tabs_of_its_owner_only(people, acts):
    bolat, gulnar = browser_of(people.bolat), browser_of(people.gulnar)
    assert _keep(bolat).status_code == 302
    mine = bolat.get("/ru/department/acts/?view=all").context["saved_views"]
    assert [(one["label"], one["current"]) for one in mine] == [("Мои", True)]
    assert gulnar.get("/ru/department/acts/").context["saved_views"] == []
    pk = SavedView.objects.get().pk
    assert gulnar.post(f"/ru/account/views/{pk}/forget/").status_code == 404
    assert bolat.post(f"/ru/account/views/{pk}/forget/").status_code == 302
    assert not SavedView.objects.exists()


def test_a_kept_filter_never_sends_its_owner_to_another_site(people):
    answer = _keep(browser_of(people.bolat), back="https://elsewhere.example/")
    assert answer["Location"] == "/"


def test_months_are_chosen_from_those_that_occur(people, acts):
    page = browser_of(people.bolat).get("/ru/department/acts/?view=all")
    field = page.context["filterset"].form.fields["month"]
    occurring = {f"{act.month:%Y-%m}" for act in acts}
    assert {value for value, _label in field.choices if value} == occurring
    wrong = browser_of(people.bolat).get("/ru/department/acts/?view=all&month=2031-01")
    assert wrong.status_code == 200
    assert wrong.context["totals"]["count"] == 0


def test_a_record_knows_its_place_in_the_list_one_came_from(people, acts):
    client = browser_of(people.bolat)
    first = client.get(f"/ru/department/acts/{acts[1].pk}/")
    assert "place" not in first.context
    listed = client.get("/ru/department/acts/?view=all&sort=amount_tiyn")
    total = listed.context["totals"]["count"]
    page = client.get(f"/ru/department/acts/{acts[1].pk}/")
    place = page.context["place"]
    assert place.total == total
    assert place.previous == acts[0].pk
    assert place.next == acts[2].pk
    assert page.context["next_url"].endswith(f"/department/acts/{acts[2].pk}/")


def test_the_keys_can_be_switched_off(people):
    client = browser_of(people.bolat)
    assert "keys.js" in client.get("/ru/department/acts/").content.decode()
    assert client.post("/ru/account/profile/", {}).status_code == 302
    assert "keys.js" not in client.get("/ru/department/acts/").content.decode()
    people.bolat.user.refresh_from_db()
    assert people.bolat.user.keyboard is False
