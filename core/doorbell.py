"""Ringing the queue: a hint that there is work. Losing it loses nothing."""

import logging
import threading
from typing import Any

from kombu.exceptions import OperationalError

_SOON = 0.1
_log = logging.getLogger(__name__)
_waiting: set[str] = set()
_lock = threading.Lock()


def ring(task: Any, *args: Any) -> None:
    """Send a task; where the broker is away the sweeper finds the work within seconds."""
    try:
        task.apply_async(args=args, retry=False)
    except (OperationalError, OSError) as problem:
        _log.warning("the queue did not answer (%s); the sweeper will find the work", problem)


def ring_soon(task: Any) -> None:
    """Ring once for all who ask within a tenth of a second: a ring takes longer than most writes.

    A process that ends before loses the ring; then, too, the sweeper finds the work.
    """
    with _lock:
        if task.name in _waiting:
            return
        _waiting.add(task.name)
    later = threading.Timer(_SOON, _ring_waiting, [task])
    later.daemon = True
    later.start()


def _ring_waiting(task: Any) -> None:
    with _lock:
        _waiting.discard(task.name)
    ring(task)
