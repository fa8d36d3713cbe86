"""What an act differs in from the month before: the only lines a person has to look at (N20)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from acts.models import Act
from acts.statuses import ActKind, ActStatus, LineOutcome

MOST = 500
_DIFFERENCES = """
SELECT COALESCE(c.person_id, p.person_id), c.id, p.id,
       CASE WHEN c.id IS NULL THEN 'left'
            WHEN c.outcome <> 'payable' THEN c.outcome
            WHEN %(before)s IS NOT NULL AND p.id IS NULL THEN 'arrived'
            WHEN p.id IS NOT NULL AND p.outcome <> 'payable' THEN 'released'
            WHEN p.id IS NOT NULL AND p.study_type <> c.study_type THEN 'study_type'
            WHEN p.id IS NOT NULL AND p.grade <> c.grade THEN 'grade'
            ELSE 'part_held' END AS change,
       COALESCE(c.amount_tiyn, 0) - COALESCE(p.amount_tiyn, 0) AS effect
FROM (SELECT * FROM acts_actline WHERE act_id = %(act)s) c
FULL JOIN (SELECT * FROM acts_actline WHERE act_id = %(before)s) p USING (person_id)
WHERE c.id IS NULL OR c.outcome <> 'payable' OR c.held_tiyn > 0
   OR (%(before)s IS NOT NULL AND (p.id IS NULL OR p.outcome <> 'payable'
       OR p.study_type <> c.study_type OR p.grade <> c.grade))
ORDER BY CASE WHEN c.outcome IN ('held', 'waiting', 'rejected') THEN 0
              WHEN c.id IS NULL THEN 2 ELSE 1 END,
         c.place_in_order NULLS LAST, 1
"""


@dataclass(frozen=True)
class Difference:
    """One pupil whose line is not the same as a month ago, or is not paid."""

    person_id: int
    line_id: int | None
    before_id: int | None
    change: str
    effect_tiyn: int
    """What it adds to (or takes from) the sum against the month before."""


@dataclass(frozen=True)
class Comparison:
    """An act beside the act of the month before."""

    before: Act | None
    differences: Sequence[Difference]
    arrived: int
    left: int

    @property
    def total(self) -> int:
        """How many lines differ."""
        return len(self.differences)


def act_before(act: Act) -> Act | None:
    """The school's live main act of the previous month, formed; None for the first."""
    first_day = (act.month - dt.timedelta(days=1)).replace(day=1)
    return (
        Act.objects.filter(
            school_id=act.school_id, stream=act.stream, month=first_day, kind=ActKind.MAIN
        )
        .exclude(status__in=(ActStatus.ANNULLED, ActStatus.AWAITING_DATA))
        .order_by("-pk")
        .first()
    )


def compare(act: Act) -> Comparison:
    """The differences of an act, the undecided first: one query."""
    before = act_before(act)
    with connection.cursor() as cursor:
        cursor.execute(
            _DIFFERENCES.replace("%(before)s", "%(before)s::bigint"),
            {"act": act.pk, "before": before.pk if before else None},
        )
        found = [Difference(*row) for row in cursor.fetchall()]
    return Comparison(
        before=before,
        differences=found,
        arrived=sum(one.change == "arrived" for one in found),
        left=sum(one.change == "left" for one in found),
    )


OUTCOME_TONES = {
    LineOutcome.PAYABLE: "ok",
    LineOutcome.HELD: "stop",
    LineOutcome.WAITING: "warn",
    LineOutcome.REJECTED: "stop",
    LineOutcome.OVER_CAPACITY: "info",
    LineOutcome.OVER_CONTRACT: "info",
}
