"""A whole demo as its own process tree: started, killed with -9 in parts or whole, and again."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from ortabilim.supervisor import ports, readiness
from ortabilim.supervisor.home import Home

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 420.0
"""Seconds for a first start on a busy machine."""
_OURS = (
    *("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "TESTING", "SECRET_KEY", "PORT"),
    *("DEMO", "DEMO_TODAY", "DEMO_SCALE", "ORTABILIM_HOME", "VAULT_KEYS_FILE", "KEYS_DIR"),
    *("REGISTRY_EMULATOR_URL", "NCALAYER_URL", "DJANGO_SETTINGS_MODULE"),
)
PARTS = {
    "web": "gunicorn ortabilim",
    "worker": "ortabilim.celery worker",
    "beat": "ortabilim.celery beat",
    "valkey": "valkey-server",
    "postgres": "bin/postgres -D",
    "emulator": "integrations.emulator",
}


class House:
    """One home and one port; ``start`` may be called again after any death."""

    def __init__(self) -> None:
        # The server's account must be able to enter: pytest's own folders are closed to it.
        self.root = Path(tempfile.mkdtemp(prefix="ortabilim-faults-", dir="/tmp"))
        self.root.chmod(0o755)
        self.home = Home(root=self.root.resolve())
        self.port = ports.pick_free(names=["web"], taken=set())["web"]
        self.process: subprocess.Popen[str] | None = None
        self.lines: list[str] = []

    def start(self) -> None:
        environment = {k: v for k, v in os.environ.items() if k not in _OURS}
        environment |= {"ORTABILIM_HOME": str(self.root), "PORT": str(self.port)}
        self.lines = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ortabilim.supervisor", "demo"],
            cwd=CHECKOUT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._read, args=(self.process,), daemon=True).start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.lines.append(line.rstrip())

    def wait_for(self, what: str, seen: Callable[[], bool], *, seconds: float = PATIENCE) -> None:
        """Look until it is so; what the house said is in the failure."""
        deadline = time.monotonic() + seconds
        while not seen():
            said = "\n".join(self.lines[-15:])
            assert self.process is not None
            assert self.process.poll() is None, f"the supervisor ended before {what}:\n{said}"
            assert time.monotonic() < deadline, f"{what} did not come in time:\n{said}"
            time.sleep(0.1)

    def wait_until_ready(self) -> None:
        self.wait_for("readiness", self.is_ready)

    def is_ready(self) -> bool:
        return readiness.readiness(port=self.port)[0] == 200

    def said(self, words: str) -> bool:
        return any(words in line for line in self.lines)

    def log_has(self, name: str, words: str) -> bool:
        try:
            return words in (self.home.log / name).read_text(errors="replace")
        except OSError:
            return False

    def processes(self) -> dict[int, str]:
        """Living processes of this house: by the home in environment, command or folder.

        The command is led by the program's file, since servers rewrite their command lines.
        """
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
                environment = (entry / "environ").read_bytes().replace(b"\0", b" ")
                folder = os.readlink(entry / "cwd").encode()
                if f"{self.root}".encode() in b" ".join((words, environment, folder)):
                    program = os.readlink(entry / "exe")
                    found[int(entry.name)] = f"{program} {words.decode(errors='replace')}"
        found.pop(os.getpid(), None)
        return found

    def pids_of(self, part: str) -> list[int]:
        """The eldest first: gunicorn's and Celery's masters, the postmaster."""
        return sorted(pid for pid, command in self.processes().items() if PARTS[part] in command)

    def kill(self, part: str) -> None:
        """-9 to the part's first process (what its supervisor would lose in a crash)."""
        os.kill(self.pids_of(part)[0], signal.SIGKILL)

    def kill_supervisor(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def kill_everything(self) -> None:
        """-9 to the supervisor and at the same moment to all that it holds."""
        pids = [*self.processes()]
        self.kill_supervisor()
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=120)

    def database_url(self) -> str:
        return f"postgresql://ortabilim_app@/ortabilim?host={self.home.sockets}"

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database_url()) as connection:
            return connection.execute(query).fetchall()

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {k: v for k, v in os.environ.items() if k not in _OURS}
        environment |= {
            "ORTABILIM_HOME": str(self.root),
            "DEMO": "1",
            "DATABASE_URL": self.database_url(),
            "REDIS_URL": f"unix://{self.home.sockets / 'valkey.sock'}",
            "SECRET_KEY": self.home.secret_key(),
        }
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill_everything()
        shutil.rmtree(self.root, ignore_errors=True)
