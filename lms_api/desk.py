"""What of the months' data waits for whom."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.periods import Month
from core.web.addresses import reverse_or_none
from core.web.desk import Waiting, register_part, register_work
from core.workflow import Actor
from lms_api.delivery import schools as delivery
from lms_api.delivery.findings import findings
from lms_api.delivery.ranking import ranked
from schools.models import School
from schools.statuses import SchoolStatus

_TOP = 3


def _top_errors(actor: Actor) -> dict[str, object] | None:
    """The three dearest of the last month that ended, over all schools of the organisation."""
    month = Month.of(clock.today()).previous()
    schools = list(School.objects.visible_to(actor).filter(status=SchoolStatus.ACTIVE))
    rows = ranked(findings(schools=schools, month=month))
    if not rows:
        return None
    return {
        "month": month,
        "rows": rows[:_TOP],
        "count": sum(one.rows for one in rows),
        "tiyn": sum(one.tiyn for one in rows),
        "url": f"{reverse_or_none('school:data-errors')}?month={month}",
    }


def _schools(condition: Q):
    def count(actor: Actor) -> Waiting:
        terms = delivery.terms_of(Month.of(clock.today()).previous())
        rows = delivery.with_delivery(School.objects.visible_to(actor), terms)
        number = rows.filter(condition).count()
        is_late = number and terms.due_on < clock.today()
        return Waiting(number, deadline=terms.due_on, overdue=number if is_late else 0)

    return count


register_part("school", template="lms_api/delivery/_top_errors.html", values=_top_errors)
register_work(
    "department:delivery",
    title=_("Школы не передали контингент прошлого месяца: напомните"),
    after=_("без контингента акт школы не сформируется"),
    query="view=missing",
    counter=_schools(delivery.MISSING),
)
register_work(
    "department:delivery",
    title=_("Данные ждут подтверждения школ: число учеников резко изменилось"),
    query="view=waiting",
    counter=_schools(delivery.WAITING),
    mine=False,
)
