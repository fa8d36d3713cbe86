"""A database of its own and the one-process web server of a run, both gone afterwards."""

import base64
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent


def environment() -> dict[str, str]:
    """What the product's settings need, with throw-away keys and the name of a new database."""
    home = Path(tempfile.mkdtemp(prefix="ortabilim-bench-"))
    (home / "static").mkdir()
    key = {"data": _random(), "index": _random()}
    (home / "vault.json").write_text(json.dumps({"current": 1, "keys": {"1": key}}))
    name = f"ortabilim_bench_{secrets.token_hex(4)}"
    owner = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    return dict(
        os.environ,
        TESTING="1",
        DEMO_TODAY="2025-11-14",
        SECRET_KEY=secrets.token_hex(24),
        ORTABILIM_HOME=str(home),
        VAULT_KEYS_FILE=str(home / "vault.json"),
        DATABASE_OWNER_URL=_renamed(owner, name),
        DATABASE_URL=_renamed(os.environ["DATABASE_URL"], name),
        DJANGO_SETTINGS_MODULE="bench.lms_settings",
        PYTHONPATH=str(ROOT),
    )


@contextmanager
def database(given: Mapping[str, str]) -> Iterator[None]:
    """Create and migrate the run's database; drop it at the end."""
    owner = given["DATABASE_OWNER_URL"]
    name = urlsplit(owner).path.lstrip("/")
    with psycopg.connect(_renamed(owner, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--run-syncdb", "-v0"],
                cwd=ROOT,
                env=dict(given),
                check=True,
            )
            yield
        finally:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


@contextmanager
def web_server(
    given: Mapping[str, str], *, processes: int = 1, threads: int = 1
) -> Iterator[tuple[int, int]]:
    """gunicorn as the product runs it; gives the port and the id of its master process."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "ortabilim.wsgi:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(processes)]
    command += ["--worker-class", "gthread", "--threads", str(threads), "--log-level", "error"]
    command += ["--no-control-socket", "--keep-alive", "60"]
    child = subprocess.Popen(command, cwd=ROOT, env=dict(given))
    try:
        _wait(port)
        yield port, child.pid
    finally:
        child.terminate()
        child.wait(timeout=20)


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/live", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the web server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _renamed(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _random() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
