"""The demo of the whole country, in miniature: every region has people, and work waits for them."""

import pytest
from django.core.management import call_command

from accounts.models import Membership
from accounts.roles import Role
from budget.models import FundingApplication
from core.models import Job, JobState, Region
from portal.demo.plans import Scale, country_in_miniature
from schools.models import School
from tests.factories.demo import browser_of, seeded_demo

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker, tmp_path_factory):
    home = tmp_path_factory.mktemp("country")
    with (
        django_db_blocker.unblock(),
        seeded_demo(home, scale=Scale.COUNTRY, plans=country_in_miniature(pupils=900)),
    ):
        yield


def test_every_region_with_schools_has_a_head_and_an_officer(country):
    regions = set(School.objects.values_list("region_id", flat=True))
    assert regions == set(Region.objects.values_list("pk", flat=True))
    for role in (Role.DEPARTMENT_HEAD, Role.DEPARTMENT_OFFICER):
        found = Membership.objects.filter(role=role).values_list("organisation__region_id")
        assert {region for (region,) in found} == regions


def test_applications_wait_for_the_officer_of_every_region(country):
    waiting = FundingApplication.objects.filter(status="in_moderation")
    regions = set(waiting.values_list("region_id", flat=True))
    told = {"61", "19"}
    """Their intakes are distributed."""
    assert regions >= set(Region.objects.values_list("pk", flat=True)) - told


def test_the_cast_has_its_work_and_the_books_are_right(country):
    for slug, path in (
        ("department-officer", "/ru/department/"),
        ("turkistan-head", "/ru/department/"),
        ("finance-operator", "/ru/finance/"),
        ("auditor", "/ru/audit/"),
    ):
        assert browser_of(slug)[0].get(path).status_code == 200
    call_command("verify_invariants")
    assert not Job.objects.filter(state=JobState.QUEUED).exists()
