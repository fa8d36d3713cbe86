"""Close a school's month."""

import datetime as dt

from django.db import transaction

from core import clock
from core.periods import Month
from schools.models import MonthClosure, School
from schools.selectors.contingent import as_month
from schools.services.month_lock import lock_month


@transaction.atomic
def close_month(*, school: School, month: Month | dt.date) -> MonthClosure:
    """Refuse every later push of the month; called at the first signature of its act.

    Closing twice changes nothing.
    """
    month = as_month(month)
    lock_month(school_id=school.pk, month=month)
    closure, _made = MonthClosure.objects.get_or_create(
        school=school, month=month.first_day, defaults={"closed_at": clock.now()}
    )
    return closure
