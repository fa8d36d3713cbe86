"""How many working days a silence cost. Pure: no Django, no clock."""

import datetime as dt

from core.periods import ALMATY, WorkingCalendar


def lost_working_days(
    began_at: dt.datetime,
    ended_at: dt.datetime,
    *,
    hours_that_cost_a_day: int,
    calendar: WorkingCalendar | None = None,
) -> int:
    """Count the working days of Kazakhstan on which the registry was silent that many hours.

    Terms run in whole working days, so a shorter silence costs none.
    """
    calendar = calendar or WorkingCalendar()
    began, ended = began_at.astimezone(ALMATY), ended_at.astimezone(ALMATY)
    long_enough = dt.timedelta(hours=hours_that_cost_a_day)
    lost, day = 0, began.date()
    while day <= ended.date():
        midnight = dt.datetime.combine(day, dt.time(), ALMATY)
        silent = min(ended, midnight + dt.timedelta(days=1)) - max(began, midnight)
        lost += silent >= long_enough and calendar.is_working(day)
        day += dt.timedelta(days=1)
    return lost
