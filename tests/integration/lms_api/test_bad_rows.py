"""Bad rows, each a line of a table: 422 with its code, nothing stored, nothing echoed."""

import datetime as dt
from typing import Any

import pytest

from schools.models import Person, PupilMonth, QuarterMarks, TeacherHours
from tests.factories.cast import synthetic_iin
from tests.factories.contingent import body, pupil_row
from tests.factories.learning import (
    catalogue,
    grades_body,
    mark,
    marks_row,
    teacher_row,
    teachers_body,
)

pytestmark = pytest.mark.django_db
RIGHT = synthetic_iin(dt.date(2014, 5, 12))
FULL_WIDTH = RIGHT.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
ARABIC = RIGHT.translate({ord("0") + n: 0x0660 + n for n in range(10)})
OTHER_CHECK = RIGHT[:11] + str((int(RIGHT[11]) + 1) % 10)
IINS: list[tuple[Any, str]] = [
    *((one, "IIN_FORMAT") for one in (
        None, "", " ", 0, 1, -1, 140512, 1.4e11, int(RIGHT), True, False, [], {}, [RIGHT],
        {"iin": RIGHT}, RIGHT[:11], RIGHT + "0", RIGHT[:6], " " + RIGHT, RIGHT + " ",
        "\u00a0" + RIGHT, RIGHT + "\n", RIGHT[:6] + " " + RIGHT[6:], RIGHT[:6] + "-" + RIGHT[6:],
        FULL_WIDTH, ARABIC, "12 34 56 78 9", "abcdefghijkl", "О" * 12, "1405125O0123",
        "\u0000" * 12, "\u200b" + RIGHT[1:], "\u202e" + RIGHT[1:], "😀" * 12, "１" + RIGHT[1:],
        "+" + RIGHT[1:], "-" + RIGHT[1:], "1e1111111111", "0x1405125001", "' OR 1=1 --",
        "null", "NaN", "²" * 12, "½" * 12, "Ⅻ" * 12, "9" * 5000, "\ufeff" + RIGHT, "é" * 12,
    )),
    *((one, "IIN_CHECKSUM") for one in (OTHER_CHECK, "111111111111", "999999999999")),
]  # fmt: skip
GRADES = [-1, 13, 99, 10**400, -(10**30), 5.0, 5.5, "5", "1А", "", None, True, False, [], {}, [5]]
STUDY = [None, "", "General", "general ", "home\u0000", "удалённо", 1, True, [], {}, ["general"],
         "general,home", "correction_class", "x" * 5000]  # fmt: skip
DAYS = ["", " ", "2014", "2014-05", "14-05-12", "12.05.2014", "2014/05/12", "2014-5-12",
        "2014-05-12T00:00:00", "2014-05-12Z", "2014-W20-1", "2014-132", "20140512", "2014-13-01",
        "2014-00-01", "2014-05-32", "2014-05-00", "2014-02-29", "2013-02-30", "0000-01-01",
        "-2014-05-12", "2014-05-12\u0000", "２０１４-05-12", "٢٠١٤-٠٥-١٢", 20140512, 1.0, True, [],
        {}, "today", "9" * 400]  # fmt: skip
STAYS: list[tuple[dict[str, Any], str]] = [
    ({"enrolled_on": "2025-11-01"}, "ENROLLED_AFTER_MONTH"),
    ({"enrolled_on": "2099-01-01"}, "ENROLLED_AFTER_MONTH"),
    ({"enrolled_on": "2014-05-11"}, "ENROLLED_BEFORE_BIRTH"),
    ({"left_on": "2025-09-30"}, "LEFT_BEFORE_MONTH"),
    ({"enrolled_on": "2025-10-20", "left_on": "2025-10-19"}, "DATES_REVERSED"),
]
ROWS: list[Any] = [None, 1, "", "x", [], True, 1.5]
ROW_IDS = ["", "x" * 65, 1, True, [], {}, "\u0000", "a\nb", "\u202e", RIGHT, f" {RIGHT} "]
MARKS: list[tuple[Any, str]] = [
    *((mark(value=one), "MARK_VALUE") for one in (
        0, 11, -1, 100, 10**30, 5.0, 5.5, "5", "5+", "зачёт", None, True, False, [], {}, "pass", "",
    )),
    *((mark(value=one, mark_type="pass_fail"), "MARK_VALUE") for one in (
        1, 0, True, False, None, "Pass", "PASS", "зачёт", "pass ", "", [], {}, "5",
    )),
    *((mark(mark_type=one), "MARK_TYPE_UNKNOWN") for one in (  # type: ignore[arg-type]
        None, "", "Numeric", "letter", 1, [], {}, "numeric\u0000",
    )),
    *((mark(one), "SUBJECT_UNKNOWN") for one in (  # type: ignore[arg-type]
        None, "", "Mathematics", "математика", 14, [], {}, "mathematics ", "\u0000", "x" * 5000,
        "' OR 1=1 --",
    )),
    *((one, "MARKS_SHAPE") for one in (None, 5, "8", [], True)),
]  # fmt: skip
HOURS: list[tuple[Any, str]] = [
    *((one, "HOURS_FORMAT") for one in (
        None, "", " ", "-1", "+1", "1,5", "1.555", ".5", "1.", "1e3", "NaN", "Infinity", "1 000",
        "0x10", "٧٢", "７２", "72\u0000", 72, 72.5, True, [], {}, "9999999", "1" * 5000, "12:30",
    )),
    *((one, "HOURS_RANGE") for one in ("0", "0.00", "744.01", "745", "999999.99")),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _subjects(db):
    catalogue()


def refused(answer: Any, code: str, *, sent: str = "") -> None:
    assert answer.status_code == 422
    said = answer.json()
    assert (said["status"], said["state"], said["accepted"]) == ("ERROR", "rejected", 0)
    assert code in {one["code"] for one in said["errors"]}
    assert all(set(one["message"]) == {"ru", "kk", "en"} for one in said["errors"])
    assert not sent or sent not in answer.content.decode()
    for model in (PupilMonth, QuarterMarks, TeacherHours, Person):
        assert not model.objects.exists()


@pytest.mark.parametrize(("iin", "code"), IINS, ids=lambda one: ascii(one)[:30])
def test_an_iin_that_is_none(post, school, iin, code):
    sent = iin if isinstance(iin, str) and len(iin.strip()) > 9 and iin.isprintable() else ""
    refused(post(body(school, [pupil_row(RIGHT) | {"iin": iin}])), code, sent=sent)


@pytest.mark.parametrize("grade", GRADES, ids=lambda one: ascii(one)[:30])
def test_a_grade_that_is_none(post, school, grade):
    refused(post(body(school, [pupil_row(grade=grade)])), "GRADE_RANGE")


@pytest.mark.parametrize("study", STUDY, ids=lambda one: ascii(one)[:30])
def test_a_study_type_that_is_none(post, school, study):
    refused(post(body(school, [pupil_row(study_type=study)])), "STUDY_TYPE_UNKNOWN")


@pytest.mark.parametrize("day", DAYS, ids=lambda one: ascii(one)[:30])
@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("birth_date", "BIRTH_DATE_FORMAT"),
        ("enrolled_on", "ENROLLED_ON_FORMAT"),
        ("left_on", "LEFT_ON_FORMAT"),
    ],
)
def test_a_day_that_is_none(post, school, field, code, day):
    refused(post(body(school, [pupil_row() | {field: day}])), code)


@pytest.mark.parametrize(("change", "code"), STAYS, ids=lambda one: str(one)[:40])
def test_a_stay_that_cannot_be(post, school, change, code):
    refused(post(body(school, [pupil_row() | change])), code)


@pytest.mark.parametrize("row", ROWS, ids=str)
@pytest.mark.parametrize("call", ["contingent", "contingent/patch", "grades", "teachers"])
def test_a_row_that_is_no_object(post, school, call, row):
    make = {"grades": grades_body, "teachers": teachers_body}.get(call, body)
    refused(post(make(school, [row]), path=call), "ROW_SHAPE")


@pytest.mark.parametrize("row_id", ROW_IDS, ids=lambda one: ascii(one)[:30])
def test_a_row_id_that_is_none(post, school, row_id):
    refused(post(body(school, [pupil_row(row_id=row_id)])), "ROW_ID_FORMAT")


@pytest.mark.parametrize(("given", "code"), MARKS, ids=lambda one: ascii(one)[:50])
def test_a_mark_that_is_none(post, school, given, code):
    refused(post(grades_body(school, [marks_row(None, given)]), path="grades"), code)


@pytest.mark.parametrize(
    "marks", [None, 5, "x", {}, True, [mark()] * 501], ids=lambda m: str(m)[:9]
)
def test_marks_that_are_no_list(post, school, marks):
    refused(post(grades_body(school, [marks_row(marks=marks)]), path="grades"), "MARKS_SHAPE")


@pytest.mark.parametrize(("hours", "code"), HOURS, ids=lambda one: ascii(one)[:30])
def test_hours_that_cannot_be(post, school, hours, code):
    row = teacher_row(subjects=[{"subject_id": "physics", "hours": hours}])
    refused(post(teachers_body(school, [row]), path="teachers"), code)


@pytest.mark.parametrize(
    ("subjects", "code"),
    [
        (None, "SUBJECTS_SHAPE"),
        ([], "SUBJECTS_SHAPE"),
        ({}, "SUBJECTS_SHAPE"),
        ([5], "SUBJECTS_SHAPE"),
        ([{"subject_id": "physics", "hours": "1"}] * 101, "SUBJECTS_SHAPE"),
        ([{"subject_id": "physics", "hours": "1"}] * 2, "SUBJECT_TWICE"),
        ([{"subject_id": one, "hours": "400"} for one in ("physics", "algebra")], "HOURS_RANGE"),
        ([{"hours": "1"}], "SUBJECT_UNKNOWN"),
    ],
)
def test_subjects_of_a_teacher_that_cannot_be(post, school, subjects, code):
    answer = post(teachers_body(school, [teacher_row(subjects=subjects)]), path="teachers")
    refused(answer, code)


def test_a_pupil_is_no_teacher_and_a_teacher_no_pupil(post, school):
    answer = post(teachers_body(school, [teacher_row(iin=RIGHT)]), path="teachers")
    refused(answer, "TEACHER_AGE")
    refused(post(body(school, [pupil_row(synthetic_iin())])), "AGE_RANGE")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quarter": 0}, "QUARTER_RANGE"),
        ({"quarter": 5}, "QUARTER_RANGE"),
        ({"quarter": -1}, "QUARTER_RANGE"),
        ({"quarter": 10**30}, "QUARTER_RANGE"),
        ({"year": 1999}, "QUARTER_RANGE"),
        ({"year": 10**30}, "QUARTER_RANGE"),
        ({"quarter": 3}, "QUARTER_FUTURE"),
        ({"year": 2026}, "QUARTER_FUTURE"),
    ],
)
def test_a_quarter_that_cannot_be(post, school, change, code):
    refused(post(grades_body(school, [marks_row()]) | change, path="grades"), code)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quarter": 1}, "PERIOD_KIND"),
        ({"month": None}, "PERIOD_KIND"),
        ({"month": 13}, "MONTH_RANGE"),
        ({"month": 12}, "MONTH_FUTURE"),
    ],
)
def test_a_period_of_teachers_that_cannot_be(post, school, change, code):
    refused(post(teachers_body(school, [teacher_row()]) | change, path="teachers"), code)


@pytest.mark.parametrize("call", ["grades", "teachers", "contingent/patch"])
@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b"{}"])
def test_a_body_that_cannot_be_read(post, school, call, raw):
    answer = post(raw, path=call)
    assert answer.status_code in (400, 415)
    assert answer.headers["Content-Type"] == "application/problem+json"
