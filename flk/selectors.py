"""Read findings."""

from collections.abc import Iterable

from flk.models import Finding


def findings_of(subject_kind: str, subject_id: int) -> list[Finding]:
    """Current findings of one record, by rule code."""
    return list(
        Finding.objects.filter(
            subject_kind=subject_kind, subject_id=subject_id, superseded_at__isnull=True
        ).order_by("rule_code")
    )


def findings_of_many(subject_kind: str, subject_ids: Iterable[int]) -> dict[int, list[Finding]]:
    """Current findings of many records in one query; a record without any has an empty list."""
    found: dict[int, list[Finding]] = {subject_id: [] for subject_id in subject_ids}
    rows = Finding.objects.filter(
        subject_kind=subject_kind, subject_id__in=list(found), superseded_at__isnull=True
    ).order_by("subject_id", "rule_code")
    for row in rows:
        found[row.subject_id].append(row)
    return found


def blocking_findings(subject_kind: str, subject_id: int) -> list[Finding]:
    """Stop factors of a record that are not passed: failed, waiting or without an answer."""
    return [row for row in findings_of(subject_kind, subject_id) if row.blocks]
