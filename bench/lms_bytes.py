"""Bytes on disk a pupil-month and a mark, with their indexes."""

import json
import random

from bench.lms_cast import Sender, granted_schools

SCHOOLS = 60
PUPILS = 700
MOST_A_PUPIL_MONTH = 90
MOST_A_MARK = 12
_QUARTERS = ((2023, 9), (2023, 11), (2024, 1), (2024, 4), (2024, 9))


def run(sender: Sender) -> int:
    """Print both; how many are too large."""
    month, mark = _pupil_month(), _mark(sender)
    print(
        f"  {'ok ' if month <= MOST_A_PUPIL_MONTH else 'BAD'} {month:5.1f} bytes a pupil-month"
        f" (<= {MOST_A_PUPIL_MONTH}), of {SCHOOLS} schools that push in any order"
    )
    print(
        f"  {'ok ' if mark <= MOST_A_MARK else 'BAD'} {mark:5.1f} bytes a mark (<= {MOST_A_MARK})",
        flush=True,
    )
    return (month > MOST_A_PUPIL_MONTH) + (mark > MOST_A_MARK)


def _pupil_month() -> float:
    """Schools in any order; each has neighbours of number, and a tenth came from elsewhere."""
    import datetime as dt

    from core.one_trip import Trip
    from core.partitions import ensure_month
    from core.periods import Month
    from schools.models import School
    from schools.services import pupil_rows
    from tests.factories.schools import lms_vendor

    vendor, month, dice = lms_vendor("Bilimal demo"), Month(2030, 1), random.Random(7)
    ensure_month(month)
    ids = granted_schools(SCHOOLS, vendor)
    schools = dict(School.objects.filter(school_id__in=ids).values_list("school_id", "pk"))
    persons = list(range(1, SCHOOLS * PUPILS + 1))
    for _moved in range(len(persons) // 20):
        one, other = dice.randrange(len(persons)), dice.randrange(len(persons))
        persons[one], persons[other] = persons[other], persons[one]
    places = list(range(SCHOOLS))
    dice.shuffle(places)
    said = (5, "general", dt.date(2025, 9, 1), None)
    for place in places:
        trip = Trip()
        pupil_rows.write(
            trip=trip,
            school_id=schools[ids[place]],
            vendor_id=vendor.pk,
            month=month,
            changes=pupil_rows.Difference(
                dict.fromkeys(persons[place * PUPILS : (place + 1) * PUPILS], said), {}, []
            ),
            first_seen={},
        )
        trip.send()
    table = f"schools_pupilmonth_{month.year}{month.month:02d}"
    return _size(table) / (SCHOOLS * PUPILS)


def _mark(sender: Sender) -> float:
    """A school's marks of five quarters, through the same code as the call."""
    from core.periods import Month
    from schools.models import QuarterMarks, School, SubmissionKind
    from schools.packing import count_marks
    from schools.services.learning import apply_grades
    from schools.services.submission_store import Push
    from schools.subject_list import SUBJECTS

    school = School.objects.get(school_id=sender.school_id)
    vendor = school.lms_bindings.get().vendor
    marks = [
        {"subject_id": one.subject_id, "mark_type": "numeric", "value": 8} for one in SUBJECTS[:12]
    ]
    rows = [{"iin": iin, "grade": 5, "marks": marks} for iin in sender.iins]
    raw = json.dumps(rows).encode()
    for quarter in _QUARTERS:
        push = Push(school, vendor, SubmissionKind.GRADES, Month(*quarter), raw)
        apply_grades(push=push, rows=rows, mode="partial", dry_run=False)
    told = sum(map(count_marks, QuarterMarks.objects.values_list("marks", flat=True)))
    return _size("schools_quartermarks") / told


def _size(table: str) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s) + pg_indexes_size(%s)", [table, table])
        return float(cursor.fetchone()[0])
