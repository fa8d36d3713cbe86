"""More bad input by class: dates inside an IIN, ids, Unicode, JSON, HTTP, order of pushes."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from core.identifiers import check_digit
from schools.models import Person, PupilMonth, Submission
from schools.services.closing import close_month
from tests.factories.cast import synthetic_iin
from tests.factories.contingent import OCTOBER, body, pupil_row
from tests.factories.learning import catalogue, grades_body, marks_row, teacher_row, teachers_body

pytestmark = pytest.mark.django_db


def iin(head: str) -> str:
    """Seven digits with a serial that has a check digit."""
    for serial in range(1, 20):
        control = check_digit(f"{head}{serial:04d}")
        if control is not None:
            return f"{head}{serial:04d}{control}"
    raise AssertionError("unreachable")


def nothing_stored() -> bool:
    return not any(model.objects.exists() for model in (PupilMonth, Person))


def shown(value: Any) -> str:
    return ascii(value)[:40]


NO_DATES = ["1402305", "1404315", "1406315", "1400125", "1413125", "1405005", "1405325", "1302295",
            "1405120", "1405127", "1405128", "1405129", "9999995", "0000005"]  # fmt: skip
NO_PUPILS = {
    "unborn": ("2611015", "2026-11-01"),
    "of four": ("2111015", "2021-11-01"),
    "of twenty-one": ("0410305", "2004-10-30"),
    "of a hundred": ("2505123", "1925-05-12"),
    "of the century before": ("9905121", "1899-05-12"),
}
BORN_OTHERWISE = ["2014-05-13", "2014-06-12", "2013-05-12", "2014-12-05", "1914-05-12"]
SCHOOL_IDS = [
    " ", "1" * 17, "1" * 19, "0" + "1" * 17, "-" + "1" * 17, "+" + "1" * 17, " " + "1" * 18,
    "1" * 18 + " ", "1" * 18 + "\n", "\u00a0" + "1" * 18, "\t" + "1" * 18, "1" * 9 + " " + "1" * 8,
    "9223372036854775807", "9223372036854775808", "3.10118639720e17", "0x11111111111111111",
    "null", "true", "٣" * 18, "１" * 18, "²" * 18, "\u202e" + "1" * 18, "\ufeff" + "1" * 18,
    "../../schools", "%00", "' OR '1'='1", '"; DROP TABLE x; --', "{}", "[]", "😀" * 18,
    "1" * 100_000,
]  # fmt: skip
NO_ROW_IDS = [
    "\u00a0", "\u00ad", "\u200b", "\u200c", "\u200d", "\u2028", "\u2029", "\u202a", "\u202e",
    "\u2060", "\u2066", "\u2069", "\ufeff", "\ufff9", "\u0085", "\x1b[31m", "\t", "\r\n", "\x7f",
    "\U000e0001", "a\u200bb", "a\u0000", "\ue000", "😀" * 65, "e\u0301" * 40,
]  # fmt: skip
LOOK_ALIKES = ["gеneral", "GENERAL", "ｇeneral", "general\u200b", "ge\u0301neral", "home\u00a0",
               "hоme", "special-needs", "special needs", "\u202ehome", "ёmoh", "ʰome"]  # fmt: skip
HEAD = b'{"school_id":"3","year":2025,"month":10,"pupils":'
NO_JSON = {
    "a comment": HEAD + b"[/* all */]}",
    "a line comment": HEAD + b"[]} // all",
    "unquoted names": b"{school_id:1}",
    "a leading zero": HEAD.replace(b"10", b"010") + b"[]}",
    "a plus": HEAD.replace(b"10", b"+10") + b"[]}",
    "a bare point": HEAD.replace(b"10", b".5") + b"[]}",
    "a point at the end": HEAD.replace(b"10", b"10.") + b"[]}",
    "hexadecimal": HEAD.replace(b"10", b"0xA") + b"[]}",
    "Infinity": HEAD.replace(b"10", b"Infinity") + b"[]}",
    "minus Infinity": HEAD.replace(b"10", b"-Infinity") + b"[]}",
    "an exponent too large": HEAD.replace(b"10", b"1e999") + b"[]}",
    "five thousand digits": HEAD.replace(b"2025", b"9" * 5000) + b"[]}",
    "a raw line feed in a text": b'{"school_id":"3\n"}',
    "a raw NUL in a text": b'{"school_id":"3\x00"}',
    "a NUL after it": HEAD + b"[]}\x00",
    "an unknown escape": b'{"school_id":"\\x41"}',
    "half an escape": b'{"school_id":"\\u00"}',
    "half a pair": HEAD + b'["\\udc00"]}',
    "a pair reversed": HEAD + b'["\\udc00\\ud800"]}',
    "overlong NUL": b'{"school_id":"\xc0\x80"}',
    "a surrogate in UTF-8": b'{"school_id":"\xed\xa0\x80"}',
    "beyond Unicode": b'{"school_id":"\xf5\x80\x80\x80"}',
    "a cut character": b'{"school_id":"\xd0"}',
    "a continuation alone": b'{"school_id":"\x80"}',
    "latin-1": '{"school_id":"é"}'.encode("latin-1"),
    "UTF-32": "{}".encode("utf-32"),
    "gzip without saying so": b"\x1f\x8b\x08\x00",
    "two commas": HEAD + b"[1,,2]}",
    "a colon too many": b'{"school_id"::"3"}',
    "a name without a value": b'{"school_id"}',
    "a value without a name": b'{"3"}',
    "an open list": HEAD + b"[[[[",
    "objects of a hundred thousand": b'{"a":' * 100_000,
    "XML": b"<?xml version='1.0'?><a/>",
    "a form": b"school_id=3&year=2025",
    "YAML": b"school_id: 3\nyear: 2025\n",
    "JSON lines": b"{}\n{}\n",
    "a text": b'"school"',
    "true": b"true",
    "minus": b"-",
}
NO_TOKENS = [
    "Bearer", "Bearer ", "Bearer  ", "bearer x", "BEARER x", "Bearer x y", "Bearer\tx", "x",
    "Token x", "Basic eDp5", "Bearer " + "x" * 201, "Bearer " + "x" * 8000, "Bearer null",
    "Bearer ' OR 1=1 --", "Bearer %00", "Bearer oblms_", "Bearer ob_test_", "Digest x", ",",
    "Bearer,x",
]  # fmt: skip
PATHS = [
    "contingent/", "contingent;x", "contingent%00", "contingent%2fpatch", "contingent/patch/",
    "%2e%2e/schools", "../schools", "..;/schools", "SCHOOLS", "schools.json", "schools%20",
    "submissions", "submissions/", "submissions/-1", "submissions/1.0", "submissions/0x1",
    "submissions/0", "submissions/%D9%A1", "submissions/1%00", "submissions/1/", "submissions/1;2",
    "submissions/9223372036854775808", "submissions/null", "patch", "pupils", "admin",
    ".git/config", "a%0Ab", "submissions/1%0A", "%0D%0A",
]  # fmt: skip
CURSORS = ["-1", "1.0", "a", "1e3", "%D9%A1", "9" * 10, "%201", "1%20", "%00", "null", "1;2",
           "0x1", "+1", "%F0%9F%98%80", "1'"]  # fmt: skip
QUERIES = [
    "?mode=partial&mode=loose", "?dry_run=true&dry_run=maybe", "?mode=STRICT", "?mode=strict%00",
    "?dry_run=yes", "?dry_run=2", "?dry_run=", "?mode=%20strict", "?dry_run=%F0%9F%98%80",
    "?mode[]=strict&mode=x",
]  # fmt: skip


@pytest.mark.parametrize("head", NO_DATES)
def test_a_date_that_never_was_inside_an_iin(post, school, head):
    sent = body(school, [pupil_row() | {"iin": iin(head), "birth_date": "2014-05-12"}])
    answer = post(sent)
    assert answer.status_code == 422
    assert "IIN_DATE" in {one["code"] for one in answer.json()["errors"]}
    assert nothing_stored()


@pytest.mark.parametrize(("head", "born"), NO_PUPILS.values(), ids=NO_PUPILS)
def test_somebody_who_cannot_be_a_pupil(post, school, head, born):
    answer = post(body(school, [pupil_row() | {"iin": iin(head), "birth_date": born}]))
    assert [one["code"] for one in answer.json()["errors"]] == ["AGE_RANGE"]
    assert nothing_stored()


@pytest.mark.parametrize("born", BORN_OTHERWISE)
def test_a_birth_date_beside_the_iin(post, school, born):
    answer = post(body(school, [pupil_row() | {"birth_date": born}]))
    assert [one["code"] for one in answer.json()["errors"]] == ["BIRTH_DATE_MISMATCH"]
    assert nothing_stored()


@pytest.mark.parametrize("school_id", SCHOOL_IDS, ids=shown)
def test_a_school_id_that_is_none(post, school, school_id):
    answer = post(body(school_id, [pupil_row()]))
    assert (answer.status_code, answer.json()["code"]) == (404, "SCHOOL")
    assert nothing_stored()


@pytest.mark.parametrize("row_id", NO_ROW_IDS, ids=shown)
def test_a_row_id_that_nobody_can_read(post, school, row_id):
    answer = post(body(school, [pupil_row(row_id=row_id)]))
    assert [one["code"] for one in answer.json()["errors"]] == ["ROW_ID_FORMAT"]
    assert answer.json()["errors"][0]["row_id"] is None
    assert nothing_stored()


@pytest.mark.parametrize("study", LOOK_ALIKES, ids=shown)
def test_a_word_that_only_looks_like_a_study_type(post, school, study):
    answer = post(body(school, [pupil_row(study_type=study)]))
    assert [one["code"] for one in answer.json()["errors"]] == ["STUDY_TYPE_UNKNOWN"]
    assert nothing_stored()


@pytest.mark.parametrize("raw", NO_JSON.values(), ids=NO_JSON)
def test_bytes_that_are_no_json_of_this_call(post, school, raw):
    answer = post(raw)
    assert (answer.status_code, answer.json()["code"]) == (400, "BODY")
    assert nothing_stored()


@pytest.mark.parametrize("header", NO_TOKENS, ids=shown)
def test_a_header_that_holds_no_token(school, header):
    answer = Client().get("/api/lms/v1/schools", headers={"Authorization": header})
    assert (answer.status_code, answer.json()["code"]) == (401, "TOKEN")


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_is_no_call(get, school, path):
    answer = get(path)
    assert answer.status_code in (404, 405)
    assert school.school_id not in answer.content.decode()


@pytest.mark.parametrize("cursor", CURSORS)
def test_a_cursor_that_no_page_gave(get, school, cursor):
    answer = get(f"schools?cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "CURSOR")


@pytest.mark.parametrize("query", QUERIES)
def test_options_that_contradict_or_are_none(post, school, query):
    answer = post(body(school, [pupil_row()]), query)
    assert (answer.status_code, answer.json()["code"]) == (400, "QUERY")
    assert nothing_stored()


@pytest.mark.parametrize(
    "header", ["X-HTTP-Method-Override", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL"]
)
def test_a_header_does_not_change_the_call(post, school, header):
    answer = post(body(school, [pupil_row()]), **{header.replace("-", "_"): "DELETE"})
    assert answer.status_code == 200
    assert PupilMonth.objects.count() == 1


def test_a_pupil_twice_in_a_push_counts_once_and_stops_a_strict_one(post, school):
    row = pupil_row()
    twice = body(school, [row, row | {"grade": 7}, row | {"study_type": "home"}])
    assert post(twice, "?mode=strict").status_code == 422
    assert nothing_stored()
    said = post(twice).json()
    assert (said["accepted"], [one["code"] for one in said["errors"]]) == (
        1,
        ["DUPLICATE_IN_PUSH"] * 2,
    )
    assert PupilMonth.objects.get().grade == 5


def test_an_empty_push_of_a_full_month_waits_for_the_school(post, school):
    post(body(school, [pupil_row() for _ in range(20)]))
    said = post(body(school, [])).json()
    assert (said["state"], said["changes"]["removed"]) == ("quarantined", 20)
    assert PupilMonth.objects.count() == 20


@pytest.mark.parametrize(("left", "state"), [(40, "applied"), (39, "quarantined")])
def test_a_fifth_is_taken_and_more_waits(post, school, left, state):
    rows = [pupil_row() for _ in range(50)]
    post(body(school, rows))
    # ten of fifty is neither over a fifth nor over ten
    assert post(body(school, rows[:left])).json()["state"] == state


def test_an_old_body_pushed_again_is_a_new_revision(post, school):
    first, second = body(school, [pupil_row()]), body(school, [pupil_row(grade=7)])
    for number, sent in enumerate((first, second, first), start=1):
        assert post(sent).json()["revision"] == number
    assert PupilMonth.objects.get().grade == 5


@pytest.mark.parametrize(
    ("path", "query"),
    [("contingent", "?mode=strict"), ("contingent/patch", ""), ("grades", "")],
)
def test_a_key_of_one_request_does_not_serve_another(post, school, path, query):
    catalogue()
    sent = body(school, [pupil_row()])
    assert post(sent, Idempotency_Key="k").status_code == 200
    other = grades_body(school, [marks_row()]) if path == "grades" else sent
    answer = post(other, query, path=path, Idempotency_Key="k")
    assert (answer.status_code, answer.json()["code"]) == (422, "KEY_REUSED")
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("query", ["", "?mode=strict", "?dry_run=true"])
@pytest.mark.parametrize("path", ["contingent", "contingent/patch", "teachers"])
def test_a_closed_month_takes_nothing_whatever_the_way(post, school, path, query):
    catalogue()
    close_month(school=school, month=OCTOBER)
    sent = (
        teachers_body(school, [teacher_row()])
        if path == "teachers"
        else body(school, [pupil_row()])
    )
    answer = post(sent, query, path=path)
    assert (answer.status_code, answer.json()["code"]) == (409, "PERIOD_CLOSED")
    assert nothing_stored()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"left_on": "2025-09-30"}, "LEFT_BEFORE_MONTH"),
        ({"left_on": "2025-13-01"}, "LEFT_ON_FORMAT"),
        ({"left_on": 20251020}, "LEFT_ON_FORMAT"),
        ({"left_on": "2025-10-20", "enrolled_on": "2025-10-21"}, "DATES_REVERSED"),
        ({"left_on": "2025-10-20", "grade": 13}, "GRADE_RANGE"),
        ({"left_on": "2025-10-20", "birth_date": "2014-05-13"}, "BIRTH_DATE_MISMATCH"),
        ({"left_on": "2025-10-20", "study_type": "x"}, "STUDY_TYPE_UNKNOWN"),
        ({}, "GRADE_RANGE"),
    ],
    ids=str,
)
def test_a_patch_that_cannot_be(post, school, change, code):
    known = pupil_row(synthetic_iin(dt.date(2014, 5, 12)))
    post(body(school, [known]))
    answer = post(body(school, [{"iin": known["iin"]} | change]), path="contingent/patch")
    assert answer.status_code == 422
    assert code in {one["code"] for one in answer.json()["errors"]}
    assert PupilMonth.objects.get().left_on is None


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
@pytest.mark.parametrize("path", ["grades", "teachers"])
def test_the_last_year_of_all_is_no_school_year(post, school, path, quarter):
    """Its third quarter would begin in a year that no month has."""
    catalogue()
    when = {"year": 2100, "quarter": quarter}
    make, row = (grades_body, marks_row) if path == "grades" else (teachers_body, teacher_row)
    sent = make(school, [row()]) | when
    sent.pop("month", None)
    answer = post(sent, path=path)
    assert answer.status_code == 422
    assert [one["code"] for one in answer.json()["errors"]] == ["QUARTER_RANGE"]
