"""A vendor's token never reaches a school that did not grant it: by path, query or body."""

import json

import pytest
from django.test import Client

from lms_api import calls
from lms_api.clients import make_client
from lms_api.models import SandboxPush
from lms_api.urls import urlpatterns
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
from tests.factories.sandbox import sandbox_of, school_number
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
    return not PupilMonth.objects.filter(source__school=school).exists() and not any(
        model.objects.filter(school=school).exists()
        for model in (QuarterMarks, TeacherHours, Submission)
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


# A sandbox token and a live one: neither reaches what is the other's.

OPTIONS = ["", "?dry_run=true", "?mode=strict"]


class _Named:
    """A school as bodies name it."""

    def __init__(self, school_id: str) -> None:
        self.school_id = school_id


@pytest.fixture
def sandbox(vendor):
    catalogue()
    return sandbox_of(vendor)


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("call", MAKERS)
def test_a_sandbox_token_reaches_no_school_not_even_a_granted_one(sandbox, school, call, options):
    answer = sandbox.post(MAKERS[call](school), options, path=call)
    assert (answer.status_code, answer.json()["code"]) == (404, "SCHOOL")
    assert school.name_ru not in answer.content.decode()
    assert nothing_of(school)


@pytest.mark.parametrize("call", MAKERS)
def test_a_school_beside_a_test_school_does_not_slip_into_the_sandbox(sandbox, school, call):
    sent = MAKERS[call](_Named(school_number(1)))
    raw = json.dumps(sent)[:-1] + f', "school_id": "{school.school_id}"}}'
    assert sandbox.post(raw.encode(), path=call).status_code == 404
    answer = sandbox.post(sent, f"?school_id={school.school_id}&school={school.pk}", path=call)
    assert answer.status_code == 200
    assert nothing_of(school)


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("call", MAKERS)
def test_a_live_token_reaches_no_test_school(post, school, sandbox, call, number, options):
    answer = post(MAKERS[call](_Named(school_number(number))), options, path=call)
    assert (answer.status_code, answer.json()["code"]) == (404, "SCHOOL")
    assert not SandboxPush.objects.exists()


@pytest.mark.parametrize("call", MAKERS)
def test_an_idempotency_key_of_the_other_world_opens_nothing(post, school, sandbox, call):
    live, test = MAKERS[call](school), MAKERS[call](_Named(school_number(1)))
    assert post(live, path=call, Idempotency_Key="same").status_code == 200
    assert sandbox.post(live, path=call, Idempotency_Key="same").status_code == 404
    assert sandbox.post(test, path=call, Idempotency_Key="same").status_code == 200
    assert post(test, path=call, Idempotency_Key="same").status_code == 404


def test_submissions_of_the_other_world_do_not_exist(get, post, school, sandbox):
    live = post(body(school, [pupil_row()])).json()["submission_id"]
    SandboxPush.objects.all().delete()
    assert get(f"submissions/{live}").status_code == 200
    assert sandbox.get(f"submissions/{live}").status_code == 404
    Submission.objects.filter(pk=live).update(vendor=vendor_with_token("Else demo").organisation)
    test = sandbox.post(body(school_number(1), [pupil_row()])).json()["submission_id"]
    assert sandbox.get(f"submissions/{test}").status_code == 200
    assert get(f"submissions/{test}").status_code == 404


def test_a_sandbox_of_another_vendor_is_closed(sandbox):
    test = sandbox.post(body(school_number(1), [pupil_row()])).json()["submission_id"]
    other = sandbox_of(vendor_with_token("Bilimal demo"))
    assert other.get(f"submissions/{test}").status_code == 404


def test_the_lists_of_schools_have_nothing_in_common(get, school, sandbox):
    live = {one["school_id"] for one in get("schools").json()["schools"]}
    test = {one["school_id"] for one in sandbox.get("schools").json()["schools"]}
    assert live == {school.school_id}
    assert test
    assert not live & test
    far = sandbox.get(f"schools?cursor={school.pk - 1}").json()["schools"]
    assert school.school_id not in {one["school_id"] for one in far}


def test_credentials_of_the_sandbox_give_tokens_of_the_sandbox_alone(vendor, school):
    key, secret = make_client(vendor=vendor.organisation, name="try", is_sandbox=True)
    given = {"grant_type": "client_credentials", "client_id": key.client_id}
    answer = Client().post("/api/lms/v1/token", given | {"client_secret": secret})
    assert answer.status_code == 415
    answer = Client().post(
        "/api/lms/v1/token",
        json.dumps(given | {"client_secret": secret}),
        content_type="application/json",
    )
    token = answer.json()["access_token"]
    assert token.startswith("ob_test_")
    listed = Client().get("/api/lms/v1/schools", headers={"Authorization": f"Bearer {token}"})
    assert school.school_id not in listed.content.decode()


def test_every_call_has_its_own_stand_in_and_one_without_does_not_exist(sandbox, monkeypatch):
    """A call that somebody adds and forgets here must not run with a sandbox token."""
    open_to_all = {"lms-token", "lms-schema", "lms-docs", "lms-nowhere"}
    named = {one.name.removeprefix("lms-") for one in urlpatterns if one.name not in open_to_all}
    assert named == set(calls._STAND_INS)
    monkeypatch.delitem(calls._STAND_INS, "schools")
    assert sandbox.get("schools").status_code == 404
