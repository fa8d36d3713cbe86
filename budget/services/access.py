"""The refusal of a foreign role, in one line, for services that are not transitions."""

from collections.abc import Callable
from typing import Any

from core.workflow import Actor, TransitionForbidden


def require(
    permission: Callable[[Any, Actor], bool], instance: Any, actor: Actor, what: str
) -> None:
    """Let the system and whom the predicate allows through.

    :raises TransitionForbidden: anybody else
    """
    if not actor.is_system and not permission(instance, actor):
        raise TransitionForbidden(what)
