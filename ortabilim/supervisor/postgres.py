"""The embedded PostgreSQL: made once, held as our own child, recovered after any death."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

from .errors import CannotStart
from .home import Home
from .postgres_files import PostgresFiles, locate
from .processes import Child, as_user

SUPERUSER = "postgres"

# Plain `C` silently breaks lower('Ә') and ILIKE on Cyrillic; docker-compose.yml has the same.
INITDB_ARGUMENTS = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
SETTINGS = {"listen_addresses": "", "max_connections": "120", "timezone": "UTC"}
# For tests only: a power cut may cost their database, which nobody would miss.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Postgres:
    """One server of one home; `durable=False` trades crash safety for speed."""

    files: PostgresFiles
    sockets: Path
    child: Child

    @classmethod
    def of(cls, home: Home, *, environment: Mapping[str, str], durable: bool) -> "Postgres":
        """Describe the server of a home; nothing runs yet."""
        files = locate(home)
        owner = files.user.uid if files.user else os.getuid()
        sockets = home.make_sockets_folder(owner_uid=owner)
        settings = SETTINGS if durable else SETTINGS | CARELESS
        command = [str(files.bin / "postgres"), "-D", str(files.data), "-k", str(sockets)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        log = home.log / "postgresql.log"
        child = Child(
            name="PostgreSQL",
            command=command,
            log=log,
            environment=_without_pg_variables(environment),
            stop_signal=signal.SIGINT,  # fast shutdown: roll back, checkpoint, leave
            orphan_signal=signal.SIGINT,
            patience=60,
            cwd=Path("/"),
            user=files.user,
        )
        return cls(files=files, sockets=sockets, child=child)

    def start(self) -> None:
        """Make the cluster when it is missing, clear what a dead server left, start and wait."""
        if not self.files.must_be_readable():
            self._make_cluster()
        recover(data=self.files.data, sockets=self.sockets)
        self.child.start()
        self.child.wait_until(self.accepts, seconds=60)

    def accepts(self) -> bool:
        """Test that the server takes connections (it does not while it replays its log)."""
        try:
            psycopg.connect(self.url(role=SUPERUSER, database="postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def url(self, *, role: str, database: str) -> str:
        """Return the address for a role, over the unix socket."""
        return f"postgresql://{role}@/{database}?host={self.sockets}"

    def _make_cluster(self) -> None:
        """Run initdb beside the final place and rename: a half-made cluster is never used."""
        fresh = self.files.data.with_name("pg.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if self.files.user is not None:
            os.chown(fresh, self.files.user.uid, self.files.user.gid)
        command = [str(self.files.bin / "initdb"), *INITDB_ARGUMENTS, "--auth=trust"]
        command += ["--no-instructions", f"--username={SUPERUSER}", "-D", str(fresh)]
        done = subprocess.run(
            command,
            cwd="/",
            env=dict(self.child.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            **as_user(self.files.user),
        )
        if done.returncode != 0:
            raise CannotStart(f"initdb failed\n{done.stdout}")
        fresh.rename(self.files.data)


def recover(*, data: Path, sockets: Path, seconds: float = 60) -> None:
    """Make the data folder ours: no server in it, no pid file or socket of a dead one.

    A server of a supervisor killed with -9 may still be on its way out; deleting its pid file
    earlier would let two servers write the same files.
    """
    pid = _pid_in(data / "postmaster.pid")
    if pid is not None and _works_in(pid, data):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + seconds
    while processes_in(data):
        if time.monotonic() >= deadline:
            raise CannotStart(f"another PostgreSQL still works in {data}: {processes_in(data)}")
        time.sleep(0.05)
    (data / "postmaster.pid").unlink(missing_ok=True)
    for leftover in sockets.glob(".s.PGSQL.*"):
        leftover.unlink(missing_ok=True)


def processes_in(data: Path) -> list[int]:
    """Return the living processes whose working folder is the data folder (zombies have none)."""
    return [int(e.name) for e in Path("/proc").glob("[0-9]*") if _works_in(int(e.name), data)]


def _works_in(pid: int, data: Path) -> bool:
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd")) == data
    except OSError:
        return False


def _pid_in(path: Path) -> int | None:
    try:
        return int(path.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _without_pg_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Drop PGDATA, PGHOST and the like: they would steer the programs to another server."""
    return {k: v for k, v in environment.items() if not k.startswith(("PG", "LC_", "LANG"))}
