"""Findings: kept, superseded, never edited."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from flk.engine import evaluate
from flk.facts import PupilStanding, TaxStanding
from flk.models import Finding
from flk.outcomes import SourceState
from flk.registry import rules_for
from flk.selectors import blocking_findings, findings_of, findings_of_many
from flk.services import record_findings, record_findings_of_many
from flk.texts import explain

TODAY = dt.date(2025, 11, 14)
DEBT = TaxStanding(outcome="debt", total_tiyn=123_456_700, evidence_id=11)
CLEAR = TaxStanding(outcome="clear", total_tiyn=0, evidence_id=12)


def _check_taxes(fact: TaxStanding) -> list[Finding]:
    verdicts = evaluate(rules_for(on_date=TODAY, on=TaxStanding), [fact], TODAY)
    return record_findings(subject_kind="budget.application", subject_id=1, verdicts=verdicts)


@pytest.mark.django_db
def test_a_finding_keeps_the_rule_the_outcome_and_the_evidence() -> None:
    _check_taxes(DEBT)
    [row] = findings_of("budget.application", 1)
    assert (row.rule_code, row.outcome, row.severity) == ("FLK-K3", "failed", "stop")
    assert (row.params, row.evidence_id, row.on_date) == ({"amount": "1234567.00"}, 11, TODAY)
    assert (row.is_refusal, row.blocks) == (True, True)


@pytest.mark.django_db
def test_a_later_verdict_supersedes_and_the_earlier_stays_readable() -> None:
    _check_taxes(DEBT)
    _check_taxes(CLEAR)
    [row] = findings_of("budget.application", 1)
    assert (row.outcome, row.blocks) == ("passed", False)
    assert Finding.objects.filter(superseded_at__isnull=False).get().outcome == "failed"


@pytest.mark.django_db
def test_the_same_verdict_twice_is_one_row() -> None:
    [first] = _check_taxes(DEBT)
    [second] = _check_taxes(DEBT)
    assert first.pk == second.pk
    assert Finding.objects.count() == 1


@pytest.mark.django_db
def test_findings_of_other_rules_stay() -> None:
    _check_taxes(DEBT)
    facts = [PupilStanding(alive=True, excluded=False, citizen=True)]
    verdicts = evaluate(rules_for(on_date=TODAY, on=PupilStanding), facts, TODAY)
    record_findings(subject_kind="budget.application", subject_id=1, verdicts=verdicts)
    codes = [row.rule_code for row in findings_of("budget.application", 1)]
    assert codes == ["FLK-CITIZENSHIP", "FLK-K3", "FLK-K4"]


@pytest.mark.django_db
def test_many_records_cost_a_constant_number_of_queries(
    django_assert_max_num_queries: object,
) -> None:
    rules = rules_for(on_date=TODAY, on=PupilStanding)
    fact = PupilStanding(alive=None, source_state=SourceState.DOWN)
    verdicts = {number: evaluate(rules, [fact], TODAY) for number in range(1, 51)}
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        record_findings_of_many(subject_kind="acts.line", verdicts=verdicts)
    found = findings_of_many("acts.line", range(1, 52))
    assert {row.outcome for row in found[50]} == {"source_down"}
    assert found[51] == []


@pytest.mark.django_db
def test_two_current_findings_of_one_rule_are_impossible() -> None:
    [row] = _check_taxes(DEBT)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db
def test_a_silent_source_blocks_a_stop_factor_without_being_a_refusal() -> None:
    _check_taxes(TaxStanding(source_state=SourceState.DOWN))
    [row] = blocking_findings("budget.application", 1)
    assert (row.outcome, row.is_refusal) == ("source_down", False)


@pytest.mark.django_db
def test_a_finding_is_explained_with_its_ground_norm_and_remedy() -> None:
    [row] = _check_taxes(DEBT)
    text = explain(row)
    assert text.ground == "Наличие налоговой задолженности"
    assert "пункт 10, подпункт 6)" in text.norm
    assert text.explanation.replace("\xa0", " ") == (
        "Задолженность по сведениям КГД: 1 234 567,00 ₸."
    )
    assert text.how_to_fix.startswith("Погасите задолженность")


def test_the_command_prints_the_promised_fields() -> None:
    out = StringIO()
    call_command("rules", "--json", stdout=out)
    book = json.loads(out.getvalue())
    assert {entry["code"] for entry in book} >= {
        "FLK-K1",
        "FLK-K3",
        "FLK-K4",
        "FLK-K5",
        "FLK-K6",
    }
    for entry in book:
        assert list(entry) == [
            "code",
            "severity",
            "stream",
            "phase",
            "since",
            "until",
            "source",
            "owner",
            "texts",
            "examples",
        ]
        assert set(entry["texts"]["title"]) == {"ru", "kk", "en"}
        assert entry["examples"]
