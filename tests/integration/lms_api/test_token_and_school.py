"""A vendor's token never reaches a school that did not grant it: by path, query or body."""

import json

import pytest
from django.test import Client

from schools.models import PupilMonth, QuarterMarks, Submission, TeacherHours
from tests.factories.cast import cast
from tests.factories.contingent import body, pupil_row, push
from tests.factories.learning import (
    catalogue,
    grades_body,
    marks_row,
    teacher_row,
    teachers_body,
)
from tests.factories.lms import vendor_with_token
from tests.factories.schools import active_school, bind

pytestmark = pytest.mark.django_db
MAKERS = {
    "contingent": lambda school: body(school, [pupil_row()]),
    "contingent/patch": lambda school: body(school, [pupil_row()]),
    "grades": lambda school: grades_body(school, [marks_row()]),
    "teachers": lambda school: teachers_body(school, [teacher_row()]),
}


@pytest.fixture
def foreign(db):
    """A school of another vendor, with a submission of that vendor."""
    catalogue()
    made = active_school(cast())
    bind(made, vendor_with_token("Bilimal demo").organisation)
    return made


def nothing_of(school):
    return not any(
        model.objects.filter(school=school).exists()
        for model in (PupilMonth, QuarterMarks, TeacherHours, Submission)
    )


@pytest.mark.parametrize("options", ["", "?dry_run=true", "?mode=strict"])
@pytest.mark.parametrize("call", MAKERS)
def test_a_body_that_names_a_foreign_school_is_404(post, school, foreign, call, options):
    answer = post(MAKERS[call](foreign), options, path=call)
    assert (answer.status_code, answer.json()["code"]) == (404, "SCHOOL")
    assert foreign.name_ru not in answer.content.decode()
    assert nothing_of(foreign)


@pytest.mark.parametrize("call", MAKERS)
def test_a_second_school_in_body_or_query_does_not_slip_in(post, school, foreign, call):
    """The school that is checked is the one that is written: the last of a doubled key."""
    sent = MAKERS[call](school)
    raw = json.dumps(sent)[:-1] + f', "school_id": "{foreign.school_id}"}}'
    assert post(raw.encode(), path=call).status_code == 404
    answer = post(sent, f"?school_id={foreign.school_id}&school={foreign.pk}", path=call)
    assert answer.status_code == 200
    assert nothing_of(foreign)


@pytest.mark.parametrize("call", MAKERS)
def test_an_idempotency_key_of_another_vendor_opens_nothing(post, school, foreign, call):
    other = vendor_with_token("Third demo")
    bind_secondary(foreign, other)
    sent = MAKERS[call](foreign)
    first = Client().post(
        f"/api/lms/v1/{call}",
        json.dumps(sent),
        content_type="application/json",
        headers=other.headers | {"Idempotency-Key": "same"},
    )
    assert first.status_code == 200
    assert post(sent, path=call, Idempotency_Key="same").status_code == 404


def bind_secondary(school, vendor):
    binding = school.lms_bindings.get()
    type(binding).objects.create(
        school=school, vendor=vendor.organisation, since=binding.since, is_primary=False
    )


def test_lists_and_submissions_show_only_the_own(get, school, foreign):
    theirs = push(foreign, [pupil_row()]).submission
    listed = get("schools").json()["schools"]
    assert [one["school_id"] for one in listed] == [school.school_id]
    assert get(f"submissions/{theirs.pk}").status_code == 404
    assert get(f"schools?cursor={foreign.pk - 1}").json()["schools"] in ([], listed)


def test_a_grant_that_ended_hides_old_submissions_too(get, post, school):
    number = post(body(school, [pupil_row()])).json()["submission_id"]
    assert get(f"submissions/{number}").status_code == 200
    school.lms_bindings.update(until="2025-11-01")
    assert get(f"submissions/{number}").status_code == 404


def test_two_vendors_of_one_school_do_not_see_each_others_submissions(get, school):
    other = vendor_with_token("Second demo")
    bind_secondary(school, other)
    theirs = push(school, [pupil_row()], vendor=other.organisation).submission
    assert get(f"submissions/{theirs.pk}").status_code == 404
