"""The four types of study and the small number that stands for each in the table of months."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class StudyType(models.TextChoices):
    """The deck's four types of study."""

    GENERAL = "general", _("в общеобразовательном классе")
    CORRECTION = "correction", _("в коррекционном классе")
    SPECIAL_NEEDS = "special_needs", _("с особыми образовательными потребностями")
    HOME = "home", _("на дому")


NUMBER_OF: dict[str, int] = {
    "general": 1,
    "correction": 2,
    "special_needs": 3,
    "home": 4,
}
"""Stored for ever; the view ``schools_pupil_said`` decodes them for SQL."""
STUDY_OF = {number: study for study, number in NUMBER_OF.items()}


class StudyTypeField(models.SmallIntegerField):  # type: ignore[type-arg]
    """A code of :class:`StudyType` in Python, two bytes in the row: there are millions of rows."""

    description = "Study type"
    validators: list[Any] = []  # type: ignore[assignment]  # bounds of a number fit no text

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("choices", StudyType)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: int | None, *_args: Any) -> str | None:
        """The code of a stored number."""
        return None if value is None else STUDY_OF[value]

    def to_python(self, value: Any) -> Any:
        """The code as it is."""
        return STUDY_OF.get(value, value)

    def get_prep_value(self, value: Any) -> int | None:
        """The number of a code.

        :raises KeyError: no such type: a programming error
        """
        if value is None or isinstance(value, int):
            return value
        return NUMBER_OF[str(value)]
