"""The vendor's own pages."""

import re

import pytest
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.roles import Role
from lms_api.clients import make_client, token_for
from lms_api.models import RequestLog, VendorClient, hash_of
from schools.row_texts import TEXTS
from tests.factories.cast import cast, member, organisation
from tests.factories.contingent import body, pupil_row, push
from tests.factories.schools import active_school, bind

pytestmark = pytest.mark.django_db


def signed_in(vendor, name):
    membership = member(name, Role.VENDOR_ENGINEER, vendor)
    client = Client()
    client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    return client


@pytest.fixture
def pushed(vendor, school):
    return push(
        school, [pupil_row(), pupil_row(grade=77, row_id="5B-1")], vendor=vendor.organisation
    ).submission


def test_an_engineer_sees_granted_schools_and_errors_by_row(vendor, school, pushed):
    engineer = signed_in(vendor.organisation, "Timur")
    assert school.school_id in engineer.get("/ru/vendor/schools/").content.decode()
    assert engineer.get("/ru/vendor/submissions/").status_code == 200
    assert engineer.get("/ru/vendor/submissions/?view=errors&export=csv").status_code == 200
    page = engineer.get(f"/ru/vendor/submissions/{pushed.pk}/").content.decode()
    for word in ("5B-1", "GRADE_RANGE", "Класс — целое число", "Передайте только номер класса"):
        assert word in page
    assert "whole number" in engineer.get(f"/en/vendor/submissions/{pushed.pk}/").content.decode()


def test_another_vendor_sees_nothing_of_it(school, pushed):
    other = organisation("lms_vendor", "Bilimal demo")
    bind(active_school(cast()), other)
    stranger = signed_in(other, "Sanzhar")
    assert school.school_id not in stranger.get("/ru/vendor/schools/").content.decode()
    assert stranger.get(f"/ru/vendor/submissions/{pushed.pk}/").status_code == 404


def test_a_school_does_not_enter_the_vendors_cabinet(pushed):
    client = Client()
    membership = cast().aigerim
    client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    assert client.get(f"/ru/vendor/submissions/{pushed.pk}/").status_code == 403


def test_a_key_is_made_shown_once_used_rotated_and_revoked(vendor, school):
    engineer = signed_in(vendor.organisation, "Timur")
    page = engineer.post("/ru/vendor/keys/", {"action": "make", "name": "nightly"})
    client = VendorClient.objects.get()
    secret = re.search(r"obsec_[\w-]+", page.content.decode())[0]
    assert secret not in engineer.get("/ru/vendor/keys/").content.decode()
    assert client.sha256 == hash_of(secret)
    rotated = engineer.post("/ru/vendor/keys/", {"action": "rotate", "key": client.pk})
    assert re.search(r"obsec_[\w-]+", rotated.content.decode())[0] != secret
    token, _secret = token_for(client)
    engineer.post("/ru/vendor/keys/", {"action": "revoke", "key": client.pk})
    client.refresh_from_db()
    token.refresh_from_db()
    assert client.revoked_at
    assert token.revoked_at


def test_another_vendors_key_is_out_of_reach(vendor):
    client, _secret = make_client(vendor=vendor.organisation, name="theirs")
    stranger = signed_in(organisation("lms_vendor", "Bilimal demo"), "Sanzhar")
    for action in ("rotate", "revoke"):
        answer = stranger.post("/ru/vendor/keys/", {"action": action, "key": client.pk})
        assert answer.status_code == 404
    assert client.client_id not in stranger.get("/ru/vendor/keys/").content.decode()
    token = vendor.organisation.lms_tokens.get()
    answer = stranger.post("/ru/vendor/keys/", {"action": "revoke-token", "key": token.pk})
    assert answer.status_code == 404


def test_the_log_tells_calls_without_bodies(vendor, school, post):
    row = pupil_row(grade=77)
    post(body(school, [pupil_row(), row]))
    post(b"{")
    engineer = signed_in(vendor.organisation, "Timur")
    page = engineer.get("/ru/vendor/requests/").content.decode()
    assert "contingent" in page
    assert "BODY" in page
    assert row["iin"] not in page
    refused = engineer.get("/ru/vendor/requests/?view=refused&export=csv").getvalue().decode()
    assert refused.count("contingent") == 1
    lines = list(RequestLog.objects.values_list("status", "received", "rejected"))
    assert lines == [(400, None, None), (200, 2, 1)]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_codes_and_docs_are_pages(vendor, language):
    engineer = signed_in(vendor.organisation, "Timur")
    page = engineer.get(f"/{language}/vendor/errors/").content.decode()
    assert all(f'id="{code}"' in page for code in TEXTS)
    assert TEXTS["HOURS_RANGE"].message[language] in page
    assert "PERIOD_CLOSED" in page
    assert engineer.get(f"/{language}/vendor/docs/").status_code == 200
