"""Kinds of filter that registers share; a range is two filters, so that each has its label."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import Q

from core.collation import search_key
from core.web.forms import TengeField


class SearchFilter(django_filters.CharFilter):
    """The deck's «Поиск»: every typed word must stand in one of the fields.

    Fields named ``…search_key`` hold folded text (ё/е, і/и, қ/к, case) and are asked with the
    words folded the same way; other fields are asked as typed.
    """

    def __init__(self, *args: Any, fields: Sequence[str], **kwargs: Any) -> None:
        self.search_fields = tuple(fields)
        super().__init__(*args, **kwargs)

    def filter(self, qs: models.QuerySet[Any], value: str) -> models.QuerySet[Any]:
        """Narrow ``qs`` word by word."""
        for word in (value or "").split()[:8]:
            fits = Q()
            for field in self.search_fields:
                folded = field.rpartition("__")[2] == "search_key"
                fits |= Q(**{f"{field}__icontains": search_key(word) if folded else word})
            qs = qs.filter(fits)
        return qs


class DayFilter(django_filters.DateFilter):
    """A day, with the browser's calendar."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(*args, **kwargs)


class TengeFilter(django_filters.Filter):
    """A sum typed in tenge, compared in tiyn: ``TengeFilter(field_name=…, lookup_expr="gte")``."""

    field_class = TengeField
