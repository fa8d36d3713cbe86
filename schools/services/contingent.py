"""Take a contingent push: every error at once, good rows at once, one transaction.

Duplicate cases are opened by the handler of ``schools.contingent_applied`` after the commit: of two
pushes at the same moment the later one to commit then sees the other.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec
from django.db import transaction

from accounts.models import Organisation
from core import outbox
from core.one_trip import Trip
from core.partitions import ensure_month
from core.periods import Month
from schools.dated_settings import DROP_PERCENT, DROP_PUPILS, setting
from schools.models import School, Submission, SubmissionKind
from schools.rules_of_rows import GoodRow, PupilRow, RowError, check_rows
from schools.services import pupil_rows
from schools.services.persons import Persons
from schools.services.push_reading import Reading, ask, indexes_of
from schools.services.raw_bodies import sealed_body
from schools.services.submission_result import SubmissionResult
from schools.services.submission_store import PeriodClosed, Push, store
from schools.services.unproven import without_document
from schools.statuses import SubmissionStatus

__all__ = ["Mode", "PeriodClosed", "apply_contingent", "refused_month", "write_rows"]
APPLIED_EVENT = "schools.contingent_applied"


class Mode(StrEnum):
    """What one bad row does to the others."""

    PARTIAL = "partial"
    STRICT = "strict"


def apply_contingent(
    *,
    school: School,
    vendor: Organisation,
    month: Month,
    rows: Sequence[PupilRow],
    raw: bytes,
    mode: Mode | str = Mode.PARTIAL,
    dry_run: bool = False,
    patch: bool = False,
    trip: Trip | None = None,
    indexes: Mapping[str, bytes] | None = None,
) -> SubmissionResult:
    """Make a push the next revision of this vendor's month of this school.

    :param raw: the body as received (uncompressed), kept sealed
    :param dry_run: answer as if, and write nothing
    :param patch: touch only the pupils named; a row with ``left_on`` may leave out what the month
        knows already
    :param trip: takes the statements along; the caller sends it inside his transaction
    :param indexes: ``push_reading.indexes_of`` the rows, of a caller who had time for them
    :raises PeriodClosed: the act of the month bears a signature
    """
    if not dry_run:
        ensure_month(month)
    push = Push(school, vendor, SubmissionKind.CONTINGENT, month, raw, is_patch=patch)
    # a closed month is no reason to undo what the caller did before: hence no exception inside
    with transaction.atomic(savepoint=False):
        if trip is not None:
            result = _take(trip, push, rows, mode=mode, dry_run=dry_run, indexes=indexes)
        else:
            with Trip() as own:
                result = _take(own, push, rows, mode=mode, dry_run=dry_run, indexes=indexes)
    if result is None:
        raise PeriodClosed
    return result


def _take(
    trip: Trip,
    push: Push,
    rows: Sequence[PupilRow],
    *,
    mode: Mode | str,
    dry_run: bool,
    indexes: Mapping[str, bytes] | None,
) -> SubmissionResult | None:
    """Under the month's lock; None where the month is closed."""
    with Trip() as looking:
        asked = ask(
            looking,
            school=push.school,
            vendor_id=push.vendor.pk,
            month=push.month,
            indexes=indexes_of(rows) if indexes is None else indexes,
            lock=not dry_run,
        )
        looking.send_ahead()
        good, errors = check_rows(rows, month=push.month, patch=push.is_patch)
    found = asked.told(school=push.school, month=push.month, iins=[row.iin for row in good])
    if found.state.is_closed:
        return None
    before, persons = found.before, found.persons
    if push.is_patch:
        good, errors = _completed(good, errors, rows, persons.known, before)
    if (rows and not good) or (mode == Mode.STRICT and errors):
        result = _nothing(SubmissionStatus.REJECTED, len(rows), errors, good)
    else:
        result = _decide(push, found, good, errors, rows)
    if found.state.number is None:  # a dry run
        return result
    if result.state == SubmissionStatus.APPLIED:
        # with everybody known the changes were told apart already
        changes = result.changes
        if len(persons.known) < len(persons.indexes):
            changes = _difference(before, _after(good, persons.made()), patch=push.is_patch)
        pupil_rows.write(
            trip=trip,
            school_id=push.school.pk,
            vendor_id=push.vendor.pk,
            month=push.month,
            changes=changes,
            first_seen=found.first_seen,
            source=found.source,
        )
        trip.send_ahead()
    return store(
        trip=trip,
        push=push,
        body=sealed_body(push.raw),
        result=result,
        number=found.state.number,
        revision=found.state.revision,
        standing=len(before) + len(result.changes.added) - len(result.changes.removed),
        event=APPLIED_EVENT,
    )


def refused_month(*, received: int, code: str) -> SubmissionResult:
    """The answer to a push whose month cannot be taken at all; nothing of it is kept."""
    field = "quarter" if code.startswith("QUARTER") else "month"
    return _nothing(SubmissionStatus.REJECTED, received, [RowError(None, None, field, code)])


def write_rows(
    *,
    submission: Submission,
    rows: Sequence[GoodRow],
    persons: Persons,
    before: dict[int, pupil_rows.Said],
) -> None:
    """Make the month what the rows say and tell the others; inside the month's lock."""
    month = Month.of(submission.month)
    changes = _difference(before, _after(rows, persons.made()), patch=submission.is_patch)
    trip = Trip()
    pupil_rows.write(
        trip=trip,
        school_id=submission.school_id,
        vendor_id=submission.vendor_id,
        month=month,
        changes=changes,
        first_seen=pupil_rows.first_seen(school_id=submission.school_id, month=month),
    )
    trip.send()
    outbox.emit(
        APPLIED_EVENT,
        school_id=submission.school_id,
        month=str(month),
        submission_id=submission.pk,
    )


def _decide(
    push: Push,
    found: Reading,
    good: list[GoodRow],
    errors: list[RowError],
    rows: Sequence[PupilRow],
) -> SubmissionResult:
    known, before = found.persons.known, found.before
    changes = _difference(before, _after(good, known), patch=push.is_patch)
    outcome, warnings = SubmissionStatus.APPLIED, []
    if _is_sharp_drop(before=len(before), lost=len(changes.removed), added=len(changes.added),
                      month=push.month):  # fmt: skip
        outcome = SubmissionStatus.QUARANTINED
        warnings.append(RowError(None, None, "pupils", "DROP_QUARANTINED"))
    if found.state.primary_vendor_id != push.vendor.pk:
        warnings.append(RowError(None, None, "school_id", "NOT_PRIMARY"))
    if found.elsewhere:
        warnings += _claims(good, rows, known, found.elsewhere)
    warnings += without_document(
        school=push.school, month=push.month, good=good, rows=rows, known=known
    )
    return SubmissionResult(None, outcome, len(rows), good, errors, warnings, changes)


def _after(rows: Sequence[GoodRow], known: Mapping[str, Any]) -> dict[int, pupil_rows.Said]:
    """What the rows say, by person; one never seen stands under the IIN itself, to be counted."""
    return {
        known.get(row.iin, row.iin): (row.grade, row.study_type, row.enrolled_on, row.left_on)
        for row in rows
    }


def _claims(
    good: Sequence[GoodRow],
    rows: Sequence[PupilRow],
    known: Mapping[str, int],
    elsewhere: Mapping[int, str],
) -> list[RowError]:
    """A warning a row; only that pupil's money waits."""
    return [
        RowError(row.row, rows[row.row].row_id, "iin", elsewhere[known[row.iin]])
        for row in good
        if row.iin in known and known[row.iin] in elsewhere
    ]


def _completed(
    good: list[GoodRow],
    errors: list[RowError],
    rows: Sequence[PupilRow],
    known: Mapping[str, int],
    before: Mapping[int, pupil_rows.Said],
) -> tuple[list[GoodRow], list[RowError]]:
    """Rows of a patch with what they left out, from the month; a stranger is an error."""
    full: list[GoodRow] = []
    for row in good:
        said = before.get(known.get(row.iin, 0))
        if row.is_partial and said is None:
            row_id = rows[row.row].row_id
            errors.append(RowError(row.row, row_id, "iin", "NOT_IN_MONTH"))
            continue
        if said is None:
            full.append(row)
            continue
        grade, study, came, left = said
        full.append(
            msgspec.structs.replace(
                row,
                grade=grade if row.grade is None else row.grade,
                study_type=study if row.study_type is None else row.study_type,
                enrolled_on=row.enrolled_on or came,
                # absent keeps what is known, null takes a leaving back
                left_on=row.left_on if row.tells_left else left,
            )
        )
    return full, sorted(errors, key=lambda error: error.row or 0)


def _difference(
    before: Mapping[int, pupil_rows.Said],
    after: Mapping[int, pupil_rows.Said],
    *,
    patch: bool,
) -> pupil_rows.Difference:
    if patch:
        before = {person: said for person, said in before.items() if person in after}
    return pupil_rows.difference(before=before, after=after)


def _is_sharp_drop(*, before: int, lost: int, added: int, month: Month) -> bool:
    """Both bounds must be passed: a small school may lose a third of its pupils in a day."""
    fewer = lost - added
    if fewer <= 0:
        return False
    percent = int(setting(DROP_PERCENT, month.last_day))
    pupils = int(setting(DROP_PUPILS, month.last_day))
    return fewer > pupils and fewer * 100 > before * percent


def _nothing(
    state: str, received: int, errors: list[RowError], good: Sequence[GoodRow] = ()
) -> SubmissionResult:
    return SubmissionResult(
        None, state, received, good, errors, [], pupil_rows.Difference({}, {}, [])
    )
