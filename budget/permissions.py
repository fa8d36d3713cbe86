"""Who may do what with plans, applications and distributions."""

from typing import Any

from accounts.roles import DEPARTMENT_ROLES, Role
from core.workflow import Actor
from schools.permissions import is_own_school, is_system

__all__ = ["is_department", "is_department_head", "is_own_school", "is_system"]


def _region_of(instance: Any) -> str:
    region: str = instance.region_id if hasattr(instance, "region_id") else instance.plan.region_id
    return region


def is_department(instance: Any, actor: Actor) -> bool:
    """An officer or the head of the record's region."""
    return actor.role in DEPARTMENT_ROLES and actor.region_id == _region_of(instance)


def is_department_head(instance: Any, actor: Actor) -> bool:
    """The head of the record's region, who answers for its money."""
    return actor.role == Role.DEPARTMENT_HEAD and actor.region_id == _region_of(instance)
