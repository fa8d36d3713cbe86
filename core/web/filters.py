"""Kinds of filter that registers share; a range is two filters, so that each has its label."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from core.collation import search_key
from core.periods import Month
from core.web.forms import TengeField
from core.web.templatetags.ortabilim import month


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


class LinkedFilter(django_filters.ModelChoiceFilter):
    """The record whose page one came from (``?school=17``): no field to fill, only its chip.

    It is called in the address as the field it filters by.

    ``among`` gives the records that the reader may name, of them only the one asked is read; a
    foreign or unknown key selects nothing.
    """

    def __init__(self, *, among: Callable[[Any], models.QuerySet[Any]], **kwargs: Any) -> None:
        self._among = among
        kwargs.setdefault("widget", forms.HiddenInput)
        super().__init__(queryset=self._asked, empty_label=None, **kwargs)

    def _asked(self, request: HttpRequest | None) -> models.QuerySet[Any]:
        rows = self._among(getattr(request, "actor", None))
        asked = self.parent.data.get(self.field_name, "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
        return rows.filter(pk=number)


class DayFilter(django_filters.DateFilter):
    """A day, with the browser's calendar."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(*args, **kwargs)


class MonthFilter(django_filters.ChoiceFilter):
    """A select of the months that occur in the list: «октябрь 2025», ``2025-10`` in the URL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("field_name", "month")
        super().__init__(*args, **kwargs)

    @property
    def field(self) -> forms.Field:
        """The select, made over the rows of the open tab; an asked month is always offered."""
        if not hasattr(self, "_field"):
            rows = self.parent.queryset.order_by(f"-{self.field_name}")
            days = set(rows.values_list(self.field_name, flat=True).distinct())
            asked = _month_of(self.parent.data.get("month", ""))
            days |= {asked} if asked else set()
            self.extra["choices"] = [
                (f"{day:%Y-%m}", month(day)) for day in sorted(days, reverse=True)
            ]
        return super().field

    def filter(self, qs: models.QuerySet[Any], value: str) -> models.QuerySet[Any]:
        """Rows of that month."""
        day = _month_of(value or "")
        return qs.filter(**{self.field_name: day}) if day else qs


def _month_of(text: str) -> dt.date | None:
    try:
        return Month.parse(text.strip()).first_day
    except ValueError:
        return None


class TengeFilter(django_filters.Filter):
    """A sum typed in tenge, compared in tiyn: ``TengeFilter(field_name=…, lookup_expr="gte")``."""

    field_class = TengeField
