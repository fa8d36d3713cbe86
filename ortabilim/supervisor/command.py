"""`python -m ortabilim.supervisor run -- <command…>`: a command with servers of its own."""

import os
import signal
import subprocess
from collections.abc import Sequence

from .errors import CannotStart, StopRequested
from .home import CHECKOUT, Home
from .servers import Servers


def run_command(command: Sequence[str], *, home: Home) -> int:
    """Start the servers, run the command in this terminal, stop the servers.

    :returns: the command's exit code (128 + signal number when a signal ended it)
    """
    servers = Servers.for_tests(home)
    try:
        addresses = servers.start()
        own = {"ORTABILIM_HOME": str(home.root), "PYTHONUNBUFFERED": "1"}
        environment = {"SECRET_KEY": home.secret_key()} | dict(os.environ) | addresses | own
        try:
            process = subprocess.Popen(command, cwd=CHECKOUT, env=environment)
        except OSError as error:
            raise CannotStart(f"{command[0]} did not start: {error}") from error
        return _wait(process)
    finally:
        servers.stop()


def _wait(process: subprocess.Popen[bytes]) -> int:
    """Wait for the command; a stop asked of us is passed on once, then waited for."""
    try:
        code = process.wait()
    except StopRequested:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        raise
    return code if code >= 0 else 128 - code
