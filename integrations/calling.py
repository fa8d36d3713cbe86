"""One guarded read: the breaker, and retries of what failed for a moment."""

from collections.abc import Callable
from typing import TypeVar

import stamina

from integrations.breaker import Breaker
from integrations.errors import CircuitOpen, RegistryError, Temporary
from integrations.http import Patience

Answer = TypeVar("Answer")


def ask(breaker: Breaker, patience: Patience, attempt: Callable[[], Answer]) -> Answer:
    """Run an idempotent read, again if it failed for a moment, unless the breaker forbids.

    Each attempt builds its request anew: ШЭП refuses a message id it has seen.

    :raises RegistryError: what the last attempt raised
    """
    for retry in stamina.retry_context(
        on=_is_momentary,
        attempts=patience.attempts,
        timeout=patience.seconds * patience.attempts,
        wait_initial=0.2,
        wait_max=2.0,
    ):
        with retry:
            return _once(breaker, attempt)
    raise AssertionError("unreachable: the retry context re-raises")


def _once(breaker: Breaker, attempt: Callable[[], Answer]) -> Answer:
    breaker.check()
    try:
        answer = attempt()
    except Temporary:
        breaker.failed()
        raise
    except RegistryError:
        # the registry is alive, whatever it says
        breaker.succeeded()
        raise
    breaker.succeeded()
    return answer


def _is_momentary(problem: Exception) -> bool:
    return isinstance(problem, Temporary) and not isinstance(problem, CircuitOpen)
