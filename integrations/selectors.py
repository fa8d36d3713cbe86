"""Read evidence."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from integrations.models import Evidence, EvidenceOutcome


class Freshness(StrEnum):
    """How well a source has answered about a subject; the values equal ``flk`` source states."""

    FRESH = "fresh"
    STALE = "stale"
    DOWN = "down"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Standing:
    """The best that is known about a subject from one source on one day."""

    freshness: Freshness
    evidence: Evidence | None
    """The fresh answer; or the last answer, whatever it was."""

    @property
    def facts(self) -> dict[str, object]:
        """Facts one may rely on; empty unless fresh."""
        if self.freshness is Freshness.FRESH and self.evidence is not None:
            return dict(self.evidence.facts)
        return {}


def latest_evidence(
    subject_kind: str, subject_ids: Iterable[int], source: str, on_date: dt.date
) -> dict[int, Evidence]:
    """The newest answer with facts that is still fresh on a day, per subject; others are absent."""
    rows = (
        Evidence.objects.filter(
            source=source,
            subject_kind=subject_kind,
            subject_id__in=list(subject_ids),
            outcome=EvidenceOutcome.OK,
            valid_until__gte=on_date,
        )
        .order_by("subject_id", "-answered_at", "-id")
        .distinct("subject_id")
        .defer("raw_answer")
    )
    return {row.subject_id: row for row in rows}


def standings(
    subject_kind: str, subject_ids: Iterable[int], source: str, on_date: dt.date
) -> dict[int, Standing]:
    """What is known of every subject, and if nothing, why: two queries, whatever the number."""
    ids = list(subject_ids)
    fresh = latest_evidence(subject_kind, ids, source, on_date)
    missing = [one for one in ids if one not in fresh]
    last = {
        row.subject_id: row
        for row in Evidence.objects.filter(
            source=source, subject_kind=subject_kind, subject_id__in=missing
        )
        .order_by("subject_id", "-answered_at", "-id")
        .distinct("subject_id")
        .defer("raw_answer")
    }
    found = {one: Standing(Freshness.FRESH, row) for one, row in fresh.items()}
    for one in missing:
        row = last.get(one)
        found[one] = Standing(_why_not_fresh(row), row)
    return found


def _why_not_fresh(row: Evidence | None) -> Freshness:
    if row is None:
        return Freshness.NEVER
    if row.outcome == EvidenceOutcome.OK:
        # an answer that left the question open is fresh, and says nothing
        return Freshness.STALE if row.valid_until else Freshness.FRESH
    if row.outcome == EvidenceOutcome.NOT_FOUND:
        return Freshness.FRESH
    return Freshness.DOWN
