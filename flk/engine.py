"""Apply rules to facts. Pure: decides, and leaves saving and showing to others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from flk.facts import Fact
from flk.outcomes import Answer, Outcome, SourceState
from flk.registry import Rule

NO_FACTS = "no_facts"
_BY_SOURCE = {
    SourceState.DOWN: Answer(Outcome.SOURCE_DOWN, "source_down"),
    SourceState.STALE: Answer(Outcome.STALE, "stale"),
    SourceState.NEVER: Answer(Outcome.NO_DATA, "never_asked"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says about one fact on one day."""

    rule: Rule
    outcome: Outcome
    detail: str = ""
    params: dict[str, str | int] = field(default_factory=dict)
    fact: Fact | None = None

    @property
    def is_pass(self) -> bool:
        """Test whether money may flow as far as this rule is concerned."""
        return self.outcome in (Outcome.PASSED, Outcome.WAIVED)

    @property
    def is_refusal(self) -> bool:
        """Test whether the facts themselves refuse; a silent source never does."""
        return self.outcome is Outcome.FAILED


def evaluate(rules: Iterable[Rule], facts: Sequence[Fact], on_date: date) -> list[Verdict]:
    """Give a verdict for every rule in force and every fact of its kind.

    A rule without any fact answers ``no_data``: a missing fact must not look like a pass. Where
    the registry is down, stale or was never asked, the rule is not run at all.
    """
    verdicts: list[Verdict] = []
    for entry in rules:
        if not entry.is_in_force(on_date):
            continue
        own = [fact for fact in facts if type(fact) is entry.on]
        if not own:
            verdicts.append(Verdict(entry, Outcome.NO_DATA, NO_FACTS))
        verdicts.extend(_decide(entry, fact) for fact in own)
    return verdicts


def _decide(entry: Rule, fact: Fact) -> Verdict:
    answer = _BY_SOURCE.get(fact.source_state) or entry.decide(fact)
    return Verdict(entry, answer.outcome, answer.detail, answer.params, fact)
