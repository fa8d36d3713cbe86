"""The words and colour of a record's state, as the one who looks should read them.

Labels per role live beside the codes, in a room's ``statuses.py``: a model may offer
``state_label(actor)`` and ``state_tone(actor)``. Without them the choice's label is shown and the
tone is taken from the code.
"""

from typing import Any

from django.db import models

from core.workflow import state_field

_TONES = {
    "ok": ("active", "approved", "allocated", "signed", "paid", "executed", "effective", "fulfilled",
           "accepted", "payable", "fixed", "applied", "resolved", "matched", "passed", "done"),
    "warn": ("submitted", "checking", "in_moderation", "under_review", "with_school",
             "with_department", "awaiting_data", "sent", "sent_unknown", "forming", "open",
             "quarantined", "waiting", "appealed", "reserve"),
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
    label = label_of(actor) if label_of else getattr(instance, f"get_{field.name}_display")()
    tone = tone_of(actor) if tone_of else TONE_OF_CODE.get(code, "plain")
    return label, tone
