"""CPU time of the web process and of its PostgreSQL sessions: it hardly minds a busy machine."""

import time
from collections.abc import Iterable
from pathlib import Path

import psycopg


class Meter:
    """Seconds on a CPU of some processes, all their threads."""

    def __init__(self, processes: Iterable[int]) -> None:
        # the kernel's clock of another process: man 3 clock_getcpuclockid
        self._clocks = [(~one << 3) | 2 for one in processes]

    def read(self) -> float:
        """So far."""
        return sum(time.clock_gettime(clock) for clock in self._clocks)


def workers_of(master: int) -> list[int]:
    """Child processes of a gunicorn master."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text()
    return [int(one) for one in children.split()]


def sessions_of(database_url: str) -> list[int]:
    """Server processes of all other sessions of a database, if they run on this machine."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        ).fetchall()
    return [pid for (pid,) in found if Path(f"/proc/{pid}/stat").exists()]
