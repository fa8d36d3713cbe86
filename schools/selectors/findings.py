"""What the registries and the other schools say of the rows of a push, by row."""

from collections.abc import Iterator
from typing import Any

from core.identifiers import Iin
from core.periods import Month
from schools.contingent_body import decode_contingent, rows_of
from schools.models import DuplicateCase, LifeStatus, Person, School, Submission, SubmissionKind
from schools.rules_of_rows import GoodRow, PupilRow, RowError, check_rows
from schools.services.persons import known_persons
from schools.services.raw_bodies import open_body
from schools.services.unproven import without_document
from schools.statuses import DuplicateCaseStatus

_MOST_SHOWN = 1_000


def findings_of(submission: Submission) -> list[dict[str, Any]]:
    """Findings on the rows that this vendor sent; nothing of another school is told."""
    raw = open_body(submission) if submission.kind == SubmissionKind.CONTINGENT else None
    if raw is None:
        return []
    month = Month.of(submission.month)
    sent = rows_of(decode_contingent(raw))
    good, _errors = check_rows(sent, month=month, patch=submission.is_patch)
    found = _findings(good, sent, month, submission.school)
    return [error.as_json() for error, _number in zip(found, range(_MOST_SHOWN), strict=False)]


def _findings(
    good: list[GoodRow], sent: list[PupilRow], month: Month, school: School
) -> Iterator[RowError]:
    ids = known_persons(iins=[row.iin for row in good])
    known = {
        person: (life, citizenship)
        for person, life, citizenship in Person.objects.filter(pk__in=ids.values()).values_list(
            "pk", "life_status", "citizenship"
        )
    }
    disputed = set(
        DuplicateCase.objects.filter(month=month.first_day, person_id__in=ids.values())
        .exclude(status=DuplicateCaseStatus.RESOLVED)
        .values_list("person_id", flat=True)
    )
    unproven = {
        one.row: one
        for one in without_document(school=school, month=month, good=good, rows=sent, known=ids)
    }
    for row in good:
        person = ids.get(Iin(row.iin), 0)
        life, citizenship = known.get(person, _NEVER_ASKED)
        row_id = sent[row.row].row_id
        if life in _CODES:
            yield RowError(row.row, row_id, "iin", _CODES[life])
        if citizenship not in ("", _KAZAKHSTAN):
            yield RowError(row.row, row_id, "iin", "CITIZENSHIP")
        if person in disputed:
            yield RowError(row.row, row_id, "iin", "K5")
        if row.row in unproven:
            yield unproven[row.row]


_CODES = {LifeStatus.NOT_ALIVE: "K4", LifeStatus.UNKNOWN: "K4_WAITING"}
_NEVER_ASKED = (LifeStatus.UNKNOWN, "")
_KAZAKHSTAN = "398"  # ISO 3166-1 numeric, as the registry says it
