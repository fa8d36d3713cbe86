"""Running the same work in many threads that start together."""

import threading
from collections.abc import Callable

from django.db import connection

THREADS = 20


def at_once(work: Callable[[], object], *, threads: int = THREADS) -> list[BaseException | None]:
    """What each thread raised, or None for one that came through."""
    start = threading.Barrier(threads)
    ended: list[BaseException | None] = []

    def one() -> None:
        try:
            connection.ensure_connection()
            start.wait()
            work()
            ended.append(None)
        except Exception as problem:
            ended.append(problem)
        finally:
            connection.close()

    running = [threading.Thread(target=one) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return ended
