"""Grants as their vendor needs them: what it may call today, and what it still owes."""

from django.db.models import Q, QuerySet

from core import clock
from core.periods import Month
from core.web.desk import Waiting
from core.workflow import Actor
from lms_api.delivery import schools as delivery
from lms_api.grants import REACHED
from schools.models import LmsBinding, School
from schools.selectors.contingent import in_force


def open_today(rows: QuerySet[LmsBinding]) -> QuerySet[LmsBinding]:
    """Grants whose schools the API lists today."""
    return rows.filter(in_force(clock.today()), school__status__in=REACHED)


def owing(rows: QuerySet[LmsBinding], actor: Actor) -> QuerySet[LmsBinding]:
    """Open ones whose act of the last month waits for this vendor's contingent."""
    return open_today(rows).filter(school__in=_owed_by(actor, _terms()))


def owed(actor: Actor) -> Waiting:
    """How many schools of the vendor those are, and since when it is late."""
    terms = _terms()
    number = open_today(_own(actor)).filter(school__in=_owed_by(actor, terms)).count()
    is_late = number and terms.due_on < clock.today()
    return Waiting(number, deadline=terms.due_on, overdue=number if is_late else 0)


def reached(actor: Actor) -> int:
    """How many schools the vendor may call."""
    return open_today(_own(actor)).count()


def _own(actor: Actor) -> QuerySet[LmsBinding]:
    return LmsBinding.objects.filter(vendor_id=actor.organisation_id)


def _terms() -> delivery.Terms:
    return delivery.terms_of(Month.of(clock.today()).previous())


def _owed_by(actor: Actor, terms: delivery.Terms) -> QuerySet[School, int]:
    """The same law as the department's «Не передали»."""
    granted = School.objects.filter(pk__in=_own(actor).values("school_id"))
    fed = Q(feeding_id=actor.organisation_id)
    return delivery.with_delivery(granted, terms).filter(delivery.MISSING, fed).values("pk")
