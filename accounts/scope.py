"""What part of the country an actor sees: the first filter of every ``visible_to``."""

from django.db.models import Q

from accounts.roles import DEPARTMENT_ROLES, FINANCE_ROLES, SCHOOL_ROLES, Role
from core.workflow import Actor

_NOTHING = Q(pk__in=[])


def scope_of(actor: Actor | None, *, organisation: str, region: str) -> Q:
    """A school sees its organisation, a department its region, finance centre and audit all.

    An administrator keeps the portal running and sees no school, pupil or payment.

    :param organisation: look-up path to the owning organisation's id
    :param region: look-up path to the region's code
    """
    if actor is None:
        return _NOTHING
    if actor.is_system or actor.role in FINANCE_ROLES | {Role.AUDITOR}:
        return Q()
    if actor.role in SCHOOL_ROLES:
        return Q(**{organisation: actor.organisation_id})
    if actor.role in DEPARTMENT_ROLES:
        return Q(**{region: actor.region_id})
    return _NOTHING
