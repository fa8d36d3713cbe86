"""Take pushes of marks and of teachers: revisions and errors as for the contingent."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import connection, transaction

from core import clock
from core.one_trip import Trip
from core.periods import Month
from schools.models import (
    PeriodKind,
    QuarterMarks,
    Subject,
    SubmissionKind,
    TeacherHours,
)
from schools.packing import pack_hours, pack_marks
from schools.rules_of_learning import (
    MarksRow,
    TeacherRow,
    check_marks,
    check_teachers,
    months_of_quarter,
)
from schools.rules_of_rows import RowError
from schools.services.contingent import Mode
from schools.services.month_state import month_state
from schools.services.persons import Persons
from schools.services.pupil_rows import Difference, difference
from schools.services.raw_bodies import sealed_body
from schools.services.submission_result import SubmissionResult
from schools.services.submission_store import PeriodClosed, Push, store
from schools.statuses import SubmissionStatus

Said = tuple[Any, ...]
_Row = TypeVar("_Row", MarksRow, TeacherRow)


def subject_numbers() -> dict[str, int]:
    """Id of the API → number, of the whole catalogue."""
    return dict(Subject.objects.values_list("subject_id", "number"))


def apply_grades(
    *, push: Push, rows: Sequence[Any], mode: str, dry_run: bool, trip: Trip | None = None
) -> SubmissionResult:
    """Make the marks of a quarter the vendor's next revision. Every pupil's marks at once.

    :param trip: takes the statements along; the caller sends it inside his transaction
    """
    good, errors = check_marks(rows, first=push.month, subjects=subject_numbers())

    def now() -> dict[int, Said]:
        found = QuarterMarks.objects.filter(
            quarter=push.month.first_day, school=push.school, vendor=push.vendor
        ).values_list("person_id", "grade", "marks")
        return {person: (grade, bytes(marks)) for person, grade, marks in found}

    def write(trip: Trip, changes: Difference) -> None:
        key = {"quarter": push.month.first_day} | _whose(push)
        _replace(trip, "schools_quartermarks", key, ("grade", "marks"), "smallint bytea", changes)

    return _take(
        trip=trip,
        push=push,
        rows=rows,
        good=good,
        errors=errors,
        mode=mode,
        dry_run=dry_run,
        said=lambda row: (row.grade, pack_marks(row.marks)),
        now=now,
        write=write,
        warn=lambda persons: _not_reported(push, rows, good, persons),
    )


def apply_teachers(
    *, push: Push, rows: Sequence[Any], mode: str, dry_run: bool, trip: Trip | None = None
) -> SubmissionResult:
    """Make the teachers of a month or quarter the vendor's next revision.

    :param trip: takes the statements along; the caller sends it inside his transaction
    :raises PeriodClosed: the act of the month bears a signature
    """
    is_month = push.kind == SubmissionKind.TEACHERS
    kind = PeriodKind.MONTH if is_month else PeriodKind.QUARTER
    months = (push.month,) if is_month else months_of_quarter(push.month)
    days = (months[-1].last_day - months[0].first_day).days + 1
    good, errors = check_teachers(
        rows, on=months[-1].last_day, most_hours=24 * days, subjects=subject_numbers()
    )

    def now() -> dict[int, Said]:
        found = TeacherHours.objects.filter(
            period=push.month.first_day, kind=kind, school=push.school, vendor=push.vendor
        ).values_list("person_id", "hours", "total_hundredths")
        return {person: (bytes(hours), total) for person, hours, total in found}

    def write(trip: Trip, changes: Difference) -> None:
        key = {"period": push.month.first_day, "kind": str(kind)} | _whose(push)
        fields = ("hours", "total_hundredths")
        _replace(trip, "schools_teacherhours", key, fields, "bytea integer", changes)

    return _take(
        trip=trip,
        push=push,
        rows=rows,
        good=good,
        errors=errors,
        mode=mode,
        dry_run=dry_run,
        said=lambda row: (pack_hours(row.hours), row.total),
        now=now,
        write=write,
        warn=lambda persons: [],
        closes=is_month,
    )


def _take(
    *,
    trip: Trip | None,
    push: Push,
    rows: Sequence[Any],
    good: list[_Row],
    errors: list[RowError],
    mode: str,
    dry_run: bool,
    said: Callable[[_Row], Said],
    now: Callable[[], dict[int, Said]],
    write: Callable[[Trip, Difference], None],
    warn: Callable[[Persons], list[RowError]],
    closes: bool = False,
) -> SubmissionResult:
    refused = bool(rows and not good) or (mode == Mode.STRICT and bool(errors))
    with transaction.atomic():
        state = month_state(
            school_id=push.school.pk,
            vendor_id=push.vendor.pk,
            kind=push.kind,
            month=push.month,
            lock=not dry_run,
        )
        if closes and state.is_closed:
            raise PeriodClosed
        before, persons = now(), Persons.of(row.iin for row in good)
        known: Mapping[Any, Any] = persons.known
        # a person never seen stands under the IIN itself: for the count only
        after = {known.get(row.iin, row.iin): said(row) for row in good}
        if refused:
            result = SubmissionResult(
                None, SubmissionStatus.REJECTED, len(rows), good, errors, [], Difference({}, {}, [])
            )
        else:
            changes = difference(before=before, after=after)
            result = SubmissionResult(
                None, SubmissionStatus.APPLIED, len(rows), good, errors, warn(persons), changes
            )
        if state.number is None:  # a dry run
            return result
        own = trip or Trip()
        if result.state == SubmissionStatus.APPLIED:
            ids = persons.made()
            write(own, difference(before=before, after={ids[row.iin]: said(row) for row in good}))
        stored = store(
            trip=own,
            push=push,
            body=sealed_body(push.raw),
            result=result,
            number=state.number,
            revision=state.revision,
            standing=len(good),
        )
        if trip is None:
            own.send()
        return stored


def _whose(push: Push) -> dict[str, int]:
    return {"school_id": push.school.pk, "vendor_id": push.vendor.pk}


def _replace(
    trip: Trip,
    table: str,
    key: Mapping[str, Any],
    fields: Sequence[str],
    types: str,
    changes: Difference,
) -> None:
    """Apply a difference; rows go in the order of their person, as everywhere."""
    where = " AND ".join(f"{name} = %({name})s" for name in key)
    gone = sorted([*changes.removed, *changes.changed])
    rows = sorted([*changes.added.items(), *changes.changed.items()])
    if gone:
        trip.add(
            f"DELETE FROM {table} WHERE {where} AND person_id = ANY(%(persons)s)",
            {**key, "persons": gone},
        )
    if rows:
        columns = ("person_id", *fields)
        arrays = ", ".join(
            f"%(_{name})s::{one}[]"
            for name, one in zip(columns, ["bigint", *types.split()], strict=True)
        )
        given = {"_person_id": [person for person, _ in rows]} | {
            f"_{name}": [what[place] for _, what in rows] for place, name in enumerate(fields)
        }
        trip.add(
            f"INSERT INTO {table} ({', '.join([*key, *columns])})"
            f" SELECT {', '.join(f'%({name})s' for name in key)}, one.* FROM unnest({arrays}) one",
            {**key, **given},
        )


def _not_reported(
    push: Push, rows: Sequence[Any], good: Sequence[MarksRow], persons: Persons
) -> list[RowError]:
    """Pupils with marks whom this vendor does not report in the quarter so far."""
    today = Month.of(clock.today())
    months = [one.first_day for one in months_of_quarter(push.month) if one <= today]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT person_id FROM schools_pupil_said WHERE month = ANY(%s)"
            " AND school_id = %s AND vendor_id = %s AND person_id = ANY(%s)",
            [months, push.school.pk, push.vendor.pk, sorted(persons.known.values())],
        )
        reported = {person for (person,) in cursor.fetchall()}
    return [
        RowError(row.row, rows[row.row].get("row_id"), "iin", "PUPIL_NOT_REPORTED")
        for row in good
        if persons.known.get(row.iin) not in reported
    ]
