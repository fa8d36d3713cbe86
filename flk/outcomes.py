"""What a rule can answer: outcomes, severities, streams and phases. Codes are for ever."""

from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """Result of one rule on one fact. Only ``PASSED`` lets money through."""

    PASSED = "passed"
    FAILED = "failed"
    NO_DATA = "no_data"
    SOURCE_DOWN = "source_down"
    STALE = "stale"
    WAIVED = "waived"
    WAITING = "waiting"


class Severity(StrEnum):
    """What a failure does: stops the record, holds one line of it, warns, or informs."""

    STOP = "stop"
    HOLD = "hold"
    WARNING = "warning"
    INFO = "info"


class Stream(StrEnum):
    """Funding streams a rule applies to; the values equal ``core.models.FundingStream``."""

    ALL = "all"
    TUITION = "tuition"
    CONSTRUCTION = "construction"
    RECONSTRUCTION = "reconstruction"


class Phase(StrEnum):
    """The two moments at which the deck places its stop factors."""

    APPLICATION = "application"
    ACTIVATION = "activation"


class SourceState(StrEnum):
    """How well the registry behind a fact has answered by the day of the decision."""

    FRESH = "fresh"
    STALE = "stale"
    DOWN = "down"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Answer:
    """A rule's decision: the outcome, the code of the text that explains it, and its parameters.

    ``params`` hold plain JSON values (money as strings in tenge), never an IIN or a name.
    """

    outcome: Outcome
    detail: str = ""
    params: dict[str, str | int] = field(default_factory=dict)


def passed() -> Answer:
    """Answer that the rule is satisfied."""
    return Answer(Outcome.PASSED)


def failed(detail: str, **params: str | int) -> Answer:
    """Answer that the facts break the rule."""
    return Answer(Outcome.FAILED, detail, params)


def no_data(detail: str) -> Answer:
    """Answer that the facts do not say: neither a pass nor a refusal."""
    return Answer(Outcome.NO_DATA, detail)


def waiting(detail: str) -> Answer:
    """Answer that a person still has to act before the rule can decide."""
    return Answer(Outcome.WAITING, detail)
