"""The rule book: one rule, one function, one code, one source, one start date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from flk.facts import Fact
from flk.outcomes import Answer, Outcome, Phase, Severity, Stream

_RULE_MODULES = ("premises", "taxes", "contingent", "invoice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked case shown in the public rule book and executed by a test."""

    title: str
    fact: Fact
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A dated check. Texts are Russian msgids; ``details`` explain each code of an answer."""

    code: str
    on: type[Fact]
    severity: Severity
    stream: Stream
    phase: Phase
    since: date
    until: date | None
    source: str
    owner: str
    title: str
    ground: str
    how_to_fix: str
    details: dict[str, str]
    examples: tuple[Example, ...]
    decide: Callable[[Any], Answer]

    def is_in_force(self, on_date: date) -> bool:
        """Test the day against ``since`` (inclusive) and ``until`` (exclusive)."""
        return self.since <= on_date and (self.until is None or on_date < self.until)

    def applies_to(self, stream: str) -> bool:
        """Test whether the rule belongs to a funding stream."""
        return self.stream in (Stream.ALL, stream)


class RuleBookError(Exception):
    """The rule book contradicts itself; raised at import, never at run time."""


_book: list[Rule] = []


def rule(
    code: str,
    *,
    on: type[Fact],
    severity: Severity,
    phase: Phase,
    since: date,
    source: str,
    owner: str,
    title: str,
    ground: str,
    how_to_fix: str,
    details: dict[str, str],
    examples: tuple[Example, ...],
    stream: Stream = Stream.ALL,
    until: date | None = None,
) -> Callable[[Callable[[Any], Answer]], Rule]:
    """Enter a decision function in the rule book; the decorated name becomes the ``Rule``.

    A changed law adds a second entry of the same code with a later ``since``; the earlier one
    gets ``until`` and stays, so last year's verdict can be repeated.

    :raises RuleBookError: two entries of one code are in force on the same day
    """

    def enter(decide: Callable[[Any], Answer]) -> Rule:
        entry = Rule(
            code=code,
            on=on,
            severity=severity,
            stream=stream,
            phase=phase,
            since=since,
            until=until,
            source=source,
            owner=owner,
            title=title,
            ground=ground,
            how_to_fix=how_to_fix,
            details=details,
            examples=examples,
            decide=decide,
        )
        for other in _book:
            if other.code == code and _overlap(other, entry):
                raise RuleBookError(f"{code} has two entries in force at once")
        _book.append(entry)
        return entry

    return enter


def all_rules() -> list[Rule]:
    """Every entry of the book, also past and future ones, by code and start."""
    for name in _RULE_MODULES:
        import_module(f"flk.rules.{name}")
    return sorted(_book, key=lambda entry: (entry.code, entry.since))


def rules_for(
    *,
    on_date: date,
    phase: Phase | str | None = None,
    stream: str | None = None,
    on: type[Fact] | None = None,
) -> list[Rule]:
    """Rules in force on a day, narrowed by phase, funding stream and kind of fact."""
    return [
        entry
        for entry in all_rules()
        if entry.is_in_force(on_date)
        and (phase is None or entry.phase == phase)
        and (stream is None or entry.applies_to(stream))
        and (on is None or entry.on is on)
    ]


def rule_of(code: str, *, on_date: date) -> Rule | None:
    """The entry of a code that is in force on a day; None where there is none."""
    return next((r for r in rules_for(on_date=on_date) if r.code == code), None)


def _overlap(one: Rule, other: Rule) -> bool:
    return (one.until is None or other.since < one.until) and (
        other.until is None or one.since < other.until
    )
