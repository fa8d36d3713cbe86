"""``keys/lms.json``: what it promises of a token, the API keeps."""

import json

import pytest
from django.test import Client

from portal.demo.figures import VENDORS
from portal.demo.people import school_id
from portal.demo.plans import Scale, school_plans
from portal.demo.seed.doors import write_lms_tokens
from schools.models import School
from tests.factories.cast import cast
from tests.factories.schools import active_school, bind, draft_school, lms_vendor

pytestmark = pytest.mark.django_db


def test_every_school_of_the_book_is_open_to_its_token(settings, tmp_path):
    """One on the way to digitisation is granted, yet the API answers 404: it is not named."""
    settings.KEYS_DIR = tmp_path
    plans = school_plans(Scale.SMALL)
    made = [lms_vendor(one.name_ru) for one in VENDORS]
    numbers = [school_id(plan.serial) for plan in plans[:3]]
    schools = [active_school(cast()), active_school(cast()), draft_school(cast())]
    for school, number in zip(schools, numbers, strict=True):
        School.objects.filter(pk=school.pk).update(school_id=number)
        bind(school, made[0])
    write_lms_tokens(plans)
    book = json.loads((tmp_path / "lms.json").read_text())
    assert [sorted(one["school_ids"]) for one in book] == [sorted(numbers[:2]), []]
    for one in book:
        answer = Client().get(
            "/api/lms/v1/schools", headers={"Authorization": f"Bearer {one['token']}"}
        )
        listed = {school["school_id"] for school in answer.json()["schools"]}
        assert listed == set(one["school_ids"])
