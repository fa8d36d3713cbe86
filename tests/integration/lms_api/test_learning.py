"""Marks and teachers: kept narrow, by revisions, with every error at once."""

import pytest
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import Membership
from core.periods import Month
from schools.models import Person, PupilMonth, QuarterMarks, Submission, TeacherHours
from schools.packing import unpack_hours, unpack_marks
from schools.selectors.teaching import marks_delivered, teacher_page, teaching_months
from schools.services.closing import close_month
from tests.factories.contingent import OCTOBER, body, pupil_row
from tests.factories.learning import (
    catalogue,
    grades_body,
    mark,
    marks_row,
    teacher_row,
    teachers_body,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _subjects(db):
    catalogue()


def test_the_catalogue_is_a_list_of_ids_and_names(get):
    rows = get("subjects").json()
    assert {"subject_id", "name_ru", "name_kk"} == set(rows[0])
    assert "mathematics" in {row["subject_id"] for row in rows}


def test_marks_are_kept_in_three_bytes_each(post, school):
    row = marks_row(None, mark(value=10), mark("physical_education", "pass", "pass_fail"))
    answer = post(grades_body(school, [row]), path="grades").json()
    assert (answer["status"], answer["revision"], answer["accepted"]) == ("OK", 1, 1)
    kept = QuarterMarks.objects.get()
    assert [value for _subject, value in unpack_marks(kept.marks)] == [10, "pass"]
    assert len(kept.marks) == 6
    assert kept.quarter.isoformat() == "2025-09-01"


def test_a_mark_of_a_pupil_who_is_not_reported_is_a_warning(post, school):
    known = pupil_row()
    post(body(school, [known]))
    answer = post(
        grades_body(school, [marks_row(known["iin"]), marks_row(row_id="x")]), path="grades"
    ).json()
    assert [(one["row"], one["row_id"], one["code"]) for one in answer["warnings"]] == [
        (1, "x", "PUPIL_NOT_REPORTED")
    ]
    assert answer["accepted"] == 2


def test_a_second_push_of_marks_replaces_the_first(post, school):
    kept, gone = marks_row(), marks_row()
    post(grades_body(school, [kept, gone]), path="grades")
    answer = post(grades_body(school, [kept | {"marks": [mark(value=3)]}]), path="grades").json()
    assert answer["revision"] == 2
    assert answer["changes"] == {"added": 0, "removed": 1, "changed": 1}
    assert next(unpack_marks(QuarterMarks.objects.get().marks))[1] == 3
    assert list(Submission.objects.order_by("pk").values_list("status", flat=True)) == [
        "superseded",
        "applied",
    ]


def test_teachers_of_a_month_and_of_a_quarter_stand_side_by_side(post, school):
    row = teacher_row()
    post(teachers_body(school, [row]), path="teachers")
    sent = teachers_body(school, [row], quarter=1)
    del sent["month"]
    answer = post(sent, path="teachers").json()
    assert (answer["revision"], answer["state"]) == (1, "applied")
    kinds = dict(TeacherHours.objects.values_list("kind", "total_hundredths"))
    assert kinds == {"m": 7250, "q": 7250}
    assert [hours for _s, hours in unpack_hours(TeacherHours.objects.first().hours)] == [7250]
    assert Submission.objects.filter(status="applied").count() == 2


def test_teachers_of_a_closed_month_are_409_marks_are_not(post, school):
    close_month(school=school, month=OCTOBER)
    answer = post(teachers_body(school, [teacher_row()]), path="teachers")
    assert (answer.status_code, answer.json()["code"]) == (409, "PERIOD_CLOSED")
    assert post(grades_body(school, [marks_row()]), path="grades").status_code == 200


@pytest.mark.parametrize(
    ("path", "make", "row"),
    [("grades", grades_body, marks_row), ("teachers", teachers_body, teacher_row)],
)
def test_a_dry_run_and_a_strict_push_with_an_error_write_nothing(post, school, path, make, row):
    sent = make(school, [row(), row(iin="1")])
    dry = post(sent, "?dry_run=true", path=path).json()
    assert (dry["accepted"], dry["rejected"], dry["submission_id"]) == (1, 1, None)
    assert post(sent, "?mode=strict", path=path).status_code == 422
    assert not QuarterMarks.objects.exists()
    assert not TeacherHours.objects.exists()
    assert not Person.objects.exists()


def test_a_patch_touches_only_the_pupils_it_names(post, school):
    leaving, staying = pupil_row(), pupil_row(grade=7)
    post(body(school, [leaving, staying]))
    told = {"iin": leaving["iin"], "left_on": "2025-10-20"}
    answer = post(body(school, [told, pupil_row(grade=1, birth_date="x")]), path="contingent/patch")
    answer = answer.json()
    assert answer["changes"] == {"added": 0, "removed": 0, "changed": 1}
    assert (answer["revision"], answer["accepted"], answer["rejected"]) == (2, 1, 1)
    rows = {row.grade: row.left_on for row in PupilMonth.objects.all()}
    assert str(rows[5]) == "2025-10-20"
    assert rows[7] is None


def test_a_patch_adds_a_pupil_and_takes_a_leaving_back(post, school):
    row = pupil_row(left_on="2025-10-20")
    post(body(school, [row]))
    new = pupil_row(grade=9)
    back = {"iin": row["iin"], "left_on": None}
    answer = post(body(school, [new, back]), path="contingent/patch").json()
    assert answer["changes"] == {"added": 1, "removed": 0, "changed": 1}
    assert set(PupilMonth.objects.values_list("grade", "left_on")) == {(5, None), (9, None)}


def test_a_stranger_in_a_patch_without_his_fields_is_an_error(post, school):
    post(body(school, [pupil_row()]))
    stranger = {"iin": pupil_row()["iin"], "left_on": "2025-10-20", "row_id": "z"}
    answer = post(body(school, [stranger]), path="contingent/patch")
    assert answer.status_code == 422
    assert [(one["row_id"], one["code"]) for one in answer.json()["errors"]] == [
        ("z", "NOT_IN_MONTH")
    ]
    assert PupilMonth.objects.count() == 1


def test_a_month_before_the_settings_book_begins_is_taken(post, school):
    answer = post(body(school, [pupil_row(grade=1)], year=2021, month=3))
    assert answer.status_code == 200
    assert Month(2021, 3) < OCTOBER


def test_the_school_sees_its_teachers_and_how_many_marks_came(post, school):
    post(teachers_body(school, [teacher_row(), teacher_row()]), path="teachers")
    post(grades_body(school, [marks_row(None, mark(), mark("physics", 5))]), path="grades")
    [month] = teaching_months(school)
    page = teacher_page(school=school, month=month, number="1")
    assert page.paginator.count == 2
    assert [(one.subject, one.hours) for one in page.object_list[0].subjects] == [
        ("Математика", "72,50")
    ]
    [delivered] = marks_delivered(school)
    assert (delivered.grade, delivered.pupils, delivered.marks) == (5, 1, 2)
    client = Client()
    head = Membership.objects.filter(organisation=school.organisation).first()
    client.force_login(head.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[SESSION_KEY] = head.pk
    session.save()
    text = client.get(f"/ru/school/schools/{school.pk}/?tab=teachers").content.decode()
    assert "Математика: 72,50" in text
    assert "Успеваемость" in text
