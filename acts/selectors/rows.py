"""The pupils of a school's month as facts for ``acts.calculations``: four queries, any number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.db import connection

from accounts.models import Organisation
from acts.calculations import GENERAL, Claim, PupilRow
from budget.selectors.norms import NormTable, norm_table
from core.periods import Month
from schools.models import LifeStatus, School, Submission, SubmissionKind
from schools.selectors.contingent import cut_off_day, primary_vendor
from schools.selectors.person_blocks import blocks_of
from schools.selectors.study_proofs import proven

CITIZEN = "398"
"""ISO 3166-1 numeric of Kazakhstan."""

_ROWS = """
SELECT m.person_id, m.grade, m.study_type, m.enrolled_on, m.left_on, m.first_seen_on,
       p.life_status, p.citizenship, p.facts_on, p.evidence_id
FROM schools_pupil_said m JOIN schools_person p ON p.id = m.person_id
WHERE m.month = %(month)s AND m.school_id = %(school)s AND m.vendor_id = %(vendor)s
"""
_CLAIMS = """
SELECT o.person_id, 'rival', s.id, s.organisation_id, o.enrolled_on, o.first_seen_on, ''
FROM schools_pupil_said o
JOIN schools_school s ON s.id = o.school_id
JOIN schools_lmsbinding b ON b.school_id = o.school_id AND b.vendor_id = o.vendor_id
    AND b.is_primary AND b.since <= %(day)s AND (b.until IS NULL OR b.until >= %(day)s)
WHERE o.month = %(month)s AND o.school_id <> %(school)s
  AND o.person_block = ANY(%(blocks)s) AND o.person_id = ANY(%(persons)s)
  AND (o.enrolled_on IS NULL OR o.enrolled_on <= %(day)s)
  AND (o.left_on IS NULL OR o.left_on > %(day)s)
UNION ALL
SELECT person_id, 'case', id, decided_for_id, NULL, NULL, status FROM schools_duplicatecase
WHERE month = %(month)s AND person_id = ANY(%(persons)s)
UNION ALL
SELECT f.person_id, 'funded', NULL, NULL, NULL, NULL, ''
FROM acts_fundedmonth f JOIN acts_actline l ON l.id = f.act_line_id
WHERE f.month = %(month)s AND f.person_id = ANY(%(persons)s) AND l.act_id <> %(act)s
"""
"""Other schools that name the pupils, the cases about them, the acts that hold their month: one
statement, each part with a plan of its own."""


@dataclass(frozen=True, slots=True)
class _Rival:
    school_id: int
    organisation_id: int
    enrolled_on: dt.date | None
    first_seen_on: dt.date


def pupil_rows(
    *, school: School, month: Month, act_id: int = 0, vendor: Organisation | None = None
) -> list[PupilRow]:
    """Everybody whom the school's primary vendor named in the month, with what decides.

    ``act_id`` is the act being formed: its own hold on a pupil-month is not another's. ``vendor``
    is the primary one, where it is known already.
    """
    day = cut_off_day(month)
    vendor = vendor or primary_vendor(school, day)
    if vendor is None:
        return []
    given = {"month": month.first_day, "school": school.pk, "vendor": vendor.pk}
    norms = norm_table(on_date=month.first_day, region=school.region_id)
    rows = [_row(found) for found in _fetch(_ROWS, given)]
    rows = priced(rows, norms=norms, school=school, month=month)
    rows = with_proofs(rows, school=school, day=day)
    return with_claims(rows, school=school, month=month, day=day, act_id=act_id)


def with_proofs(rows: Sequence[PupilRow], *, school: School, day: dt.date) -> list[PupilRow]:
    """The same rows; special types of study that a paper in force proves are marked."""
    needs = {(row.person_id, row.study_type) for row in rows if row.study_type != GENERAL}
    covered = proven(school_id=school.pk, day=day, needs=needs)
    return [
        replace(row, has_document=True) if (row.person_id, row.study_type) in covered else row
        for row in rows
    ]


def with_claims(
    rows: Sequence[PupilRow], *, school: School, month: Month, day: dt.date, act_id: int = 0
) -> list[PupilRow]:
    """The same rows with what other schools, cases and acts say of the pupils."""
    given = {
        "month": month.first_day,
        "school": school.pk,
        "day": day,
        "act": act_id,
        "persons": [row.person_id for row in rows],
        "blocks": blocks_of(row.person_id for row in rows),
    }
    rivals: dict[int, list[_Rival]] = defaultdict(list)
    cases: dict[int, tuple[int, str, int | None]] = {}
    funded: set[int] = set()
    for person, kind, one, other, enrolled_on, first_seen_on, status in _fetch(_CLAIMS, given):
        if kind == "rival":
            rivals[person].append(_Rival(one, other, enrolled_on, first_seen_on))
        elif kind == "case":
            cases[person] = (one, status, other)
        else:
            funded.add(person)
    return [
        _claimed(row, school, rivals.get(row.person_id, ()), cases, row.person_id in funded)
        for row in rows
    ]


def applied_revision(*, school: School, month: Month) -> int:
    """The number of the primary vendor's newest applied push of the month; 0 before any."""
    vendor = primary_vendor(school, cut_off_day(month))
    if vendor is None:
        return 0
    newest = (
        Submission.objects.filter(
            school=school,
            vendor=vendor,
            kind=SubmissionKind.CONTINGENT,
            month=month.first_day,
            status__in=("applied", "superseded"),
        )
        .order_by("-revision")
        .values_list("revision", flat=True)
        .first()
    )
    return newest or 0


def priced(
    rows: Iterable[PupilRow], *, norms: NormTable, school: School, month: Month
) -> list[PupilRow]:
    """The rows with the price of the month: own type of study, and the general one.

    Each pair of class and type is priced once.
    """

    @cache
    def price(grade: int, study_type: str) -> int | None:
        found = norms.price_of(
            month=month, locality=school.locality, grade=grade, study_type=study_type
        )
        return found.monthly_tiyn if found else None

    def both(row: PupilRow) -> PupilRow:
        general = price(row.grade, GENERAL)
        own = price(row.grade, row.study_type)
        return replace(row, price_tiyn=general if own is None else own, general_price_tiyn=general)

    return [both(row) for row in rows]


def _row(found: Sequence) -> PupilRow:
    person, grade, study, enrolled, left, seen, life, citizenship, facts_on, evidence = found
    return PupilRow(
        person_id=person,
        grade=grade,
        study_type=study,
        enrolled_on=enrolled,
        left_on=left,
        first_seen_on=seen,
        price_tiyn=None,
        alive={LifeStatus.ALIVE: True, LifeStatus.NOT_ALIVE: False}.get(life),
        citizen=citizenship == CITIZEN if citizenship else None,
        facts_on=facts_on,
        evidence_id=evidence,
    )


def _claimed(
    row: PupilRow,
    school: School,
    rivals: Iterable[_Rival],
    cases: Mapping[int, tuple[int, str, int | None]],
    is_funded_elsewhere: bool,
) -> PupilRow:
    claim, case_id = Claim.NONE, None
    others = list(rivals)
    if row.person_id in cases:
        case_id, status, decided_for = cases[row.person_id]
        if status != "resolved":
            claim = Claim.OPEN
        elif decided_for != school.pk:
            claim = Claim.LOST
    elif any(other.organisation_id != school.organisation_id for other in others):
        claim = Claim.OPEN
    elif others and min(map(_seniority, others)) < _seniority_of(row, school):
        claim = Claim.SAME_OWNER
    if claim is Claim.NONE and is_funded_elsewhere:
        claim = Claim.FUNDED
    return replace(row, claim=claim, case_id=case_id)


def _seniority(rival: _Rival) -> tuple[bool, dt.date, dt.date, int]:
    """Earlier enrolment keeps the pupil inside one organisation; ties by the school's key."""
    enrolled = rival.enrolled_on
    return (enrolled is None, enrolled or dt.date.max, rival.first_seen_on, rival.school_id)


def _seniority_of(row: PupilRow, school: School) -> tuple[bool, dt.date, dt.date, int]:
    return _seniority(_Rival(school.pk, school.organisation_id, row.enrolled_on, row.first_seen_on))


def _fetch(sql: str, given: Mapping[str, object]) -> list[Sequence]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
