"""TCP addresses on the loopback interface: the public port and the emulators' own."""

import json
import secrets
import socket
import time
from pathlib import Path

from .errors import CannotStart

LOOPBACK = "127.0.0.1"
QUIET = range(20_000, 30_000)
"""Below the ports that the kernel gives to outgoing connections (32768 and more): nobody takes one
by chance between its choice and the start of the server that gets it."""


def is_free(*, port: int) -> bool:
    """Test that a server could listen on the port now (a socket in TIME_WAIT does not count)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def answers(*, port: int) -> bool:
    """Test that somebody accepts connections on the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def pick_free(*, names: list[str], taken: set[int]) -> dict[str, int]:
    """Choose a free port per name by lot, all different and none of `taken`."""
    untried = iter(secrets.SystemRandom().sample(QUIET, len(QUIET)))
    good = (port for port in untried if port not in taken and is_free(port=port))
    try:
        return {name: next(good) for name in names}
    except StopIteration:
        raise CannotStart(f"No port between {QUIET[0]} and {QUIET[-1]} is free") from None


def endpoints(*, path: Path, names: list[str], public_port: int) -> dict[str, int]:
    """Return the ports kept in `endpoints.json`, picking new ones for those missing or taken."""
    try:
        kept = {str(k): int(v) for k, v in json.loads(path.read_text()).items() if k in names}
    except (OSError, ValueError, AttributeError, TypeError):
        kept = {}
    good = {name: port for name, port in kept.items() if is_free(port=port) and port != public_port}
    missing = [name for name in names if name not in good]
    good |= pick_free(names=missing, taken={public_port, *good.values()})
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(good, indent=2) + "\n")
    fresh.rename(path)
    return good


def public_port(*, text: str, patience: float = 3.0) -> int:
    """Parse `PORT` and make sure that it is free.

    The web workers of a supervisor killed with -9 let go of the port within a second or two, hence
    the patience (seconds).

    :raises CannotStart: not a port number, or somebody else listens there
    """
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise CannotStart(f"PORT={text} is not a port number")
    port = int(text)
    deadline = time.monotonic() + patience
    while not is_free(port=port):
        if time.monotonic() >= deadline:
            raise CannotStart(
                f"Port {port} is taken: stop the program that uses it or choose another, "
                f"for example PORT={port + 1 if port < 65535 else 8000}"
            )
        time.sleep(0.2)
    return port
