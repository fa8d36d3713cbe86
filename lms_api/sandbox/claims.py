"""What the sandbox says of the rows of a push, at once and later, in the words of live."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from acts.calculations import GENERAL, Claim
from core.identifiers import Iin
from core.periods import Month
from lms_api.sandbox.fixtures import PUPILS, Life, SandboxPupil
from lms_api.sandbox.memory import Rows
from schools.dated_settings import DROP_PERCENT, DROP_PUPILS, setting
from schools.rules_of_rows import GoodRow, PupilRow, RowError
from schools.selectors.contingent import cut_off_day
from schools.services.pupil_rows import Difference

_AT_ONCE = {Claim.OPEN: "K5", Claim.SAME_OWNER: "SIBLING_SCHOOL"}
_LIFE = {Life.DEAD: "K4", Life.UNKNOWN: "K4_WAITING"}


def claims_on(good: Sequence[GoodRow], rows: Sequence[PupilRow]) -> list[RowError]:
    """Pupils whom another test school reports."""
    return [
        RowError(row.row, rows[row.row].row_id, "iin", _AT_ONCE[PUPILS[row.iin].claim])
        for row in good
        if row.iin in PUPILS and PUPILS[row.iin].claim in _AT_ONCE
    ]


def without_document(
    good: Sequence[GoodRow], rows: Sequence[PupilRow], *, month: Month
) -> list[RowError]:
    """Pupils of special types whose document is not there."""
    return [
        RowError(row.row, rows[row.row].row_id, "study_type", "NO_DOCUMENT")
        for row in good
        if _is_unproven(row, PUPILS.get(row.iin), month)
    ]


def _is_unproven(row: GoodRow, pupil: SandboxPupil | None, month: Month) -> bool:
    """Somebody who does not count on the cut-off day needs no document."""
    day = cut_off_day(month)
    counts = (row.enrolled_on is None or row.enrolled_on <= day) and (
        row.left_on is None or row.left_on > day
    )
    is_special = row.study_type is not None and row.study_type != GENERAL
    return counts and is_special and not (pupil and pupil.has_document)


def findings_on(
    good: Sequence[GoodRow], rows: Sequence[PupilRow], *, month: Month
) -> list[dict[str, Any]]:
    """What the registries and the department say later."""
    return [
        RowError(row.row, rows[row.row].row_id, field, code).as_json()
        for row in good
        for field, code in _found(row, PUPILS.get(row.iin), month)
    ]


def _found(row: GoodRow, pupil: SandboxPupil | None, month: Month) -> Iterator[tuple[str, str]]:
    if pupil is not None and pupil.life in _LIFE:
        yield "iin", _LIFE[pupil.life]
    if pupil is not None and not pupil.is_citizen:
        yield "iin", "CITIZENSHIP"
    if pupil is not None and pupil.claim is Claim.OPEN:
        yield "iin", "K5"
    if _is_unproven(row, pupil, month):
        yield "study_type", "NO_DOCUMENT"


def completed(
    good: Sequence[GoodRow],
    errors: list[RowError],
    rows: Sequence[PupilRow],
    keys: Mapping[Iin, int],
    before: Rows,
) -> tuple[list[GoodRow], list[RowError]]:
    """Rows of a patch with what they left out, from the month; a stranger is an error."""
    full: list[GoodRow] = []
    for row in good:
        stands = before.get(keys[row.iin])
        if stands is None:
            if row.is_partial:
                row_id = rows[row.row].row_id
                errors.append(RowError(row.row, row_id, "iin", "NOT_IN_MONTH"))
            else:
                full.append(row)
            continue
        grade, study_type, came, left = stands
        full.append(
            msgspec.structs.replace(
                row,
                grade=grade if row.grade is None else row.grade,
                study_type=study_type if row.study_type is None else row.study_type,
                enrolled_on=row.enrolled_on or came,
                left_on=row.left_on if row.tells_left else left,
            )
        )
    return full, sorted(errors, key=lambda error: error.row or 0)


def is_sharp_drop(changes: Difference, *, before: int, month: Month) -> bool:
    """Over both bounds, by the same dated settings as live."""
    fewer = len(changes.removed) - len(changes.added)
    percent = int(setting(DROP_PERCENT, month.last_day))
    pupils = int(setting(DROP_PUPILS, month.last_day))
    return fewer > pupils and fewer * 100 > before * percent
