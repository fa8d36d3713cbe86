import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ortabilim.supervisor.home import CHECKOUT, Home

SHOW_SERVERS = """
import os, psycopg, redis
with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as c:
    print(c.execute("SELECT current_user").fetchone()[0])
print(redis.Redis.from_url(os.environ["REDIS_URL"]).ping())
raise SystemExit(7)
"""


def supervisor(*arguments: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ortabilim.supervisor", *arguments],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def environment(home: Home, own_environment: dict[str, str]) -> dict[str, str]:
    return own_environment | {"ORTABILIM_HOME": str(home.root)}


def test_a_command_gets_servers_and_its_exit_code_is_ours(environment: dict[str, str]) -> None:
    process = supervisor("run", "--", sys.executable, "-c", SHOW_SERVERS, environment=environment)
    output, _ = process.communicate(timeout=60)
    assert output.split() == ["postgres", "True"]
    assert process.returncode == 7


def test_a_killed_supervisor_leaves_no_server_behind(
    environment: dict[str, str], home: Home
) -> None:
    waits = "print('up', flush=True); import time; time.sleep(600)"
    process = supervisor("run", "--", sys.executable, "-c", waits, environment=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    server = int((home.root / "pg" / "postmaster.pid").read_text().split()[0])
    command = _child_that_waits(process.pid)
    with open(os.pidfd_open(server)) as end:
        process.kill()
        process.wait()
        readable, _, _ = select.select([end], [], [], 60)
    os.kill(command, signal.SIGKILL)
    process.communicate()
    assert readable, "PostgreSQL outlived its supervisor"


def _child_that_waits(pid: int) -> int:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return next(
        int(c) for c in children if b"time.sleep(600)" in Path(f"/proc/{c}/cmdline").read_bytes()
    )


def test_the_demo_says_in_one_line_that_its_port_is_taken(
    environment: dict[str, str], home: Home
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = supervisor("demo", environment=environment | {"PORT": str(port)})
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert output == ""
    assert errors.startswith(f"Port {port} is taken")
    assert errors.count("\n") == 1
    assert not (home.root / "pg").exists()


def test_an_unknown_mode_is_answered_with_the_usage(environment: dict[str, str]) -> None:
    process = supervisor("fly", environment=environment)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.split(":")[0]) == (2, "usage")
