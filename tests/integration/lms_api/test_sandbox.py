"""The sandbox: fixtures of fixed behaviour, and nothing outside it is ever touched."""

import re

import pytest
from django.apps import apps
from django.db import connection

from core.models import Job, OutboxEvent
from lms_api.error_examples import EXAMPLES
from lms_api.models import KeptAnswer, RequestLog, SandboxPush
from lms_api.sandbox.fixtures import PRICES_TIYN, PUPILS, SCHOOLS
from schools.models import Person, PupilMonth, School, Submission
from schools.row_texts import TEXTS
from tests.factories.contingent import body, pupil_row
from tests.factories.learning import (
    catalogue,
    grades_body,
    mark,
    marks_row,
    teacher_row,
    teachers_body,
)
from tests.factories.lms import vendor_with_token
from tests.factories.sandbox import SandboxCaller, sandbox_of, school_number
from tests.integration.lms_api.test_vendor_pages import signed_in

pytestmark = pytest.mark.django_db
ORDINARY, NO_CONTRACT, CLOSED, SECONDARY, DROP, LIMITED, SIGNED, REVOKED = map(
    school_number, range(1, 9)
)
DEAD, NOBODY, FOREIGN, DOUBLE, SIBLING, PAPERS, SILENT = PUPILS


@pytest.fixture
def sandbox(vendor):
    catalogue()
    return sandbox_of(vendor)


def later(sandbox, answer):
    return sandbox.get(f"submissions/{answer.json()['submission_id']}").json()


def test_the_token_shows_that_it_is_of_the_sandbox(sandbox):
    assert sandbox.secret.startswith("ob_test_")


def test_the_test_schools_come_in_pages_and_the_revoked_one_does_not(sandbox):
    first = sandbox.get("schools").json()
    second = sandbox.get(f"schools?cursor={first['next']}").json()
    listed = [one["school_id"] for one in first["schools"] + second["schools"]]
    assert listed == [one for one in SCHOOLS if one != REVOKED]
    assert second["next"] is None


def test_an_ordinary_pupil_is_paid_and_the_forecast_is_the_act(sandbox):
    sent = body(ORDINARY, [pupil_row(), pupil_row(grade=0)])
    told = sandbox.post(sent, "?dry_run=true").json()
    assert told["submission_id"] is None
    answer = sandbox.post(sent)
    said = later(sandbox, answer)
    assert answer.json()["changes"] == {"added": 2, "removed": 0, "changed": 0}
    assert said["findings"] == []
    assert said["money"] == {"act_status": "formed", "act_tiyn": "5000000", "held_tiyn": "0"}
    assert told["forecast"]["act_tiyn"] == said["money"]["act_tiyn"]


@pytest.mark.parametrize(
    ("iin", "change", "warning", "finding", "paid", "held"),
    [
        (DEAD, {}, None, "K4", 0, 0),
        (NOBODY, {}, None, "K4_WAITING", 0, PRICES_TIYN["general"]),
        (SILENT, {}, None, "K4_WAITING", 0, PRICES_TIYN["general"]),
        (FOREIGN, {}, None, "CITIZENSHIP", 0, 0),
        (DOUBLE, {}, "K5", "K5", 0, PRICES_TIYN["general"]),
        (SIBLING, {}, "SIBLING_SCHOOL", None, 0, 0),
        (PAPERS, {"study_type": "home"}, None, None, PRICES_TIYN["home"], 0),
        (
            None,
            {"study_type": "home"},
            "NO_DOCUMENT",
            "NO_DOCUMENT",
            PRICES_TIYN["general"],
            PRICES_TIYN["home"] - PRICES_TIYN["general"],
        ),
    ],
    ids=["dead", "unknown", "silent", "foreign", "double", "sibling", "papers", "no papers"],
)
def test_a_fixed_pupil_behaves_as_documented(sandbox, iin, change, warning, finding, paid, held):
    answer = sandbox.post(body(ORDINARY, [pupil_row(iin, row_id="7a", **change)]))
    assert answer.status_code == 200
    told = [(one["row_id"], one["code"]) for one in answer.json()["warnings"]]
    assert told == ([("7a", warning)] if warning else [])
    for _again in range(2):
        said = later(sandbox, answer)
        assert [one["code"] for one in said["findings"]] == ([finding] if finding else [])
        money = said["money"]
        assert (money["act_tiyn"], money["held_tiyn"]) == (str(paid), str(held))


def test_every_fixed_pupil_is_told_in_a_test():
    assert set(PUPILS) == {DEAD, NOBODY, FOREIGN, DOUBLE, SIBLING, PAPERS, SILENT}


def test_without_a_contract_there_is_no_money(sandbox):
    sent = body(NO_CONTRACT, [pupil_row()])
    assert "forecast" not in sandbox.post(sent, "?dry_run=true").json()
    assert later(sandbox, sandbox.post(sent))["money"] is None


def test_a_second_lms_is_told_that_it_does_not_feed_the_act(sandbox):
    answer = sandbox.post(body(SECONDARY, [pupil_row()]))
    assert [one["code"] for one in answer.json()["warnings"]] == ["NOT_PRIMARY"]
    assert "money" not in later(sandbox, answer)


@pytest.mark.parametrize("query", ["", "?dry_run=true"])
def test_a_closed_month_is_409_but_not_for_marks(sandbox, query):
    for path, sent in (
        ("contingent", body(CLOSED, [pupil_row()])),
        ("contingent/patch", body(CLOSED, [pupil_row()])),
        ("teachers", teachers_body(_school(CLOSED), [teacher_row()])),
    ):
        answer = sandbox.post(sent, query, path=path)
        assert (answer.status_code, answer.json()["code"]) == (409, "PERIOD_CLOSED")
    assert (
        sandbox.post(grades_body(_school(CLOSED), [marks_row()]), path="grades").status_code == 200
    )


def test_a_sharp_drop_waits_and_a_newer_push_takes_its_place(sandbox):
    few = sandbox.post(body(DROP, [pupil_row()]))
    assert (few.status_code, few.json()["state"]) == (200, "quarantined")
    assert [one["code"] for one in few.json()["warnings"]] == ["DROP_QUARANTINED"]
    assert "money" not in later(sandbox, few)
    enough = sandbox.post(body(DROP, [pupil_row() for _ in range(33)]))
    assert (enough.json()["state"], enough.json()["revision"]) == ("applied", 2)
    assert later(sandbox, few)["state"] == "rejected"


def test_the_school_of_limits_refuses_every_odd_push(sandbox):
    sent = body(LIMITED, [pupil_row()])
    answers = [sandbox.post(sent, Idempotency_Key="k") for _ in range(3)]
    assert [one.status_code for one in answers] == [429, 200, 200]
    assert (answers[0].headers["Retry-After"], answers[0].json()["code"]) == ("1", "TOO_MANY_CALLS")
    assert answers[1].json() == answers[2].json()


def test_a_signed_act_waits_for_its_invoice(sandbox):
    said = later(sandbox, sandbox.post(body(SIGNED, [pupil_row()])))
    assert said["money"]["act_status"] == "signed"


def test_a_revoked_school_does_not_exist(sandbox):
    answer = sandbox.post(body(REVOKED, [pupil_row()]))
    assert (answer.status_code, answer.json()["code"]) == (404, "SCHOOL")


def test_a_revision_takes_the_place_of_the_one_before_and_a_patch_touches_only_its_pupils(sandbox):
    staying, leaving = pupil_row(), pupil_row()
    first = sandbox.post(body(ORDINARY, [staying, leaving]))
    patch = body(ORDINARY, [{"iin": leaving["iin"], "left_on": "2025-10-15"}])
    told = sandbox.post(patch, "?dry_run=true", path="contingent/patch").json()
    second = sandbox.post(patch, path="contingent/patch")
    assert second.json()["changes"] == {"added": 0, "removed": 0, "changed": 1}
    assert second.json()["revision"] == 2
    assert later(sandbox, first)["state"] == "superseded"
    money = later(sandbox, second)["money"]
    assert told["forecast"]["act_tiyn"] == money["act_tiyn"] == "5000000"
    stranger = body(ORDINARY, [{"iin": pupil_row()["iin"], "left_on": "2025-10-15"}])
    answer = sandbox.post(stranger, path="contingent/patch")
    assert [one["code"] for one in answer.json()["errors"]] == ["NOT_IN_MONTH"]


def test_marks_and_teachers_have_revisions_too(sandbox):
    known = pupil_row()
    sandbox.post(body(ORDINARY, [known]))
    marks = grades_body(_school(ORDINARY), [marks_row(known["iin"]), marks_row(row_id="x")])
    first = sandbox.post(marks, path="grades").json()
    assert [(one["row_id"], one["code"]) for one in first["warnings"]] == [
        ("x", "PUPIL_NOT_REPORTED")
    ]
    changed = marks | {"pupils": [marks["pupils"][0] | {"marks": [mark(value=3)]}]}
    second = sandbox.post(changed, path="grades").json()
    assert second["changes"] == {"added": 0, "removed": 1, "changed": 1}
    taught = sandbox.post(teachers_body(_school(ORDINARY), [teacher_row()]), path="teachers")
    assert taught.json()["accepted"] == 1


def test_a_key_belongs_to_the_sandbox_alone(sandbox, post, school):
    """The same key in both worlds is two keys; another body under it is refused in each."""
    live, test = body(school, [pupil_row()]), body(ORDINARY, [pupil_row()])
    assert sandbox.post(test, Idempotency_Key="one").status_code == 200
    assert post(live, Idempotency_Key="one").status_code == 200
    assert sandbox.post(test, Idempotency_Key="one").json()["revision"] == 1
    other = sandbox.post(body(ORDINARY, []), Idempotency_Key="one")
    assert (other.status_code, other.json()["code"]) == (422, "KEY_REUSED")
    assert KeptAnswer.objects.count() == 1


def test_two_vendors_do_not_share_a_sandbox(sandbox):
    other = sandbox_of(vendor_with_token("Bilimal demo"))
    number = sandbox.post(body(ORDINARY, [pupil_row()])).json()["submission_id"]
    assert other.get(f"submissions/{number}").status_code == 404
    assert other.post(body(ORDINARY, [pupil_row()])).json()["revision"] == 1


def test_no_row_of_the_sandbox_holds_an_iin(sandbox):
    row = pupil_row()
    sandbox.post(body(ORDINARY, [row, pupil_row(DEAD), pupil_row(grade=99)]))
    for model in apps.get_app_config("lms_api").get_models():
        assert row["iin"] not in str(list(model.objects.values()))


def _school(school_id: str) -> School:
    return School(school_id=school_id)


def _counted() -> dict[str, int]:
    """Rows of every table but those of the sandbox, the log and the tokens."""
    own = ("lms_api_sandbox", "lms_api_requestlog", "lms_api_vendortoken")
    tables = [one for one in connection.introspection.table_names() if not one.startswith(own)]
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*), md5(string_agg(t::text, \'\' ORDER BY t::text))'
                           f' FROM "{table}" t')  # fmt: skip
            found[table] = cursor.fetchone()
    return found


def _everything(call) -> None:
    """Every push and read, with right rows, wrong rows and every fixture."""
    for school_id in SCHOOLS:
        rows = [pupil_row(), pupil_row(grade=99), *(pupil_row(iin) for iin in PUPILS)]
        for query in ("", "?dry_run=true", "?mode=strict"):
            call(body(school_id, rows), query, path="contingent", key=f"{school_id}{query}")
            call(body(school_id, rows[:1]), query, path="contingent/patch")
            call(grades_body(_school(school_id), [marks_row()]), query, path="grades")
            call(teachers_body(_school(school_id), [teacher_row()]), query, path="teachers")


def test_the_sandbox_writes_nothing_outside_itself(sandbox, school, post):
    post(body(school, [pupil_row(DEAD)]), Idempotency_Key="live")

    def call(sent, query, *, path, key=None):
        sandbox.post(sent, query, path=path, **({"Idempotency_Key": key} if key else {}))

    before = _counted()
    _everything(call)
    assert _counted() == before
    assert SandboxPush.objects.count() > 20


def test_the_same_pushes_with_a_live_token_do_write(school, post):
    """The control: the count above does see a push."""
    catalogue()
    before = _counted()
    post(body(school, [pupil_row()]))
    after = _counted()
    assert {table for table in before if before[table] != after[table]} >= {
        "schools_pupilmonth",
        "schools_person",
        "schools_submission",
    }


def test_no_event_and_no_job_comes_of_the_sandbox(sandbox):
    sandbox.post(body(ORDINARY, [pupil_row(DOUBLE)]))
    assert not OutboxEvent.objects.exists()
    assert not Job.objects.exists()
    assert not any(model.objects.exists() for model in (Person, PupilMonth, Submission))


def test_the_log_marks_the_calls_of_the_sandbox(sandbox, post, school):
    sandbox.post(body(ORDINARY, [pupil_row()]))
    post(body(school, [pupil_row()]))
    assert list(RequestLog.objects.order_by("pk").values_list("is_sandbox", flat=True)) == [
        True,
        False,
    ]


def test_calls_of_the_sandbox_do_not_spend_the_live_minute(sandbox, get, settings, school):
    settings.LMS_CALLS_A_MINUTE = 3
    assert [sandbox.get("subjects").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert get("schools").status_code == 200


def test_every_code_of_the_catalogue_has_an_example_that_the_sandbox_answers_so(sandbox):
    assert set(EXAMPLES) == set(TEXTS)
    for code, (path, sent) in EXAMPLES.items():
        answer = sandbox.post(sent, path=path).json()
        told = answer["errors"] + answer["warnings"]
        if answer["submission_id"]:
            told += sandbox.get(f"submissions/{answer['submission_id']}").json()["findings"]
        assert code in {one["code"] for one in told}, code


def test_an_engineer_gets_a_token_tries_it_looks_and_resets(vendor):
    catalogue()
    engineer = signed_in(vendor.organisation, "Timur")
    page = engineer.post("/ru/vendor/sandbox/", {"action": "token"})
    assert page.headers["Cache-Control"] == "no-store"
    secret = re.search(r"ob_test_[\w-]+", page.content.decode())[0]
    sandbox = SandboxCaller(secret)
    answer = sandbox.post(body(ORDINARY, [pupil_row(DEAD), pupil_row(grade=99, row_id="5B-1")]))
    number = answer.json()["submission_id"]
    listed = engineer.get("/ru/vendor/sandbox/").content.decode()
    assert secret not in listed
    assert f"/ru/vendor/sandbox/{number}/" in listed
    assert all(one in listed for one in (*SCHOOLS, *PUPILS))
    shown = engineer.get(f"/ru/vendor/sandbox/{number}/").content.decode()
    assert "5B-1" in shown
    assert "GRADE_RANGE" in shown
    assert "K4" in shown
    chosen = engineer.get(f"/ru/vendor/sandbox/{number}/?code=K4").content.decode()
    assert "5B-1" not in chosen
    log = engineer.get("/ru/vendor/requests/?view=sandbox").content.decode()
    assert f"/ru/vendor/sandbox/{number}/" in log
    assert (
        f"/ru/vendor/sandbox/{number}/"
        not in engineer.get("/ru/vendor/requests/?view=live").content.decode()
    )
    engineer.post("/ru/vendor/sandbox/", {"action": "reset"})
    assert sandbox.get(f"submissions/{number}").status_code == 404
    assert sandbox.post(body(ORDINARY, [pupil_row()])).json()["revision"] == 1


@pytest.mark.parametrize(
    ("language", "listed", "shown", "others"),
    [
        ("ru", "«Обычная»", "Тестовая школа «Обычная»", "сынақ мектебі"),
        ("kk", "«Кәдімгі»", "«Кәдімгі» сынақ мектебі", "Тестовая школа"),
        ("en", "«Обычная»", "Тестовая школа «Обычная»", "сынақ мектебі"),
    ],
)
def test_the_test_schools_are_named_in_the_language_of_the_page(
    vendor, sandbox, language, listed, shown, others
):
    engineer = signed_in(vendor.organisation, "Timur")
    number = sandbox.post(body(ORDINARY, [pupil_row()])).json()["submission_id"]
    schools = engineer.get(f"/{language}/vendor/sandbox/").content.decode()
    push = engineer.get(f"/{language}/vendor/sandbox/{number}/").content.decode()
    assert f">{listed}</td>" in schools
    for page in (schools, push):
        assert shown in page
        assert others not in page


def test_a_caller_gets_both_names_whatever_language_it_asks_for(sandbox):
    one = sandbox.get("schools", accept_language="kk").json()["schools"][0]
    assert one["name"] == "Тестовая школа «Обычная»"
    assert one["name_kk"] == "«Кәдімгі» сынақ мектебі"


def test_a_reset_leaves_the_sandbox_of_another_alone(sandbox):
    other = vendor_with_token("Bilimal demo")
    theirs = sandbox_of(other)
    number = theirs.post(body(ORDINARY, [pupil_row()])).json()["submission_id"]
    engineer = signed_in(vendor_with_token("Third demo").organisation, "Timur")
    engineer.post("/ru/vendor/sandbox/", {"action": "reset"})
    assert theirs.get(f"submissions/{number}").status_code == 200
    assert engineer.get(f"/ru/vendor/sandbox/{number}/").status_code == 404
