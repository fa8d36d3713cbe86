"""How a service says that one record of many could not be done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from core.workflow import TransitionForbidden, TransitionImpossible


@dataclass(frozen=True)
class Refusal:
    """A record that was left as it was, and why, in words for the user."""

    subject: str
    reason: str


@dataclass
class Done:
    """What a move of many records did; one bad record never stops the others."""

    records: list[Any] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def total_tiyn(self) -> int:
        """Sum of the records that were moved."""
        return sum(record.amount_tiyn for record in self.records)


def for_each(records: Iterable[models.Model], move: Callable[[Any], models.Model]) -> Done:
    """Move each record on its own and gather the refusals.

    :raises TransitionForbidden: the actor may move none of them
    """
    done = Done()
    forbidden: list[TransitionForbidden] = []
    for record in records:
        try:
            done.records.append(move(record))
        except TransitionImpossible as refusal:
            done.refusals.append(Refusal(str(record), str(refusal)))
        except TransitionForbidden as refusal:
            forbidden.append(refusal)
            done.refusals.append(Refusal(str(record), _("нет права на это действие")))
    if forbidden and len(forbidden) == len(done.records) + len(done.refusals):
        raise forbidden[-1]
    return done


def sentences(refusals: Sequence[Refusal]) -> list[str]:
    """Refusals as lines for a page."""
    return [f"{one.subject}: {one.reason}" for one in refusals]
