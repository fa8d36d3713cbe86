"""Every record with a state, found by its field."""

from django.apps import apps
from django.db import models
from django_fsm import FSMFieldMixin

from core.workflow import state_field


def stateful_models() -> list[type[models.Model]]:
    """Models with an FSM field, by label."""
    found = [
        model
        for model in apps.get_models()
        if any(isinstance(field, FSMFieldMixin) for field in model._meta.concrete_fields)
    ]
    return sorted(found, key=lambda model: model._meta.label)


def field_names() -> set[str]:
    """The names of all state columns."""
    return {state_field(model).name for model in stateful_models()}
