"""Until when each side should make its step: working days of dated settings."""

import datetime as dt

from core import settings_book
from core.periods import WorkingCalendar
from schools.dated_settings import DEPARTMENT_DAYS, SCHOOL_DAYS


def school_due_on(on_date: dt.date) -> dt.date:
    """The last day of the school's term for a step that begins on a day."""
    return _due(SCHOOL_DAYS, on_date)


def department_due_on(on_date: dt.date) -> dt.date:
    """The last day of the department's term for a step that begins on a day."""
    return _due(DEPARTMENT_DAYS, on_date)


def _due(key: str, on_date: dt.date) -> dt.date:
    days = int(settings_book.value(key, on_date))
    return WorkingCalendar().add_working_days(on_date, days)
