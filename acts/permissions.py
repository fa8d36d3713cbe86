"""Who may do what with acts and registers."""

from accounts.roles import FINANCE_ROLES
from contracts.permissions import (
    is_department,
    is_department_signatory,
    is_own_school,
    is_school_signatory,
)
from core.workflow import Actor
from schools.permissions import is_system

__all__ = [
    "is_department",
    "is_department_signatory",
    "is_finance",
    "is_own_school",
    "is_school_signatory",
    "is_system",
]


def is_finance(instance: object, actor: Actor) -> bool:
    """An operator or the signatory of the finance centre."""
    return actor.role in FINANCE_ROLES
