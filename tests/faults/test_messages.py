"""What goes wrong at the start is told in one clear line, without a traceback."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.house import CHECKOUT


def start(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Ask for a demo that cannot start; the answer comes at once."""
    return subprocess.run(
        [sys.executable, "-m", "ortabilim.supervisor", "demo"],
        cwd=CHECKOUT,
        env=os.environ | {"ORTABILIM_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def only_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    return line


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 MB, where this machine lets us make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)], check=False
    )
    if made.returncode != 0:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(small_disk):
    assert "almost full" in only_line(start(small_disk))


def test_a_taken_port(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = only_line(start(tmp_path, PORT=str(port)))
    assert f"Port {port} is taken" in line


def test_a_port_and_a_scale_that_are_none(tmp_path):
    assert "PORT=http is not a port number" in only_line(start(tmp_path, PORT="http"))
    assert "DEMO_SCALE=huge" in only_line(start(tmp_path, DEMO_SCALE="huge", PORT="48231"))
