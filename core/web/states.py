"""The words and colour of a record's state, as the one who looks should read them.

Labels per role live beside the codes: the officer's are the choices', the school's stand in
``SCHOOL_WORDS`` of the room's ``statuses.py``. A model may offer ``state_label(actor)`` and
``state_tone(actor)`` instead; without them, or where the first has nothing to add, the words and
the tone are taken from the code.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.db import models

from core.workflow import state_field

_TONES = {
    "ok": (
        "active",
        "approved",
        "allocated",
        "signed",
        "paid",
        "executed",
        "effective",
        "fulfilled",
        "accepted",
        "payable",
        "fixed",
        "applied",
        "resolved",
        "matched",
        "passed",
        "done",
    ),
    "warn": (
        "submitted",
        "checking",
        "in_moderation",
        "under_review",
        "with_school",
        "with_department",
        "awaiting_data",
        "sent",
        "sent_unknown",
        "forming",
        "open",
        "quarantined",
        "waiting",
        "appealed",
        "reserve",
    ),
    "stop": ("refused", "returned", "declined", "rejected", "terminated", "suspended", "failed"),
    "info": ("formed", "in_register", "calculated", "agreed", "received", "queued", "running"),
}
TONE_OF_CODE = {code: tone for tone, codes in _TONES.items() for code in codes}


def state_words(instance: models.Model, actor: Any = None) -> tuple[Any, str]:
    """Label and tone (``ok warn stop info plain``) of a record's state."""
    field = state_field(type(instance))
    code = str(getattr(instance, field.attname))
    label_of = getattr(instance, "state_label", None)
    tone_of = getattr(instance, "state_tone", None)
    words = _school_words(instance._meta.app_label) if _is_school(actor) else {}
    label = label_of(actor) if label_of else None
    label = label or words.get(code) or _labels(type(instance)).get(code, code)
    tone = tone_of(actor) if tone_of else TONE_OF_CODE.get(code, "plain")
    return label, tone


@cache
def _labels(model: type[models.Model]) -> dict[str, Any]:
    """Asked for every row of a list; ``get_…_display`` would look through all choices anew."""
    return {str(code): label for code, label in state_field(model).flatchoices}


def _is_school(actor: Any) -> bool:
    return str(getattr(actor, "role", "")).startswith("school_")


@cache
def _school_words(room: str) -> dict[str, Any]:
    name = f"{room}.statuses"
    if not find_spec(name):
        return {}
    words = getattr(import_module(name), "SCHOOL_WORDS", {})
    return {str(code): label for code, label in words.items()}
