"""Child processes: start, log file, stop; none outlives the supervisor."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import CannotStart
from .home import CHECKOUT

LARGEST_LOG = 10 * 1024 * 1024
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class SystemUser:
    """The account a child runs under; servers like PostgreSQL refuse to run as root."""

    name: str
    uid: int
    gid: int


def die_with_parent(*, parent: int, sign: signal.Signals) -> Callable[[], None]:
    """Return the function that ties a child to the supervisor (Linux clears it on a uid change).

    It must therefore run after the uid drop, as `preexec_fn` does.
    """

    def tie() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
        if os.getppid() != parent:  # the supervisor died before the line above
            os.kill(os.getpid(), signal.SIGKILL)

    return tie


@dataclass
class Child:
    """One long-running program. `stop_signal` is its polite stop, `patience` seconds to obey."""

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str]
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    patience: float = 15.0
    cwd: Path = CHECKOUT
    user: SystemUser | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the program in its own session, so that Ctrl-C reaches only the supervisor."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as output:
            try:
                self.process = subprocess.Popen(
                    self.command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    cwd=self.cwd,
                    env=dict(self.environment),
                    start_new_session=True,
                    preexec_fn=die_with_parent(parent=os.getpid(), sign=self.orphan_signal),
                    **as_user(self.user),
                )
            except OSError as error:
                raise CannotStart(f"{self.name} did not start: {error}") from error

    def exit_code(self) -> int | None:
        """Return the exit code of a child that ended, None while it runs or was never started."""
        return None if self.process is None else self.process.poll()

    def stop(self) -> int | None:
        """Stop the program and what it started; return its exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(timeout=self.patience)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)  # its own children, if it left some
        return self.process.returncode

    def must_run(self) -> None:
        """:raises CannotStart: the program ended; the text has the tail of its log."""
        code = self.exit_code()
        if code is not None:
            raise CannotStart(f"{self.name} ended with code {code}\n{log_tail(self.log)}")

    def wait_until(self, is_up: Callable[[], bool], *, seconds: float) -> None:
        """Wait until the program serves.

        :raises CannotStart: it ended or is not up in time; the text has the tail of its log
        """
        deadline = time.monotonic() + seconds
        while not is_up():
            self.must_run()
            if time.monotonic() >= deadline:
                raise CannotStart(
                    f"{self.name} is not up after {seconds:.0f} s\n{log_tail(self.log)}"
                )
            time.sleep(0.05)


def as_user(user: SystemUser | None) -> dict[str, Any]:
    """Return the arguments of `subprocess` that drop to the account (nothing when None)."""
    if user is None:
        return {}
    return {"user": user.uid, "group": user.gid, "extra_groups": []}


def log_tail(path: Path, *, lines: int = 15) -> str:
    """Return the last lines of a log and where to read the rest."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 64 * 1024))
            text = file.read().decode(errors="replace")
    except OSError:
        text = ""
    tail = "\n".join(f"    {line}" for line in text.splitlines()[-lines:])
    return f"{tail}\n    (whole log: {path})"
