"""Save verdicts as findings."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, transaction

from core import clock
from flk.engine import Verdict
from flk.models import Finding
from flk.outcomes import Outcome

# Where a rule ran on several facts of one record, the record keeps the heaviest verdict.
_HEAVIEST_FIRST = (
    Outcome.FAILED,
    Outcome.SOURCE_DOWN,
    Outcome.STALE,
    Outcome.NO_DATA,
    Outcome.WAITING,
    Outcome.WAIVED,
    Outcome.PASSED,
)


def record_findings(
    *,
    subject_kind: str,
    subject_id: int,
    verdicts: Iterable[Verdict],
    on_date: dt.date | None = None,
) -> list[Finding]:
    """Make these verdicts the current findings of one record and return them.

    Only rules named by the verdicts are superseded; an unchanged verdict keeps its row.
    """
    return record_findings_of_many(
        subject_kind=subject_kind, verdicts={subject_id: list(verdicts)}, on_date=on_date
    )[subject_id]


@transaction.atomic
def record_findings_of_many(
    *,
    subject_kind: str,
    verdicts: Mapping[int, Sequence[Verdict]],
    on_date: dt.date | None = None,
) -> dict[int, list[Finding]]:
    """Make verdicts the current findings of many records: three statements, whatever the number."""
    moment = clock.now()
    day = on_date or clock.today()
    _take_turn(subject_kind, verdicts)
    wanted = [
        _finding(subject_kind, subject_id, verdict, day, moment)
        for subject_id in sorted(verdicts)
        for verdict in _one_per_rule(verdicts[subject_id])
    ]
    current = {
        (row.subject_id, row.rule_code): row
        for row in Finding.objects.select_for_update()
        .filter(
            subject_kind=subject_kind,
            subject_id__in=sorted(verdicts),
            rule_code__in=sorted({row.rule_code for row in wanted}),
            superseded_at__isnull=True,
        )
        .order_by("id")
    }
    kept: dict[int, list[Finding]] = {subject_id: [] for subject_id in verdicts}
    fresh: list[Finding] = []
    for row in wanted:
        old = current.get((row.subject_id, row.rule_code))
        if old is not None and _says_the_same(old, row):
            kept[row.subject_id].append(old)
            del current[row.subject_id, row.rule_code]
        else:
            fresh.append(row)
    Finding.objects.filter(id__in=[row.pk for row in current.values()]).update(superseded_at=moment)
    for row in Finding.objects.bulk_create(fresh, batch_size=2000):
        kept[row.subject_id].append(row)
    return kept


def _take_turn(subject_kind: str, verdicts: Mapping[int, Sequence[Verdict]]) -> None:
    """Let writers of first findings wait for each other: there is no row yet that they could lock.

    Writers of many records hold the row of their document, which orders them already.
    """
    if len(verdicts) == 1:
        [subject_id] = verdicts
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"flk.finding|{subject_kind}|{subject_id}"],
            )


def _one_per_rule(verdicts: Sequence[Verdict]) -> list[Verdict]:
    heaviest: dict[str, Verdict] = {}
    for verdict in verdicts:
        known = heaviest.get(verdict.rule.code)
        if known is None or _weight(verdict) < _weight(known):
            heaviest[verdict.rule.code] = verdict
    return list(heaviest.values())


def _weight(verdict: Verdict) -> int:
    return _HEAVIEST_FIRST.index(verdict.outcome)


def _finding(
    kind: str, subject_id: int, verdict: Verdict, day: dt.date, moment: dt.datetime
) -> Finding:
    return Finding(
        subject_kind=kind,
        subject_id=subject_id,
        rule_code=verdict.rule.code,
        rule_since=verdict.rule.since,
        outcome=verdict.outcome.value,
        severity=verdict.rule.severity.value,
        detail=verdict.detail,
        params=verdict.params,
        evidence_id=verdict.fact.evidence_id if verdict.fact else None,
        on_date=day,
        decided_at=moment,
    )


def _says_the_same(old: Finding, new: Finding) -> bool:
    names = ("outcome", "severity", "detail", "params", "evidence_id", "rule_since", "on_date")
    return all(getattr(old, name) == getattr(new, name) for name in names)
