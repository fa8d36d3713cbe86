"""Terms of the steps of this room, in working days of Kazakhstan."""

import datetime as dt

from core import clock, settings_book
from core.periods import WorkingCalendar


def working_days_from_today(setting: str) -> dt.date:
    """The last day of a term that begins today; ``setting`` names its length."""
    today = clock.today()
    return WorkingCalendar().add_working_days(today, int(settings_book.value(setting, today)))
