"""Who may do what with a contract."""

from typing import Any

from accounts.models import Membership
from accounts.roles import DEPARTMENT_ROLES, Role
from core.workflow import Actor
from schools.permissions import is_own_school

__all__ = [
    "is_department",
    "is_department_signatory",
    "is_own_school",
    "is_school_signatory",
    "may_sign",
]


def may_sign(actor: Actor) -> bool:
    """Whether the member signs for his side: a head, or an employee with that right."""
    return actor.role in (Role.SCHOOL_HEAD, Role.DEPARTMENT_HEAD) or _may_sign(actor)


def _may_sign(actor: Actor) -> bool:
    return Membership.objects.filter(pk=actor.membership_id, may_sign=True).exists()


def is_department(instance: Any, actor: Actor) -> bool:
    """An officer or the head of the record's region."""
    return actor.role in DEPARTMENT_ROLES and actor.region_id == instance.region_id


def is_school_signatory(instance: Any, actor: Actor) -> bool:
    """The school's head, or an employee with a поручение that lets him sign."""
    return is_own_school(instance, actor) and (actor.role == Role.SCHOOL_HEAD or _may_sign(actor))


def is_department_signatory(instance: Any, actor: Actor) -> bool:
    """The department's head, or an officer with a поручение that lets him sign."""
    return is_department(instance, actor) and (
        actor.role == Role.DEPARTMENT_HEAD or _may_sign(actor)
    )
