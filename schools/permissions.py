"""Who may do what with the records of this room."""

from typing import Any

from accounts.roles import DEPARTMENT_ROLES, SCHOOL_ROLES
from core.workflow import Actor


def is_own_school(instance: Any, actor: Actor) -> bool:
    """A head or employee of the organisation that owns the school."""
    school = getattr(instance, "school", instance)
    return actor.role in SCHOOL_ROLES and actor.organisation_id == school.organisation_id


def is_own_department(instance: Any, actor: Actor) -> bool:
    """An officer or the head of the region's education department."""
    school = getattr(instance, "school", instance)
    return actor.role in DEPARTMENT_ROLES and actor.region_id == school.region_id


def is_system(instance: Any, actor: Actor) -> bool:
    """Only the system itself."""
    return actor.is_system
