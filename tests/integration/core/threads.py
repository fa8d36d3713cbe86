"""Two workers at once, in threads with connections of their own."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection

PATIENCE = 30
"""Seconds after which a test that hangs is a failure; nothing waits so long when all is well."""


def in_thread(pool: ThreadPoolExecutor, work: Callable[..., Any], *args: Any) -> Future[Any]:
    """Run ``work`` in the pool and close its connection afterwards."""

    def with_own_connection() -> Any:
        try:
            return work(*args)
        finally:
            connection.close()

    return pool.submit(with_own_connection)


@contextmanager
def one_at_work(
    work: Callable[..., Any], *args: Any, entered: threading.Event, go: threading.Event
):
    """While the block runs, another thread stands inside ``work``; yields its future."""
    with ThreadPoolExecutor(1) as pool:
        future = in_thread(pool, work, *args)
        try:
            assert entered.wait(PATIENCE)
            yield future
        finally:
            go.set()
