"""A push becomes the month's data, or does not."""

import pytest
from django.db import connection

from core.models import OutboxEvent
from schools.models import Person, PupilMonth, Submission, SubmissionBody
from schools.services.closing import close_month
from schools.services.contingent import PeriodClosed
from schools.services.quarantine import confirm_submission, reject_submission
from tests.factories.cast import cast, organisation
from tests.factories.contingent import OCTOBER, pupil_row, push
from tests.factories.schools import active_school, bind

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    made = active_school(cast())
    bind(made)
    return made


def rows_of_month(school):
    return PupilMonth.objects.filter(source__school=school, month=OCTOBER.first_day)


def versions_of_rows():
    """Who wrote each row last, by the database's own numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, xmin::text, ctid::text FROM schools_pupilmonth")
        return sorted(cursor.fetchall())


def test_good_rows_become_the_month(school):
    result = push(school, [pupil_row(), pupil_row(grade=0), pupil_row(study_type="home")])
    assert (result.state, result.accepted, result.errors) == ("applied", 3, [])
    assert result.as_json()["changes"] == {"added": 3, "removed": 0, "changed": 0}
    assert rows_of_month(school).count() == 3


def test_good_rows_are_taken_beside_bad_ones(school):
    result = push(school, [pupil_row(), pupil_row(grade=13), pupil_row() | {"iin": "123"}])
    assert (result.accepted, result.received) == (1, 3)
    assert next((one.row, one.code) for one in result.errors) == (1, "GRADE_RANGE")
    assert rows_of_month(school).count() == 1


def test_strict_mode_takes_nothing_beside_a_bad_row(school):
    result = push(school, [pupil_row(), pupil_row(grade=13)], mode="strict")
    assert result.is_refused
    assert (result.accepted, rows_of_month(school).count()) == (0, 0)
    assert result.submission.status == "rejected"
    assert not SubmissionBody.objects.exists()


def test_a_second_push_replaces_the_month_and_counts_what_changed(school):
    first, second = pupil_row(), pupil_row()
    push(school, [first, second])
    result = push(school, [first | {"grade": 6}, pupil_row()])
    assert result.changes.as_json() == {"added": 1, "removed": 1, "changed": 1}
    assert result.submission.revision == 2
    states = Submission.objects.order_by("revision").values_list("status", flat=True)
    assert list(states) == ["superseded", "applied"]
    assert sorted(rows_of_month(school).values_list("grade", flat=True)) == [5, 6]


def test_the_same_push_twice_changes_no_row(school):
    rows = [pupil_row(), pupil_row()]
    push(school, rows)
    before = versions_of_rows()
    assert push(school, rows).changes.as_json() == {"added": 0, "removed": 0, "changed": 0}
    assert versions_of_rows() == before


def test_a_dry_run_writes_nothing(school):
    push(school, [pupil_row()])
    before = (Person.objects.count(), Submission.objects.count(), OutboxEvent.objects.count())
    result = push(school, [pupil_row(), pupil_row()], dry_run=True)
    assert result.as_json()["submission_id"] is None
    assert result.changes.as_json() == {"added": 2, "removed": 1, "changed": 0}
    after = (Person.objects.count(), Submission.objects.count(), OutboxEvent.objects.count())
    assert before == after


def test_an_applied_push_tells_the_other_rooms_and_asks_for_checks(school):
    result = push(school, [pupil_row()])
    event = OutboxEvent.objects.get(kind="schools.contingent_applied")
    assert event.payload == {
        "school_id": school.pk,
        "month": "2025-10",
        "submission_id": result.submission.pk,
    }


def test_a_closed_month_takes_no_push(school):
    push(school, [pupil_row()])
    close_month(school=school, month=OCTOBER)
    with pytest.raises(PeriodClosed):
        push(school, [pupil_row()])
    assert close_month(school=school, month=OCTOBER).pk


def test_a_sharp_drop_waits_for_the_school(school):
    actor = cast().actor("aigerim")
    rows = [pupil_row() for _ in range(40)]
    push(school, rows)
    waiting = push(school, rows[:28])
    assert waiting.state == "quarantined"
    assert rows_of_month(school).count() == 40
    confirm_submission(submission=waiting.submission, actor=actor)
    assert rows_of_month(school).count() == 28


def test_a_drop_of_ten_pupils_or_of_a_fifth_is_believed(school):
    rows = [pupil_row() for _ in range(60)]
    push(school, rows)
    assert push(school, rows[:48]).state == "applied"
    small = rows[:12]
    assert push(school, rows[:40]).state == "applied"
    assert push(school, rows[:30]).state == "applied"
    assert push(school, small).state == "quarantined"


def test_rejected_data_leave_the_month_as_it_was(school):
    actor = cast().actor("aigerim")
    push(school, [pupil_row() for _ in range(20)])
    waiting = push(school, []).submission
    assert waiting.status == "quarantined"
    reject_submission(submission=waiting, actor=actor, reason="ошибка выгрузки")
    assert rows_of_month(school).count() == 20


def test_another_vendors_data_are_kept_apart(school):
    other = organisation("lms_vendor", "Bilimal demo")
    push(school, [pupil_row()])
    result = push(school, [pupil_row(), pupil_row()], vendor=other)
    assert result.state == "applied"
    assert [one.code for one in result.warnings] == ["NOT_PRIMARY"]
    assert rows_of_month(school).count() == 3


def test_the_first_day_a_pupil_was_seen_survives_the_next_month(school):
    row = pupil_row()
    push(school, [row], month=OCTOBER.previous())
    PupilMonth.objects.update(first_seen_on="2025-09-03")
    push(school, [row])
    assert str(rows_of_month(school).get().first_seen_on) == "2025-09-03"
