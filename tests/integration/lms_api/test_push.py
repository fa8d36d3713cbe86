"""What a vendor gets for a push over HTTP."""

import gzip
import json

import pytest

from core import outbox
from core.jobs import run_now
from core.models import Job
from lms_api.limits import CALLS_A_MINUTE
from lms_api.models import KeptAnswer
from lms_api.tokens import revoke_token
from schools.models import Person, PupilMonth, Submission
from schools.services.closing import close_month
from schools.services.lms_grants import end_grant
from tests.factories.cast import TODAY, cast
from tests.factories.contingent import OCTOBER, body, pupil_row
from tests.factories.lms import vendor_with_token
from tests.factories.schools import active_school, bind
from tests.fakes.registries import use_fakes

pytestmark = pytest.mark.django_db


def test_a_good_push_is_answered_at_once_and_whole(post, school):
    answer = post(body(school, [pupil_row(), pupil_row()]))
    assert answer.status_code == 200
    said = answer.json()
    number = said.pop("submission_id")
    assert said == {
        "status": "OK",
        "state": "applied",
        "revision": 1,
        "received": 2,
        "accepted": 2,
        "rejected": 0,
        "errors": [],
        "warnings": [],
        "changes": {"added": 2, "removed": 0, "changed": 0},
    }
    assert number == str(Submission.objects.get().pk)


def test_every_error_names_row_field_and_remedy_in_three_languages(post, school):
    rows = [pupil_row(), pupil_row(grade=13, row_id="a-17", study_type="evening")]
    said = post(body(school, rows)).json()
    assert [(one["row"], one["row_id"], one["code"]) for one in said["errors"]] == [
        (1, "a-17", "GRADE_RANGE"),
        (1, "a-17", "STUDY_TYPE_UNKNOWN"),
    ]
    for one in said["errors"]:
        assert set(one["message"]) == set(one["how_to_fix"]) == {"ru", "kk", "en"}
        assert all(one["message"].values())


def test_a_push_without_one_good_row_is_422_and_changes_nothing(post, school):
    answer = post(body(school, [pupil_row(grade=13)]))
    assert answer.status_code == 422
    assert (answer.json()["status"], answer.json()["state"]) == ("ERROR", "rejected")
    assert not PupilMonth.objects.exists()
    assert Submission.objects.get().status == "rejected"


def test_strict_mode_takes_all_or_nothing(post, school):
    answer = post(body(school, [pupil_row(), pupil_row(grade=13)]), "?mode=strict")
    assert (answer.status_code, answer.json()["accepted"]) == (422, 0)
    assert not PupilMonth.objects.exists()


def test_a_dry_run_writes_nothing(post, school):
    said = post(body(school, [pupil_row()]), "?dry_run=true").json()
    assert (said["state"], said["submission_id"], said["dry_run"]) == ("applied", None, True)
    assert not Submission.objects.exists()


def test_the_same_key_gets_the_same_answer_for_ever(post, school):
    sent = body(school, [pupil_row()])
    first = post(sent, Idempotency_Key="k-1")
    second = post(sent, Idempotency_Key="k-1")
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert Submission.objects.count() == 1
    assert KeptAnswer.objects.count() == 1


def test_the_same_key_with_another_body_is_422(post, school):
    post(body(school, [pupil_row()]), Idempotency_Key="k-1")
    answer = post(body(school, [pupil_row()]), Idempotency_Key="k-1")
    assert (answer.status_code, answer.json()["code"]) == (422, "KEY_REUSED")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_same_key_with_another_mode_is_422(post, school):
    sent = body(school, [pupil_row()])
    post(sent, Idempotency_Key="k-1")
    assert post(sent, "?mode=strict", Idempotency_Key="k-1").status_code == 422


def test_a_refused_push_keeps_its_answer_too(post, school):
    sent = body(school, [pupil_row(grade=99)])
    first = post(sent, Idempotency_Key="k-1")
    assert first.status_code == 422
    assert post(sent, Idempotency_Key="k-1").json() == first.json()


def test_gzip_is_accepted(post, school):
    packed = gzip.compress(json.dumps(body(school, [pupil_row()])).encode())
    assert post(packed, Content_Encoding="gzip").status_code == 200


def test_a_gzip_bomb_is_refused_before_it_unfolds(post, school):
    bomb = gzip.compress(b" " * 17_000_000, compresslevel=9)
    answer = post(bomb, Content_Encoding="gzip")
    assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")


def test_more_than_ten_thousand_rows_are_413(post, school):
    assert post(body(school, [1] * 10_001)).status_code == 413
    assert post(body(school, [1] * 10_000)).status_code == 422


def test_a_closed_month_is_409(post, school):
    close_month(school=school, month=OCTOBER)
    answer = post(body(school, [pupil_row()]))
    assert (answer.status_code, answer.json()["code"]) == (409, "PERIOD_CLOSED")
    assert not Submission.objects.exists()


def test_a_school_of_another_vendor_does_not_exist(post, school):
    foreign = active_school(cast())
    bind(foreign, vendor_with_token("Bilimal demo").organisation)
    unknown = post(body("999999999999999999", [pupil_row()]))
    answer = post(body(foreign, [pupil_row()]))
    assert answer.status_code == unknown.status_code == 404
    assert answer.json()["detail"] == unknown.json()["detail"]
    assert not PupilMonth.objects.exists()


def test_an_ended_grant_closes_the_school(post, school):
    binding = school.lms_bindings.get()
    end_grant(binding=binding, actor=cast().actor("aigerim"), on_date=TODAY.replace(day=13))
    assert post(body(school, [pupil_row()])).status_code == 404


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", "Basic dXNlcjpwYXNz", "Bearer " + "x" * 5000]
)
def test_no_token_is_401(client, school, header):
    answer = client.get("/api/lms/v1/schools", headers={"Authorization": header})
    assert answer.status_code == 401
    assert "Bearer" in answer.headers["WWW-Authenticate"]


def test_a_revoked_token_opens_nothing(get, vendor):
    assert get("schools").status_code == 200
    revoke_token(token=vendor.organisation.lms_tokens.get())
    assert get("schools").status_code == 401


def test_too_many_calls_are_429_with_a_time_to_wait(get, settings):
    settings.LMS_CALLS_A_MINUTE = 2
    answers = [get("schools") for _ in range(3)]
    # a minute may end between two calls
    refused = [
        one for one in [*answers, *(get("schools") for _ in range(3))] if one.status_code == 429
    ]
    assert refused
    assert int(refused[0].headers["Retry-After"]) >= 1
    assert CALLS_A_MINUTE > 2


def test_schools_are_only_the_granted_ones(get, school):
    foreign = active_school(cast())
    bind(foreign, vendor_with_token("Bilimal demo").organisation)
    assert get("schools").json() == {
        "schools": [
            {
                "school_id": school.school_id,
                "bin": school.organisation.bin,
                "name": school.name_ru,
                "name_kk": school.name_kk,
            }
        ],
        "next": None,
    }


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "٣", "9" * 30])
def test_a_made_up_cursor_is_400(get, cursor):
    assert get(f"schools?cursor={cursor}").status_code == 400


def test_a_submission_tells_later_what_the_registry_found(post, get, school):
    dead = pupil_row(row_id="7b")
    number = post(body(school, [pupil_row(), dead])).json()["submission_id"]
    waiting = get(f"submissions/{number}").json()["findings"]
    assert {one["code"] for one in waiting} == {"K4_WAITING"}
    with use_fakes() as registries:
        registries.persons.dead.add(dead["iin"])
        outbox.drain()
        run_now(Job.objects.get(kind="schools.check_persons"))
    found = get(f"submissions/{number}")
    assert [(one["row"], one["row_id"], one["code"]) for one in found.json()["findings"]] == [
        (1, "7b", "K4")
    ]
    assert dead["iin"] not in found.content.decode()


def test_a_submission_of_another_vendor_does_not_exist(post, client, school):
    number = post(body(school, [pupil_row()])).json()["submission_id"]
    other = vendor_with_token("Bilimal demo")
    answer = client.get(f"/api/lms/v1/submissions/{number}", headers=other.headers)
    assert answer.status_code == 404


def test_no_answer_and_no_stored_answer_holds_an_iin(post, school):
    row = pupil_row(grade=99)
    answer = post(body(school, [pupil_row(), row]))
    assert row["iin"] not in answer.content.decode()
    assert row["iin"] not in json.dumps(Submission.objects.get().answer)


def test_a_known_pupil_in_a_wrong_row_does_not_stand_for_a_new_one(post, school):
    """Both are looked up before the rows are checked; only the right row's person is counted."""
    known, new = pupil_row(), pupil_row()
    assert post(body(school, [known])).status_code == 200
    answer = post(body(school, [known | {"grade": 99}, new])).json()
    assert (answer["accepted"], answer["rejected"]) == (1, 1)
    assert answer["changes"] == {"added": 1, "removed": 1, "changed": 0}
    assert PupilMonth.objects.get().person.iin_last4 == new["iin"][-4:]


def test_only_right_rows_make_persons(post, school):
    post(body(school, [pupil_row(), pupil_row(grade=99)]))
    assert Person.objects.count() == 1
