"""Deadlines in words: the day, and how many working days are left or lost."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock
from core.periods import WorkingCalendar
from core.web.templatetags.ortabilim import short_date


def term_words(due_on: dt.date | None, *, today: dt.date | None = None) -> str:
    """«До 14.11.2025, осталось 2 рабочих дня», «сегодня последний день», «просрочено на …»."""
    if due_on is None:
        return ""
    today = today or clock.today()
    day = short_date(due_on)
    if due_on == today:
        return _("До %(day)s: сегодня последний день") % {"day": day}
    calendar = WorkingCalendar()
    if due_on < today:
        late = max(1, -calendar.working_days_between(today, due_on))
        words = ngettext(
            "Срок был %(day)s: просрочено на %(days)d рабочий день",
            "Срок был %(day)s: просрочено на %(days)d рабочих дней",
            late,
        )
        return words % {"day": day, "days": late}
    left = calendar.working_days_between(today, due_on)
    words = ngettext(
        "До %(day)s: остался %(days)d рабочий день",
        "До %(day)s: осталось %(days)d рабочих дней",
        left,
    )
    return words % {"day": day, "days": left}
