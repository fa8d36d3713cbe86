"""Events between rooms: written with the change, delivered at least once, handled once.

A row is locked while its handlers run and is marked done in the same transaction, so a killed
worker leaves it as it was and a second worker skips it. Handlers write rows or start jobs; they
never reach out to the network.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction

from core import clock
from core.models import OutboxEvent

Handler = Callable[..., None]

MAX_ATTEMPTS = 5
_RETRY_AFTER = dt.timedelta(seconds=30)
_handlers: dict[str, list[Handler]] = {}
_log = logging.getLogger(__name__)


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register a function of a room's ``receivers.py`` for events of a kind."""

    def register(handler: Handler) -> Handler:
        _handlers.setdefault(kind, []).append(handler)
        return handler

    return register


def emit(kind: str, **payload: Any) -> None:
    """Write an event inside the caller's transaction; ids only."""
    now = clock.now()
    OutboxEvent.objects.create(kind=kind, payload=payload, created_at=now, due_at=now)
    ring_after_commit()


def ring_after_commit() -> None:
    """For a statement that wrote its event itself, beside the rows it tells of."""
    transaction.on_commit(_ring, robust=True)


def emit_if_handled(kind: str, **payload: Any) -> None:
    """Write an event only where some room listens."""
    if kind in _handlers:
        emit(kind, **payload)


def drain(limit: int = 1000) -> int:
    """Deliver due events one by one; returns how many were delivered."""
    delivered = 0
    while delivered < limit and _deliver_next():
        delivered += 1
    return delivered


def _deliver_next() -> bool:
    with transaction.atomic():
        event = (
            OutboxEvent.objects.select_for_update(skip_locked=True)
            .filter(done_at__isnull=True, dead=False, due_at__lte=clock.now())
            .order_by("id")
            .first()
        )
        if event is None:
            return False
        try:
            with transaction.atomic():
                for handler in _handlers.get(event.kind, []):
                    handler(**event.payload)
        except Exception as problem:  # a poison event must not stop the others
            _log.exception("outbox event %s of kind %s failed", event.pk, event.kind)
            event.attempts += 1
            event.last_error = f"{type(problem).__name__}: {problem}"[:500]
            event.dead = event.attempts >= MAX_ATTEMPTS
            event.due_at = clock.now() + _RETRY_AFTER * event.attempts
        else:
            event.done_at = clock.now()
        event.save()
    return True


def _ring() -> None:
    from core.doorbell import ring_soon
    from core.tasks import relay_outbox  # tasks import this module

    ring_soon(relay_outbox)
