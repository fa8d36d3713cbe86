"""Command line: `demo`, or `run -- <command…>`. Problems of the machine become one clear line."""

import contextlib
import os
import signal
import sys
from types import FrameType

from signing import printing

from . import ports
from .command import run_command
from .demo import Demo
from .errors import CannotStart, StopRequested, told
from .home import Home

ROOM_OF_THE_DEMO = 300
"""Megabytes: a fresh cluster with its log, the small demo, the broker's file."""
USAGE = "usage: python -m ortabilim.supervisor demo | run -- <command…>"


def main(arguments: list[str]) -> int:
    """Run one of the two modes and return the exit code."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _ask_to_stop)
    default = ".demo" if arguments == ["demo"] else ".test"
    try:
        if arguments == ["demo"]:
            return demo()
        if arguments[:2] == ["run", "--"] and len(arguments) > 2:
            home = Home.from_environment(default=default)
            with home.claimed():
                return run_command(arguments[2:], home=home)
    except (CannotStart, OSError) as problem:
        line = told(problem, home=Home.folder(default=default))
        print(line, file=sys.stderr, flush=True)
        return 1
    except StopRequested:
        return 0 if arguments == ["demo"] else 130
    print(USAGE, file=sys.stderr)
    return 2


def demo() -> int:
    """Run the demo until it is asked to stop."""
    home = Home.from_environment(default=".demo")
    home.must_have_room(megabytes=ROOM_OF_THE_DEMO)
    if packages := printing.missing_packages():
        say(f"PDF pages cannot be made here. As root: {printing.how_to_install(packages)}")
    with home.claimed():
        port = ports.public_port(text=os.environ.get("PORT") or "8000")
        scale = os.environ.get("DEMO_SCALE") or "small"
        Demo(home=home, port=port, say=say, scale=scale).run()
    return 0


def say(line: str) -> None:
    """Write one line for the person; a closed terminal is no reason to stop."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


def _ask_to_stop(sign: int, frame: FrameType | None) -> None:
    """Ask once: further signals must not interrupt the orderly stop."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise StopRequested


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
