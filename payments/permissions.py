"""Who may do what with payment orders."""

from typing import Any

from accounts.roles import FINANCE_ROLES, Role
from core.workflow import Actor


def is_finance(instance: Any, actor: Actor) -> bool:
    """An operator or the signatory of the finance centre."""
    return actor.role in FINANCE_ROLES


def is_second_person(instance: Any, actor: Actor) -> bool:
    """The signatory, when another person prepared the order (I30)."""
    return (
        actor.role == Role.FINANCE_SIGNATORY
        and actor.user_id is not None
        and actor.user_id != instance.created_by_user_id
    )


def is_system(instance: Any, actor: Actor) -> bool:
    """Only the system itself, on the bank's word."""
    return actor.is_system
