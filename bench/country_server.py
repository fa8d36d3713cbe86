"""The web server as the Dockerfile starts it, with as many processes as are measured."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bench.lms_server import ROOT

_SECONDS_TO_START = 60


@contextmanager
def web_server(given: Mapping[str, str], *, processes: int) -> Iterator[int]:
    """Give the port of a server that answers; it ends with the block.

    :raises RuntimeError: it does not answer in time
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "ortabilim.wsgi:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(processes), "--threads", "4"]
    command += ["--worker-class", "gthread", "--timeout", "60", "--keep-alive", "60"]
    command += ["--no-control-socket", "--worker-tmp-dir", "/dev/shm", "--log-level", "error"]
    child = subprocess.Popen(command, cwd=ROOT, env=dict(given))
    try:
        until = time.monotonic() + _SECONDS_TO_START
        while not _answers(port):
            if time.monotonic() > until:
                raise RuntimeError("the web server did not start")
            time.sleep(0.2)
        yield port
    finally:
        child.terminate()
        child.wait(timeout=20)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/live", timeout=5):
            return True
    except OSError:
        return False
