"""Which pupils of a month need a paper, who has one, what expires."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from core.periods import Month
from schools.dated_settings import PROOF_EXPIRES_DAYS, setting
from schools.models import (
    SPECIAL_TYPES,
    LmsBinding,
    Person,
    PupilMonth,
    School,
    StudyProof,
    Submission,
    SubmissionKind,
)
from schools.selectors.contingent import (
    cut_off_day,
    enrolled_on_day,
    in_force,
    pupils_of_month,
)
from schools.statuses import StudyProofStatus, SubmissionStatus

Need = tuple[int, str]
"""A person and a special type of study."""


class Standing(StrEnum):
    """How a pupil of a special type stands with his paper on the month's cut-off day."""

    MISSING = "missing"
    REJECTED = "rejected"
    """No paper in force, and the last one was rejected: mend it."""
    EXPIRED = "expired"
    """No paper in force: the last one ended, or begins only later."""
    EXPIRING = "expiring"
    """In force, and nothing continues it past the days of warning."""
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"

    @property
    def is_proven(self) -> bool:
        """Whether the act pays the norm of the type."""
        return self in (Standing.EXPIRING, Standing.SUBMITTED, Standing.ACCEPTED)


@dataclass(frozen=True)
class SpecialPupil:
    """A pupil of a special type in a month, and his paper."""

    school: School
    row: PupilMonth
    standing: Standing
    proof: StudyProof | None
    """The paper that counts; without one the last that was handed in."""


def is_special(study_type: str) -> bool:
    """Whether the type must be proven."""
    return study_type in SPECIAL_TYPES


def proven(*, school_id: int, day: dt.date, needs: Collection[Need]) -> set[Need]:
    """Those of the needs that a paper in force covers: one statement, none without needs."""
    if not needs:
        return set()
    found = StudyProof.objects.in_force(day).filter(
        school_id=school_id, person_id__in=sorted({person for person, _type in needs})
    )
    return set(found.order_by().values_list("person_id", "study_type").distinct()) & set(needs)


def special_pupils(
    *, schools: Sequence[School], month: Month, today: dt.date
) -> list[SpecialPupil]:
    """The pupils of special types who count in a month, school by school and by class.

    Each with his papers: three statements, any number of schools and pupils.
    """
    day = cut_off_day(month)
    rows = _special_rows(schools, month)
    papers: dict[tuple[int, int, str], list[StudyProof]] = defaultdict(list)
    persons = {row.person_id for _school, row in rows}
    for proof in StudyProof.objects.filter(
        school__in=list(schools), person_id__in=sorted(persons)
    ).order_by("pk"):
        papers[proof.school_id, proof.person_id, proof.study_type].append(proof)
    return [
        SpecialPupil(
            school,
            row,
            *standing_of(papers[school.pk, row.person_id, row.study_type], day=day, today=today),
        )
        for school, row in rows
    ]


def _special_rows(schools: Sequence[School], month: Month) -> list[tuple[School, PupilMonth]]:
    """What ``pupils_of_month`` says of each school, of special types, in two statements."""
    day = cut_off_day(month)
    primary: dict[int, int] = {}
    bindings = LmsBinding.objects.filter(in_force(day), school__in=list(schools), is_primary=True)
    for school_id, vendor_id in bindings.order_by("-since", "-id").values_list(
        "school_id", "vendor_id"
    ):
        primary.setdefault(school_id, vendor_id)
    places = {school.pk: place for place, school in enumerate(schools)}
    rows = PupilMonth.objects.filter(
        enrolled_on_day(day),
        month=month.first_day,
        source__school__in=list(schools),
        study_type__in=SPECIAL_TYPES,
    ).select_related("person", "source")
    counted = [row for row in rows if primary.get(row.source.school_id) == row.source.vendor_id]
    counted.sort(key=lambda row: (places[row.source.school_id], row.grade, row.person_id))
    return [(schools[places[row.source.school_id]], row) for row in counted]


def standing_of(
    papers: Sequence[StudyProof], *, day: dt.date, today: dt.date
) -> tuple[Standing, StudyProof | None]:
    """How a pupil stands by all his papers of one type, oldest first."""
    counted = [paper for paper in papers if paper.is_in_force(day)]
    if not counted:
        tried = [paper for paper in papers if paper.status != StudyProofStatus.WITHDRAWN]
        last = tried[-1] if tried else None
        if last is None:
            return Standing.MISSING, None
        if last.status == StudyProofStatus.REJECTED:
            return Standing.REJECTED, last
        return Standing.EXPIRED, last
    best = max(counted, key=lambda paper: (paper.valid_until or dt.date.max, paper.pk))
    limit = today + dt.timedelta(days=expiry_days(today))
    lasts = any(
        paper.status in (StudyProofStatus.SUBMITTED, StudyProofStatus.ACCEPTED)
        and (paper.valid_until is None or paper.valid_until > limit)
        for paper in papers
    )
    if not lasts:
        return Standing.EXPIRING, best
    if best.status == StudyProofStatus.ACCEPTED:
        return Standing.ACCEPTED, best
    return Standing.SUBMITTED, best


def expiry_days(today: dt.date) -> int:
    """How many days before its end a paper is warned of (dated setting)."""
    return int(setting(PROOF_EXPIRES_DAYS, today))


def expiring(rows: models.QuerySet[StudyProof], *, today: dt.date) -> models.QuerySet[StudyProof]:
    """Standing papers that end within the days of warning and that nothing continues."""
    last = today + dt.timedelta(days=expiry_days(today))
    longer = StudyProof.objects.standing().filter(
        models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=last),
        school_id=models.OuterRef("school_id"),
        person_id=models.OuterRef("person_id"),
        study_type=models.OuterRef("study_type"),
    )
    return (
        rows.filter(status__in=(StudyProofStatus.SUBMITTED, StudyProofStatus.ACCEPTED))
        .filter(valid_until__gte=today, valid_until__lte=last)
        .filter(~models.Exists(longer))
    )


def newest_month(schools: Iterable[School]) -> Month | None:
    """The newest month whose contingent an LMS delivered for any of the schools."""
    newest = Submission.objects.filter(
        school__in=list(schools),
        kind=SubmissionKind.CONTINGENT,
        status=SubmissionStatus.APPLIED,
    ).aggregate(newest=models.Max("month"))["newest"]
    return Month.of(newest) if newest else None


def months_delivered(schools: Iterable[School]) -> list[Month]:
    """Months with applied contingent of any of the schools, newest first."""
    days = (
        Submission.objects.filter(
            school__in=list(schools),
            kind=SubmissionKind.CONTINGENT,
            status=SubmissionStatus.APPLIED,
        )
        .order_by("-month")
        .values_list("month", flat=True)
        .distinct()
    )
    return [Month.of(day) for day in days]


def special_row(*, school: School, month: Month, person: Person) -> PupilMonth | None:
    """The pupil's row of a month, when he counts in it and his type must be proven."""
    return (
        pupils_of_month(school, month)
        .filter(person_id=person.pk, study_type__in=SPECIAL_TYPES)
        .first()
    )
