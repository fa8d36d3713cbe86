"""The rule book: every example is executed, every rule is complete."""

import ast
import datetime as dt
from dataclasses import fields, replace
from pathlib import Path

import pytest

import flk.rules
from flk.engine import evaluate
from flk.facts import InvoiceMatch, PremisesPurpose, PupilStanding, TaxStanding
from flk.outcomes import Outcome, Phase, Severity, SourceState, Stream, passed
from flk.registry import Example, Rule, RuleBookError, all_rules, rule, rule_of, rules_for
from flk.rules.invoice import matching_invoice

DAY = dt.date(2025, 11, 14)
EXAMPLES = [
    pytest.param(entry, example, id=f"{entry.code} {number}")
    for entry in all_rules()
    for number, example in enumerate(entry.examples)
]


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_every_example_of_the_rule_book_is_true(entry: Rule, example: Example) -> None:
    [verdict] = evaluate([entry], [example.fact], entry.since)
    assert (verdict.outcome, verdict.detail) == (example.outcome, example.detail)


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_every_explanation_has_its_text_and_its_values(entry: Rule, example: Example) -> None:
    [verdict] = evaluate([entry], [example.fact], entry.since)
    if verdict.detail:
        assert "%(" not in entry.details[verdict.detail] % verdict.params


@pytest.mark.parametrize("entry", all_rules(), ids=lambda entry: entry.code)
def test_every_rule_names_its_source_and_shows_a_pass_a_failure_and_ignorance(entry: Rule) -> None:
    assert entry.source
    assert entry.owner
    outcomes = {example.outcome for example in entry.examples}
    assert {Outcome.PASSED, Outcome.FAILED} <= outcomes
    assert outcomes & {Outcome.NO_DATA, Outcome.WAITING}


@pytest.mark.parametrize("entry", all_rules(), ids=lambda entry: entry.code)
@pytest.mark.parametrize("state", [SourceState.DOWN, SourceState.STALE, SourceState.NEVER])
def test_a_silent_source_neither_passes_nor_refuses(entry: Rule, state: SourceState) -> None:
    for example in entry.examples:
        [verdict] = evaluate([entry], [replace(example.fact, source_state=state)], entry.since)
        assert not verdict.is_pass
        assert not verdict.is_refusal


@pytest.mark.parametrize("entry", all_rules(), ids=lambda entry: entry.code)
def test_a_missing_fact_is_not_a_pass(entry: Rule) -> None:
    [verdict] = evaluate([entry], [], entry.since)
    assert verdict.outcome is Outcome.NO_DATA


def test_the_deck_has_its_stop_factors() -> None:
    application = {r.code for r in rules_for(on_date=DAY, phase="application")}
    activation = {r.code for r in rules_for(on_date=DAY, phase="activation")}
    assert {"FLK-K1", "FLK-K3"} <= application
    assert {"FLK-K4", "FLK-K5", "FLK-K6"} <= activation


@pytest.mark.parametrize("code", ["FLK-K4", "FLK-K5", "FLK-K6"])
def test_a_norm_that_the_deck_does_not_give_is_marked_and_not_invented(code: str) -> None:
    entry = rule_of(code, on_date=DAY)
    assert entry is not None
    assert entry.source == "Норма уточняется"


def test_a_rule_is_not_in_force_before_its_day() -> None:
    entry = rule_of("FLK-K3", on_date=DAY)
    assert entry is not None
    assert evaluate([entry], [TaxStanding()], entry.since - dt.timedelta(days=1)) == []
    assert len(evaluate([entry], [TaxStanding()], entry.since)) == 1


def test_a_rule_ends_on_the_day_its_successor_begins() -> None:
    entry = rule_of("FLK-K3", on_date=DAY)
    assert entry is not None
    ended = replace(entry, until=DAY)
    assert ended.is_in_force(DAY - dt.timedelta(days=1))
    assert not ended.is_in_force(DAY)


def test_two_editions_in_force_at_once_are_refused() -> None:
    with pytest.raises(RuleBookError, match="FLK-K3"):
        rule(
            "FLK-K3",
            on=TaxStanding,
            severity=Severity.STOP,
            phase=Phase.APPLICATION,
            since=DAY,
            source="x",
            owner="x",
            title="x",
            ground="x",
            how_to_fix="x",
            details={},
            examples=(),
        )(lambda _fact: passed())


def test_a_tuition_rule_is_not_asked_of_a_construction_application() -> None:
    codes = {r.code for r in rules_for(on_date=DAY, stream=Stream.CONSTRUCTION)}
    assert "FLK-K4" not in codes
    assert "FLK-K3" in codes


def test_an_unconfirmed_building_never_passes_whatever_the_school_says() -> None:
    entry = rule_of("FLK-K1", on_date=DAY)
    assert entry is not None
    fact = PremisesPurpose(declared_purpose="school", confirmed_by_officer=True)
    [verdict] = evaluate([entry], [fact], DAY)
    assert verdict.outcome is Outcome.WAITING


def test_one_good_invoice_among_bad_ones_is_enough_and_is_the_one_kept() -> None:
    entry = rule_of("FLK-K6", on_date=DAY)
    assert entry is not None
    good = entry.examples[0].fact
    assert isinstance(good, InvoiceMatch)
    assert good.invoices
    revoked = replace(good.invoices[0], registration_number="ESF-old", status="REVOKED")
    fact = replace(good, invoices=(revoked, *good.invoices))
    [verdict] = evaluate([entry], [fact], DAY)
    assert verdict.is_pass
    assert matching_invoice(fact) == good.invoices[0]


def test_no_fact_field_could_hold_a_name_or_an_iin() -> None:
    names = {field.name for field in fields(PupilStanding)}
    assert not names & {"iin", "name", "surname", "person"}


def test_rules_and_facts_import_no_django() -> None:
    folder = Path(flk.rules.__file__).parent
    modules = [*folder.glob("*.py"), *(folder.parent / f"{n}.py" for n in ("facts", "registry"))]
    assert len(modules) >= 7
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] not in {"django", "integrations"}
