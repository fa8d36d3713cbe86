"""The moves of a record in words: what happened, who did it, when, why."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.workflow import edges, history_of, state_field

_NO_MOVES = {"create": _("Создано"), "extend_term": _("Срок продлён")}


@dataclass(frozen=True)
class HistoryEntry:
    """One move as people read it."""

    title: Any
    state: Any
    who: str
    at: dt.datetime
    reason: str = ""


def history_entries(instance: models.Model) -> list[HistoryEntry]:
    """The record's moves, newest first."""
    labels = dict(state_field(type(instance)).flatchoices)
    names = {
        name: next((edge.custom["label"] for edge in declared if "label" in edge.custom), None)
        for name, declared in edges(type(instance)).items()
    }
    return [
        HistoryEntry(
            title=names.get(row.name) or _NO_MOVES.get(row.name, ""),
            state=labels.get(row.to_state, row.to_state),
            who=row.actor_label or str(_("Система")),
            at=row.at,
            reason=row.reason,
        )
        for row in history_of(instance)
    ]
