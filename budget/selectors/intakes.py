"""Which window is open for whom."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from budget.models import FundingApplication, Intake
from core import clock
from core.workflow import Actor, TransitionImpossible
from schools.models import School


def open_intakes() -> QuerySet[Intake]:
    """Windows in which one may apply today."""
    today = clock.today()
    return Intake.objects.filter(status="open", opens_on__lte=today, closes_on__gte=today)


def schools_that_may_apply(actor: Actor) -> QuerySet[School]:
    """The actor's active schools with an open window and no live application in it."""
    windows = open_intakes().filter(region_id=OuterRef("region_id"))
    live = FundingApplication.objects.filter(
        school_id=OuterRef("pk"), intake__in=open_intakes()
    ).exclude(status__in=("withdrawn", "refused"))
    return (
        School.objects.visible_to(actor)
        .filter(Exists(windows), ~Exists(live), status="active")
        .select_related("region")
    )


def intake_open_for(school: School) -> Intake:
    """The open window of the school's region.

    :raises TransitionImpossible: there is none
    """
    intake = open_intakes().filter(region_id=school.region_id).order_by("pk").first()
    if intake is None:
        raise TransitionImpossible(_("Приём заявок в регионе сейчас закрыт."))
    return intake
