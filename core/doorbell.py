"""Ringing the queue: a hint that there is work. Losing it loses nothing."""

import logging
from typing import Any

from kombu.exceptions import OperationalError

_log = logging.getLogger(__name__)


def ring(task: Any, *args: Any) -> None:
    """Send a task; where the broker is away the sweeper finds the work within seconds."""
    try:
        task.apply_async(args=args, retry=False)
    except (OperationalError, OSError) as problem:
        _log.warning("the queue did not answer (%s); the sweeper will find the work", problem)
