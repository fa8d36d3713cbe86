"""What a push looks up: all of it by an index, and the same days as the pages' way tells."""

import pytest
from django.db import connection

from core.one_trip import Trip
from schools.models import PupilMonth
from schools.services import pupil_rows
from schools.services.push_reading import ask
from tests.factories.cast import cast
from tests.factories.contingent import OCTOBER, pupil_row, push
from tests.factories.schools import active_school, bind, lms_vendor

pytestmark = pytest.mark.django_db
TABLES = ["schools_person", "schools_pupilmonth_202509", "schools_pupilmonth_202510"]
READ_WHOLE = "SELECT relname, seq_scan FROM pg_stat_xact_user_tables WHERE relname = ANY(%s)"


@pytest.fixture
def school():
    made = active_school(cast())
    bind(made)
    return made


def reading(school):
    with Trip() as trip:
        asked = ask(
            trip,
            school=school,
            vendor_id=school.lms_bindings.get(is_primary=True).vendor_id,
            month=OCTOBER,
            indexes={},
            lock=True,
        )
    return asked.told(school=school, month=OCTOBER, iins=[])


def read_whole():
    """How often each table was read from its beginning to its end in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(READ_WHOLE, [TABLES])
        return dict(cursor.fetchall())


def test_no_push_reads_the_persons_or_a_month_whole(school):
    """Not even where they are few and the planner would rather."""
    rows = [pupil_row() for _one in range(3)]
    push(school, rows, month=OCTOBER.previous())
    push(school, rows)
    before = read_whole()
    push(school, rows)
    assert read_whole() == before
    list(PupilMonth.objects.filter(month=OCTOBER.first_day))  # the counter does count
    assert read_whole() != before


def test_the_day_first_seen_is_the_earliest_of_two_months_and_any_lms(school):
    """Kept also while another LMS of the school tells of the pupil for the first time."""
    both, one = pupil_row(), pupil_row()
    push(school, [both], month=OCTOBER.previous())
    push(school, [both, one])
    PupilMonth.objects.filter(month=OCTOBER.first_day).update(first_seen_on="2025-10-05")
    PupilMonth.objects.filter(month=OCTOBER.previous().first_day).update(first_seen_on="2025-09-03")
    other = lms_vendor("Bilimal demo")
    push(school, [both, one, pupil_row()], vendor=other)
    rows = PupilMonth.objects.filter(source__vendor=other, month=OCTOBER.first_day)
    days = sorted(str(day) for day in rows.values_list("first_seen_on", flat=True))
    assert days[:2] == ["2025-09-03", "2025-10-05"]
    assert days[2] > "2025-10-05"


def test_both_ways_tell_the_same_first_days(school):
    """A push reads them with the month, an accepted quarantine by itself."""
    rows = [pupil_row() for _one in range(4)]
    push(school, rows[:3], month=OCTOBER.previous())
    push(school, rows)
    for day, row in zip(("2025-09-01", "2025-09-02"), PupilMonth.objects.all()[:2], strict=True):
        PupilMonth.objects.filter(person_id=row.person_id).update(first_seen_on=day)
    told = reading(school).first_seen
    assert told == pupil_rows.first_seen(school_id=school.pk, month=OCTOBER)
    assert len(told) == 4
