"""The programs of the house: one-shot management commands and long-running children."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from .errors import CannotStart
from .home import Home
from .ports import LOOPBACK
from .processes import Child, log_tail

REGISTRIES = "registry_emulator"
NCALAYER = "ncalayer"
EMULATORS = [REGISTRIES, NCALAYER]

# One worker listens to all queues; a bigger installation starts one per queue (see compose).
QUEUES = "celery,money,push,registry,report"


def manage(
    *arguments: str, home: Home, environment: Mapping[str, str], seconds: float = 900
) -> None:
    """Run one management command to its end.

    :raises CannotStart: it failed or takes longer than `seconds`; the text has the log's tail
    """
    name = f"manage.py {' '.join(arguments)}"
    log = home.log / f"{arguments[0]}.log"
    log.unlink(missing_ok=True)
    child = Child(
        name=name,
        command=[sys.executable, "manage.py", *arguments],
        log=log,
        environment=environment,
    )
    child.start()
    assert child.process is not None
    try:
        code = child.process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise CannotStart(f"{name} takes longer than {seconds:.0f} s\n{log_tail(log)}") from None
    finally:
        child.stop()
    if code != 0:
        raise CannotStart(f"{name} failed with code {code}\n{log_tail(log)}")


def emulators(
    home: Home, *, environment: Mapping[str, str], ports: Mapping[str, int]
) -> list[Child]:
    """Return the registry emulator and the NCALayer emulator, in the order of `EMULATORS`."""
    state = home.root / "emulator"
    state.mkdir(exist_ok=True)
    registries = ["integrations.emulator", "--port", str(ports[REGISTRIES]), "--state-dir"]
    registries.append(str(state))
    ncalayer = ["signing.ncalayer_emulator", "--port", str(ports[NCALAYER]), "--keys"]
    ncalayer.append(str(home.keys))
    return [
        _module("registry emulator", "emulator", registries, home, environment),
        _module("NCALayer emulator", "ncalayer", ncalayer, home, environment),
    ]


def worker(home: Home, *, environment: Mapping[str, str]) -> Child:
    """Return the Celery worker of all queues."""
    arguments = ["celery", "-A", "ortabilim.celery", "worker", "-Q", QUEUES]
    arguments += ["--without-gossip", "--without-mingle", "--concurrency=2", "--loglevel=INFO"]
    child = _module("worker", "worker", arguments, home, environment)
    # A warm stop lets running chunks commit; afterwards the lease runs out and another takes over.
    child.patience = 20
    return child


def beat(home: Home, *, environment: Mapping[str, str]) -> Child:
    """Return the clock that rings periodic tasks."""
    arguments = ["celery", "-A", "ortabilim.celery", "beat", "--pidfile=", "--loglevel=INFO"]
    arguments += ["-s", str(home.root / "beat")]
    return _module("beat", "beat", arguments, home, environment)


def web(home: Home, *, environment: Mapping[str, str], port: int) -> Child:
    """Return the web server on the public port of this machine."""
    arguments = ["gunicorn", "ortabilim.wsgi:application", "--bind", f"{LOOPBACK}:{port}"]
    arguments += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    arguments += ["--timeout=60", "--no-control-socket"]
    arguments += ["--worker-tmp-dir", str(_memory_folder(home))]
    return _module("web", "web", arguments, home, environment)


def _module(
    name: str, log: str, arguments: list[str], home: Home, environment: Mapping[str, str]
) -> Child:
    return Child(
        name=name,
        command=[sys.executable, "-m", *arguments],
        log=home.log / f"{log}.log",
        environment=environment,
        stop_signal=signal.SIGTERM,
    )


def _memory_folder(home: Home) -> Path:
    """Return a folder for gunicorn's heartbeat files that never waits for a disk."""
    shared_memory = Path("/dev/shm")
    return shared_memory if shared_memory.is_dir() else home.log
