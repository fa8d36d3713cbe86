"""What a missing paper costs: the month's pupils of special types with the difference in tiyn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from acts.calculations import GENERAL
from acts.models import Act
from acts.statuses import UNSIGNED, ActKind, ActStatus
from budget.selectors.norms import NormTable, norm_table
from core import clock
from core.periods import Month
from core.workflow import Actor
from schools.models import School
from schools.selectors.study_proofs import (
    SpecialPupil,
    Standing,
    newest_month,
    special_pupils,
)


@dataclass(frozen=True)
class PricedPupil:
    """A pupil of a special type and what his paper is worth a month, in tiyn."""

    pupil: SpecialPupil
    difference_tiyn: int
    """Norm of the type less the general one; 0 where the type has no dearer norm."""

    @property
    def held_tiyn(self) -> int:
        """What the month's act holds for want of a paper."""
        return 0 if self.pupil.standing.is_proven else self.difference_tiyn


@dataclass(frozen=True)
class SpecialMonth:
    """A month of some schools: its pupils of special types and the sums of the page's head."""

    month: Month
    pupils: list[PricedPupil]

    @property
    def unproven(self) -> list[PricedPupil]:
        """Those without a paper in force whose difference is held."""
        return [one for one in self.pupils if not one.pupil.standing.is_proven]

    @property
    def expiring(self) -> list[PricedPupil]:
        """Those whose paper ends soon."""
        return [one for one in self.pupils if one.pupil.standing is Standing.EXPIRING]

    @property
    def held_tiyn(self) -> int:
        """What the acts of the month hold, by the norms."""
        return sum(one.held_tiyn for one in self.pupils)


def schools_of(actor: Actor) -> list[School]:
    """Schools of the member that report pupils."""
    rows = School.objects.visible_to(actor).filter(status="active")
    return list(rows.select_related("region", "organisation"))


def special_month(*, schools: Sequence[School], month: Month) -> SpecialMonth:
    """Pupils of special types of a month, school by school; a few statements and one a region."""
    found = special_pupils(schools=schools, month=month, today=clock.today())
    regions = {pupil.school.region_id for pupil in found}
    norms = {code: norm_table(on_date=month.first_day, region=code) for code in sorted(regions)}
    return SpecialMonth(
        month,
        [
            PricedPupil(pupil, _difference(norms[pupil.school.region_id], pupil, month))
            for pupil in found
        ],
    )


def unproven_now(actor: Actor) -> SpecialMonth | None:
    """The newest delivered month of the member's schools; None before the first."""
    schools = schools_of(actor)
    month = newest_month(schools) if schools else None
    return None if month is None else special_month(schools=schools, month=month)


def signed_schools(*, schools: Iterable[School], month: Month) -> set[int]:
    """Schools whose act of the month bears a signature: a paper no longer changes it."""
    acts = Act.objects.filter(
        school__in=list(schools), month=month.first_day, kind=ActKind.MAIN
    ).exclude(status__in=(*UNSIGNED, ActStatus.ANNULLED))
    return set(acts.values_list("school_id", flat=True))


def _difference(norms: NormTable, pupil: SpecialPupil, month: Month) -> int:
    row, locality = pupil.row, pupil.school.locality
    own, general = (
        norms.price_of(month=month, locality=locality, grade=row.grade, study_type=one)
        for one in (row.study_type, GENERAL)
    )
    if own is None:
        return 0
    return max(0, own.monthly_tiyn - (general.monthly_tiyn if general else 0))
