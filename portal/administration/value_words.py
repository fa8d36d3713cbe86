"""A stored value of a setting as people type it."""

import json
from typing import Any

from django.utils.translation import gettext as _


def value_words(value: Any) -> str:
    """«Да», «5», «{"a": 1}»; words stay words."""
    if isinstance(value, bool):
        return _("Да") if value else _("Нет")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
