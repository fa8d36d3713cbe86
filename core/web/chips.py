"""The chosen filters of a list as removable chips."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.http import QueryDict

from core.web.forms import TengeField
from core.web.templatetags.ortabilim import money, short_date


@dataclass(frozen=True)
class Chip:
    """One chosen filter in words, and the address of the list without it."""

    text: str
    url: str


def chips_of(filterset: django_filters.FilterSet, query: QueryDict) -> list[Chip]:
    """A chip for every filter that holds a value, in the order of the form."""
    if not filterset.is_valid():
        return []
    found = []
    for name, field in filterset.form.fields.items():
        value = filterset.form.cleaned_data.get(name)
        if value in (None, "", [], ()) or (hasattr(value, "exists") and not value):
            continue
        found.append(Chip(text=f"{field.label}: {_words(field, value)}", url=_without(query, name)))
    return found


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(field, TengeField):
        return f"{money(value)} ₸"
    choices = {str(code): str(label) for code, label in _flat(getattr(field, "choices", ()))}
    values = value if isinstance(value, list | tuple | models.QuerySet) else [value]
    return ", ".join(choices.get(str(getattr(one, "pk", one)), _plain(one)) for one in values)


def _plain(value: Any) -> str:
    if isinstance(value, slice):
        ends = (
            short_date(end) if hasattr(end, "year") else str(end)
            for end in (value.start, value.stop)
            if end is not None
        )
        return " – ".join(ends)
    return short_date(value) if hasattr(value, "year") else str(value)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for code, label in choices:
        flat.extend(label if isinstance(label, list | tuple) else [(code, label)])
    return flat


def _without(query: QueryDict, name: str) -> str:
    rest = query.copy()
    for key in list(rest):
        if key in (name, "page") or key.rpartition("_")[0] == name:
            del rest[key]
    return f"?{rest.urlencode()}"
