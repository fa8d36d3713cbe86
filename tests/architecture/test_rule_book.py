"""Every rule stands in the book with its source and examples; ``tests/unit/flk`` runs them."""

import pytest

from flk.registry import Rule, all_rules
from tests.architecture.source import ROOT, short

every_rule = pytest.mark.parametrize("entry", all_rules(), ids=lambda entry: entry.code)


def test_the_book_is_not_empty() -> None:
    codes = {entry.code for entry in all_rules()}
    assert {"FLK-K1", "FLK-K3", "FLK-K4", "FLK-K5", "FLK-K6"} <= codes


def test_every_file_of_rules_is_read_by_the_book() -> None:
    read = {entry.decide.__module__.rsplit(".", 1)[-1] for entry in all_rules()}
    files = {path.stem for path in (ROOT / "flk" / "rules").glob("*.py")} - {"__init__"}
    assert files == read, [short(ROOT / "flk" / "rules" / f"{name}.py") for name in files ^ read]


@every_rule
def test_a_rule_names_its_source(entry: Rule) -> None:
    assert entry.source.strip()
    assert entry.title.strip()
    assert entry.how_to_fix.strip()


@every_rule
def test_a_rule_shows_worked_examples(entry: Rule) -> None:
    assert len({example.outcome for example in entry.examples}) >= 2
