"""The rule book as plain data, for the command and for the public page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from flk.models import FindingOutcome
from flk.registry import Rule, all_rules
from flk.texts import PHASES, SEVERITIES, STREAMS, explanation

_LANGUAGES = ("ru", "kk", "en")
_TEXTS = ("title", "ground", "how_to_fix")


def as_json() -> list[dict[str, Any]]:
    """The book in the shape promised to other programs."""
    return [
        {
            "code": entry.code,
            "severity": entry.severity.value,
            "stream": entry.stream.value,
            "phase": entry.phase.value,
            "since": entry.since.isoformat(),
            "until": entry.until.isoformat() if entry.until else None,
            "source": entry.source,
            "owner": entry.owner,
            "texts": {name: _in_languages(getattr(entry, name)) for name in _TEXTS},
            "examples": [
                {
                    "title": _in_languages(example.title),
                    "facts": _facts(example.fact),
                    "outcome": example.outcome.value,
                    "detail": example.detail,
                }
                for example in entry.examples
            ],
        }
        for entry in all_rules()
    ]


@dataclass(frozen=True)
class ExampleRow:
    """A worked case of the public page."""

    title: str
    outcome: str
    outcome_label: str
    explanation: str


@dataclass(frozen=True)
class RuleRow:
    """A rule of the public page."""

    code: str
    title: str
    ground: str
    norm: str
    how_to_fix: str
    owner: str
    severity_label: str
    stream_label: str
    phase: str
    phase_label: str
    since: Any
    until: Any
    examples: list[ExampleRow]


def as_rows() -> list[RuleRow]:
    """The book in the language of the page."""
    return [_row(entry) for entry in all_rules()]


def _row(entry: Rule) -> RuleRow:
    return RuleRow(
        code=entry.code,
        title=_(entry.title),
        ground=_(entry.ground),
        norm=_(entry.source),
        how_to_fix=_(entry.how_to_fix),
        owner=_(entry.owner),
        severity_label=str(SEVERITIES[entry.severity]),
        stream_label=str(STREAMS[entry.stream]),
        phase=entry.phase.value,
        phase_label=str(PHASES[entry.phase]),
        since=entry.since,
        until=entry.until,
        examples=[
            ExampleRow(
                title=_(example.title),
                outcome=example.outcome.value,
                outcome_label=str(FindingOutcome(example.outcome.value).label),
                explanation=_example_explanation(entry, example),
            )
            for example in entry.examples
        ],
    )


def _example_explanation(entry: Rule, example: Any) -> str:
    answer = entry.decide(example.fact)
    return explanation(entry, answer.detail, answer.params)


def _in_languages(text: str) -> dict[str, str]:
    spoken = {}
    for language in _LANGUAGES:
        with override(language):
            spoken[language] = _(text)
    return spoken


def _facts(fact: Any) -> Any:
    if isinstance(fact, tuple):
        return [_facts(one) for one in fact]
    if hasattr(fact, "__dataclass_fields__"):
        values = {name: _facts(getattr(fact, name)) for name in fact.__dataclass_fields__}
        # money leaves as a string, so that no reader turns it into a binary fraction
        return {
            name: str(value) if name.endswith("_tiyn") and value is not None else value
            for name, value in values.items()
        }
    if isinstance(fact, bool | int) or fact is None:
        return fact
    return str(fact)
