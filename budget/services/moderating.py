"""The department's side of an application: open, approve, return, refuse."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget import dated_settings
from budget.models import FundingApplication
from budget.permissions import is_department
from budget.selectors.applications import failed_stop_factors
from budget.services.access import require
from budget.services.checking import decide
from budget.services.terms import working_days_from_today
from core import clock
from core.workflow import Actor, perform
from flk.texts import explain

_OPENED_STATES = ("submitted", "checking", "in_moderation")


@transaction.atomic
def open_by_officer(*, application: FundingApplication, actor: Actor) -> None:
    """Note the first look of the department: from here the school cannot withdraw.

    The rules are applied anew to what is known now, so that a purpose confirmed a minute ago on
    the school's page, or an answer grown stale, shows at once. Nobody is asked.

    :raises TransitionForbidden: not the region's department
    """
    require(is_department, application, actor, "open")
    locked = FundingApplication.objects.select_for_update().get(pk=application.pk)
    if locked.status not in _OPENED_STATES:
        return
    if locked.opened_by_officer_at is None:
        FundingApplication.objects.filter(pk=locked.pk).update(opened_by_officer_at=clock.now())
    if locked.status == "in_moderation":
        decide(application=locked)


def approve_application(*, application: FundingApplication, actor: Actor) -> FundingApplication:
    """Admit it to the distribution, on findings decided this moment.

    :raises TransitionImpossible: a stop factor failed, waits or has no answer
    """
    with transaction.atomic():
        locked = FundingApplication.objects.select_for_update().get(pk=application.pk)
        if locked.status == "in_moderation":
            decide(application=locked)
        return perform(locked, "approve", actor=actor, at=clock.now())


def return_application(
    *, application: FundingApplication, reason: str, actor: Actor
) -> FundingApplication:
    """Ask the school to mend what the reason names, within its term."""
    return perform(
        application,
        "send_back",
        actor=actor,
        reason=reason,
        due_on=working_days_from_today(dated_settings.SCHOOL_DAYS),
    )


def refuse_application(
    *, application: FundingApplication, reason: str, actor: Actor
) -> FundingApplication:
    """Refuse on a proven stop factor; the reason carries the rule, its legal ground and the mend.

    :raises TransitionImpossible: no stop factor is proven
    """
    with transaction.atomic():
        locked = FundingApplication.objects.select_for_update().get(pk=application.pk)
        if locked.status == "in_moderation":
            decide(application=locked)
        grounds = [
            _("%(code)s «%(title)s»: %(text)s Основание: %(norm)s. Что сделать: %(fix)s")
            % {
                "code": text.code,
                "title": text.title,
                "text": text.explanation or text.ground,
                "norm": text.norm,
                "fix": text.how_to_fix,
            }
            for text in map(explain, failed_stop_factors(locked))
        ]
        whole = "\n".join([reason.strip(), *grounds]) if reason.strip() else ""
        return perform(locked, "refuse", actor=actor, reason=whole)
