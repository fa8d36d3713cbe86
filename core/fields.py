"""Model fields that carry a rule of the house."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from core.periods import Month


class TiynField(models.BigIntegerField):  # type: ignore[type-arg]
    """An amount of money in integer tiyn (1/100 tenge). int4 would overflow on an average act."""

    description = "Money in tiyn"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", 0)
        super().__init__(*args, **kwargs)


class MonthField(models.DateField):  # type: ignore[type-arg]
    """A calendar month, stored as its first day."""

    description = "Month (first day)"

    def get_prep_value(self, value: Any) -> Any:
        """Take a ``Month`` or a first day; any other day is a programming error."""
        if isinstance(value, Month):
            value = value.first_day
        prepared = super().get_prep_value(value)
        if isinstance(prepared, dt.date) and prepared.day != 1:
            raise ValidationError(f"{self.name}: a month is stored as its first day")
        return prepared
