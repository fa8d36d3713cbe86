"""Who may stand on a document. Codes are for ever."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """A party of a document; one signature each."""

    SCHOOL = "school", _("Организация образования")
    DEPARTMENT = "department", _("Управление образования")
    FINANCE_CENTRE = "finance_centre", _("Финансовый центр")
    FINANCE_SECOND = "finance_second", _("Финансовый центр: второй подписант")


def side_label(code: str) -> str | Promise:
    """The side in words; a code this list does not know stays as it is."""
    return Side(code).label if code in Side.values else code
