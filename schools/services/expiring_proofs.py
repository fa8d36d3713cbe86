"""Papers that end soon: each school is told once of each paper."""

from collections import Counter

from django.db import transaction

from core import clock, outbox
from schools.models import StudyProof
from schools.selectors.study_proofs import expiring

EXPIRING = "schools.study_proofs_expiring"


@transaction.atomic
def warn_of_expiring_proofs() -> int:
    """Mark the papers that end within the days of warning and tell of them; how many there were.

    Running it twice tells once: a marked paper is not found again.
    """
    today = clock.today()
    found = expiring(StudyProof.objects.filter(warned_on__isnull=True), today=today)
    ending = list(found.select_for_update(of=("self",)).order_by("pk"))
    StudyProof.objects.filter(pk__in=[one.pk for one in ending]).update(warned_on=today)
    for school_id, count in sorted(Counter(one.school_id for one in ending).items()):
        outbox.emit(EXPIRING, school_id=school_id, count=count)
    return len(ending)
