"""The sides that a comparison can have: a month in force, a revision of it, another vendor's."""

from collections.abc import Iterable

from accounts.models import Organisation
from core.periods import Month
from lms_api.months.comparison import Said
from lms_api.months.lines import MonthLines, lines_of
from lms_api.months.pupils import rows_of_month
from schools.contingent_body import decode_contingent, rows_of
from schools.models import School, Submission, SubmissionKind
from schools.rules_of_rows import GoodRow, check_rows
from schools.selectors.contingent import cut_off_day, primary_vendor
from schools.services.persons import known_persons
from schools.services.raw_bodies import open_body
from schools.statuses import SubmissionStatus

_TAKEN = (SubmissionStatus.APPLIED, SubmissionStatus.SUPERSEDED)


def month_side(
    school: School,
    month: Month,
    *,
    lines: MonthLines | None = None,
    vendor: Organisation | None = None,
) -> dict[int, Said]:
    """The data that feed the act, with the state and the sum of every pupil.

    ``lines`` and the ``vendor`` whose data they are: where they are known already.
    """
    vendor = vendor or primary_vendor(school, cut_off_day(month))
    lines = lines or lines_of(school, month, vendor=vendor)
    found = {}
    for row in _values(rows_of_month(school, month, vendor=vendor)):
        person, grade, study_type, came, left = row
        line = lines.of.get(person)
        found[person] = Said(
            grade,
            study_type,
            came,
            left,
            str(line.state) if line else "",
            line.reason if line else "",
            line.amount_tiyn if line else 0,
        )
    return found


def vendor_side(
    school: School, month: Month, vendor: Organisation | None = None
) -> dict[int, Said]:
    """What a vendor says (default: the one that feeds the act), without money."""
    rows = _values(rows_of_month(school, month, vendor=vendor))
    return {person: Said(grade, study, came, left) for person, grade, study, came, left in rows}


def revisions(school: School, month: Month, vendor: Organisation) -> list[Submission]:
    """The pushes of a vendor's month that were taken, newest first."""
    return list(
        Submission.objects.filter(
            school=school,
            vendor=vendor,
            kind=SubmissionKind.CONTINGENT,
            month=month.first_day,
            status__in=_TAKEN,
        )
        .defer("answer")
        .order_by("-revision")
    )


def revision_side(pushes: Iterable[Submission], revision: int) -> dict[int, Said] | None:
    """A vendor's month as it stood after a revision, rebuilt from the kept bodies.

    :param pushes: all taken pushes of that month
    :returns: None where a body is no longer kept
    """
    upto = sorted((one for one in pushes if one.revision <= revision), key=lambda p: p.revision)
    whole = max((place for place, one in enumerate(upto) if not one.is_patch), default=0)
    standing: dict[str, GoodRow] = {}
    for push in upto[whole:]:
        raw = open_body(push)
        if raw is None:
            return None
        rows, _errors = check_rows(
            rows_of(decode_contingent(raw)), month=Month.of(push.month), patch=push.is_patch
        )
        standing = _patched(standing, rows) if push.is_patch else {row.iin: row for row in rows}
    ids = known_persons(iins=[row.iin for row in standing.values()])
    return {
        ids[row.iin]: Said(row.grade, row.study_type, row.enrolled_on, row.left_on)
        for row in standing.values()
        if row.iin in ids
    }


def _patched(standing: dict[str, GoodRow], rows: Iterable[GoodRow]) -> dict[str, GoodRow]:
    """A patch touches whom it names; what it leaves out stays, as when it was applied."""
    after = dict(standing)
    for row in rows:
        was = after.get(row.iin)
        if was is None:
            if not row.is_partial:
                after[row.iin] = row
            continue
        after[row.iin] = GoodRow(
            row.row,
            row.iin,
            was.grade if row.grade is None else row.grade,
            was.study_type if row.study_type is None else row.study_type,
            row.enrolled_on or was.enrolled_on,
            row.left_on if row.tells_left else was.left_on,
        )
    return after


def _values(rows: object) -> Iterable[tuple]:
    return rows.values_list(  # type: ignore[attr-defined]
        "person_id", "grade", "study_type", "enrolled_on", "left_on"
    )
