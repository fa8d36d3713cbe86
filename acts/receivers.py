"""What this room does when others tell that something happened.

Only unsigned acts that exist are formed again; a signed act never changes.
"""

from collections.abc import Sequence

from acts.jobs import REFORM
from acts.models import Act
from acts.selectors.rivals import rival_schools
from acts.statuses import UNSIGNED, ActKind, ActStatus
from core import jobs, outbox
from core.periods import Month
from schools.models import DuplicateCase


@outbox.handles("schools.contingent_applied")
def on_contingent_applied(*, school_id: int, month: str, **_more: object) -> None:
    """A newer revision: form the school's act again, and those of schools with the same pupils."""
    asked = Month.parse(month)
    _reform([school_id, *rival_schools(school_id=school_id, month=asked)], asked)


@outbox.handles("schools.persons_checked")
def on_persons_checked(*, school_id: int, month: str, **_more: object) -> None:
    """The registry answered. A returned act waits for the school, not for the registry."""
    _reform([school_id], Month.parse(month), also_returned=False)


@outbox.handles("schools.duplicate_resolved")
def on_duplicate_resolved(*, case_id: int, **_more: object) -> None:
    """The losers' acts first, so that the winner's finds the pupil's month free."""
    case = DuplicateCase.objects.get(pk=case_id)
    schools = list(case.claims.values_list("school_id", flat=True))
    schools.sort(key=lambda school_id: (school_id == case.decided_for_id, school_id))
    _reform(schools, Month.of(case.month))


def _reform(school_ids: Sequence[int], month: Month, *, also_returned: bool = True) -> None:
    acts = Act.objects.filter(
        school_id__in=school_ids,
        month=month.first_day,
        kind=ActKind.MAIN,
        status__in=UNSIGNED,
    )
    if not also_returned:
        acts = acts.exclude(status=ActStatus.RETURNED)
    standing = set(acts.values_list("school_id", flat=True))
    wanted = [school_id for school_id in school_ids if school_id in standing]
    if wanted:
        jobs.enqueue(REFORM, school_ids=wanted, month=str(month))
