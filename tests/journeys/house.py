"""The whole demo as a process of its own: started by the supervisor, asked over HTTP, stopped."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ortabilim.supervisor import ports, roles
from ortabilim.supervisor.home import CHECKOUT, Home

SECONDS_TO_READY = 600
SECONDS_TO_STOP = 180
_READY = "OrtaBilim is ready"


@dataclass(frozen=True)
class House:
    """A running demo: where it answers and where its files are."""

    base: str
    home: Path
    supervisor: int
    asked: list[str] = field(default_factory=list)
    """Every address that a browser asked for."""

    def push(self, body: dict[str, Any], *, vendor: str) -> dict[str, Any]:
        """Send a month's contingent as that LMS vendor does, over HTTP with its token."""
        request = urllib.request.Request(
            f"{self.base}/api/lms/v1/contingent",
            data=json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self._token(vendor)}",
                "Content-Type": "application/json",
            },
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command beside the demo, on its database."""
        home = Home(self.home)
        environment = _bare_environment() | {
            "DEMO": "1",
            "DEMO_TODAY": "2025-11-14",
            "ORTABILIM_HOME": str(self.home),
            "SECRET_KEY": home.secret_key(),
            "VAULT_KEYS_FILE": str(home.keys / "vault.json"),
            "DATABASE_URL": self._database(roles.APP),
            "DATABASE_OWNER_URL": self._database(roles.OWNER),
            "REDIS_URL": f"unix://{home.sockets / 'valkey.sock'}",
        }
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Look into the demo's database with the rights of the application."""
        with self.session() as connection:
            return connection.execute(query.encode()).fetchall()

    def session(self) -> psycopg.Connection:
        """A session of the application's role; what it locks stays locked until it ends."""
        return psycopg.connect(self._database(roles.APP), autocommit=True)

    def invariants_hold(self) -> None:
        """Every numbered invariant, as the operators' command tells."""
        done = self.manage("verify_invariants")
        broken = [line for line in done.stdout.splitlines() if " ok " not in line]
        assert done.returncode == 0, f"{broken} {done.stderr[-2000:]}"
        assert " ok 0" in done.stdout

    def child(self, words: str) -> int:
        """Return the process id of the supervisor's child whose command line has these words."""
        for pid in children_of(self.supervisor):
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            if words in command:
                return pid
        raise LookupError(f"the supervisor has no child «{words}»")

    def _database(self, role: str) -> str:
        return f"postgresql://{role}@/{roles.DATABASE}?host={Home(self.home).sockets}"

    def _token(self, vendor: str) -> str:
        book = json.loads((self.home / "keys" / "lms.json").read_text())
        return next(one["token"] for one in book if one["vendor"] == vendor)


def children_of(parent: int) -> list[int]:
    """Return the living children of a process."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(folder.name))
    return found


@contextmanager
def running_house(folder: Path) -> Iterator[House]:
    """Start a demo with small data in an empty folder; at the end it must stop cleanly."""
    port, output = ports.pick_free(names=["web"], taken=set())["web"], folder / "supervisor.log"
    environment = _bare_environment() | {
        "PORT": str(port),
        "ORTABILIM_HOME": str(folder / "home"),
        "DEMO_SCALE": "small",
        "PYTHONUNBUFFERED": "1",
    }
    with output.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ortabilim.supervisor", "demo"],
            cwd=CHECKOUT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for_ready(process, output)
        yield House(f"http://127.0.0.1:{port}", folder / "home", process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
    assert code == 0, f"the demo stopped with code {code}: {output.read_text()[-2000:]}"


def keep_logs(house: House, folder: Path) -> None:
    """Copy the servers' logs where a person can read them after the run."""
    shutil.copytree(house.home / "log", folder / "log", dirs_exist_ok=True)


def _wait_for_ready(process: subprocess.Popen[bytes], output: Path) -> None:
    for _ in range(SECONDS_TO_READY * 2):
        if _READY in output.read_text():
            return
        try:
            process.wait(0.5)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.fail(f"the demo did not start: {output.read_text()[-4000:]}")


def _bare_environment() -> dict[str, str]:
    """Nothing of the tests' own settings and servers may reach the demo."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ}
