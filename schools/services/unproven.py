"""Rows of a push whose special type of study no paper proves: a warning, never a refusal."""

from collections.abc import Collection, Mapping, Sequence

from core.periods import Month
from schools.models import SPECIAL_TYPES, School
from schools.rules_of_rows import GoodRow, PupilRow, RowError
from schools.selectors.contingent import cut_off_day
from schools.selectors.study_proofs import proven

CODE = "NO_DOCUMENT"
_SPECIAL = frozenset(one.value for one in SPECIAL_TYPES)


def without_document(
    *,
    school: School,
    month: Month,
    good: Collection[GoodRow],
    rows: Sequence[PupilRow],
    known: Mapping[str, int],
) -> list[RowError]:
    """A warning a row; its money is paid by the general norm until a paper comes.

    One statement, and only where the push has rows of special types.
    """
    special = [row for row in good if row.study_type in _SPECIAL]
    if not special:
        return []
    day = cut_off_day(month)
    counted = [
        row
        for row in special
        if (row.enrolled_on is None or row.enrolled_on <= day)
        and (row.left_on is None or row.left_on > day)
    ]
    needs = {(known[row.iin], row.study_type) for row in counted if row.iin in known}
    covered = proven(school_id=school.pk, day=day, needs=needs)
    return [
        RowError(row.row, rows[row.row].row_id, "study_type", CODE)
        for row in counted
        if (known.get(row.iin), row.study_type) not in covered
    ]
