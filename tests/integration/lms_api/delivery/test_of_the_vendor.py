"""A vendor's «Школы»: what the API reaches today, and for which schools nothing has come."""

import csv
import datetime as dt
import io

import pytest

from accounts.roles import Role
from core.workflow import Actor
from lms_api.grants import granted_schools
from lms_api.vendor_grants import owed, reached
from schools.models import LmsBinding
from tests.factories.acts import pupil
from tests.factories.cast import cast, member
from tests.factories.schools import active_school, bind, draft_school, lms_vendor
from tests.integration.lms_api.months.conftest import row_of
from tests.integration.schools.conftest import signed_in

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = dt.date(2025, 11, 13), dt.date(2025, 11, 15)


@pytest.fixture
def vendor(house):
    return LmsBinding.objects.get(school=house.school).vendor


@pytest.fixture
def engineer(vendor):
    return member("Timur", Role.VENDOR_ENGINEER, vendor)


def actor(membership):
    return Actor(
        user_id=membership.user_id,
        membership_id=membership.pk,
        role=membership.role,
        organisation_id=membership.organisation_id,
    )


def listed(engineer, view):
    answer = signed_in(engineer).get(f"/ru/vendor/schools/?view={view}&export=csv")
    content = b"".join(answer.streaming_content).decode().lstrip("\ufeff")
    return {row["Школа"] for row in csv.DictReader(io.StringIO(content))}


@pytest.mark.parametrize(
    ("changes", "is_open"),
    [
        ({}, True),
        ({"until": TOMORROW}, True),
        ({"until": YESTERDAY}, False),
        ({"since": TOMORROW}, False),
    ],
    ids=["open-ended", "ends-later", "ended", "begins-later"],
)
def test_access_is_open_where_the_api_lists_the_school(house, vendor, engineer, changes, is_open):
    """A grant that ends in December is open in November."""
    LmsBinding.objects.update(**changes)
    told = {one.name for one in granted_schools(vendor)}
    assert told == ({house.school.name} if is_open else set())
    assert listed(engineer, "open") == told
    assert reached(actor(engineer)) == len(told)
    assert listed(engineer, "all") == {house.school.name}


def test_a_school_that_is_not_digitised_is_not_open(house, engineer):
    draft = draft_school(cast())
    bind(draft, engineer.organisation)
    assert listed(engineer, "open") == {house.school.name}
    assert listed(engineer, "all") == {house.school.name, draft.name}


def test_a_school_whose_act_waits_is_named_until_it_is_delivered(house, engineer):
    """The desk says how many, the list which ones; a school without a contract owes nothing."""
    bind(active_school(cast()), engineer.organisation)
    assert listed(engineer, "missing") == {house.school.name}
    assert owed(actor(engineer)).count == 1
    assert owed(actor(engineer)).overdue == 1  # the term was 5 November
    assert "view=missing" in signed_in(engineer).get("/ru/vendor/").content.decode()
    house.push([row_of(pupil())])
    assert listed(engineer, "missing") == set()
    page = signed_in(engineer).get("/ru/vendor/schools/?view=missing").content.decode()
    assert "В этом отборе школ нет" in page
    assert "Ни одна школа ещё не открыла доступ" not in page
    assert owed(actor(engineer)).count == 0


def test_the_second_lms_of_a_school_owes_nothing(house):
    other = lms_vendor("Bilimal demo")
    LmsBinding.objects.create(
        school=house.school, vendor=other, since=dt.date(2025, 9, 1), is_primary=False
    )
    second = member("Sanzhar", Role.VENDOR_ENGINEER, other)
    assert listed(second, "open") == {house.school.name}
    assert listed(second, "missing") == set()
