"""The vendor's own pages."""

import pytest
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.roles import Role
from tests.factories.cast import cast, member, organisation
from tests.factories.contingent import pupil_row, push
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
