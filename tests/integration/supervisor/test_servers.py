import os
import signal
from pathlib import Path

import psycopg
import pytest
import redis

from ortabilim.supervisor import postgres_files
from ortabilim.supervisor.home import Home
from ortabilim.supervisor.postgres import processes_in
from ortabilim.supervisor.postgres_files import locate
from ortabilim.supervisor.roles import make_roles_and_database
from ortabilim.supervisor.servers import Servers


def ask(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()


def kill_everything(servers: Servers) -> None:
    """Do what `kill -9` of all processes does, the database's own children included."""
    assert servers.postgres is not None
    for pid in processes_in(servers.postgres.files.data):
        os.kill(pid, signal.SIGKILL)
    for child in servers.running:
        assert child.process is not None
        child.process.kill()
        child.process.wait()


def test_first_start_gives_kazakh_letters_and_two_roles(servers: Servers) -> None:
    addresses = servers.start()
    assert ask(
        addresses["DATABASE_URL"], "SELECT current_user, lower('ӘҢҒ'), 'Әлия' ILIKE 'әл%'"
    ) == (
        "ortabilim_app",
        "әңғ",
        True,
    )
    assert ask(addresses["DATABASE_OWNER_URL"], "SELECT current_user") == ("ortabilim_owner",)


def test_a_home_with_a_space_in_its_path_starts(home: Home) -> None:
    root = home.root / "Мой дом 100%"
    (root / "log").mkdir(parents=True)
    for folder in (root, root / "log"):
        folder.chmod(0o755)
    servers = Servers(home=Home(root=root), durable=False)
    try:
        addresses = servers.start()
        assert ask(addresses["DATABASE_URL"], "SELECT 1") == (1,)
        assert redis.Redis.from_url(addresses["REDIS_URL"]).ping()
    finally:
        servers.stop()


def test_clean_stop_ends_every_server_with_exit_code_zero(servers: Servers) -> None:
    servers.start()
    assert [child.stop() for child in servers.running] == [0, 0]


def test_only_the_owner_makes_tables(servers: Servers) -> None:
    addresses = servers.start()
    with psycopg.connect(addresses["DATABASE_OWNER_URL"]) as owner:
        owner.execute("CREATE TABLE kept (id int)")
    with (
        psycopg.connect(addresses["DATABASE_URL"]) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute("CREATE TABLE refused (id int)")


def test_roles_are_made_once_however_often_asked(servers: Servers) -> None:
    servers.start()
    assert servers.postgres is not None
    superuser = servers.postgres.url(role="postgres", database="postgres")
    make_roles_and_database(superuser)
    query = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'ortabilim%'"
    assert ask(superuser, query) == (2,)


def test_rows_survive_when_everything_is_killed(home: Home) -> None:
    servers = Servers(home=home)  # durable, as in the demo
    addresses = servers.start()
    with psycopg.connect(addresses["DATABASE_OWNER_URL"]) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
    kill_everything(servers)
    assert list(home.sockets.glob(".s.PGSQL.*"))  # what a dead server leaves behind

    again = Servers(home=home)
    try:
        addresses = again.start()
        assert ask(addresses["DATABASE_OWNER_URL"], "SELECT number FROM kept") == (7,)
        assert redis.Redis.from_url(addresses["REDIS_URL"]).ping()
    finally:
        again.stop()


def test_an_orphaned_server_is_stopped_before_the_next_one_starts(
    home: Home, servers: Servers
) -> None:
    servers.start()
    assert servers.postgres is not None
    orphan = servers.postgres.child.process
    assert orphan is not None
    again = Servers(home=home, durable=False)
    try:
        # The orphan is our own child here: collect it, as init would.
        signal.signal(signal.SIGCHLD, lambda *_: orphan.poll())
        addresses = again.start()
        assert orphan.returncode == 0
        assert ask(addresses["DATABASE_URL"], "SELECT 1") == (1,)
    finally:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        again.stop()


def test_a_pid_file_that_names_a_stranger_is_no_obstacle(home: Home, servers: Servers) -> None:
    servers.start()
    assert servers.postgres is not None
    pid_file = servers.postgres.files.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    kill_everything(servers)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")  # a reused number

    again = Servers(home=home, durable=False)
    try:
        assert ask(again.start()["DATABASE_URL"], "SELECT 1") == (1,)
    finally:
        again.stop()


def test_given_servers_are_used_instead_of_embedded_ones(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@elsewhere/ortabilim")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    assert servers.start() == {
        "DATABASE_URL": "postgresql://app@elsewhere/ortabilim",
        "DATABASE_OWNER_URL": "postgresql://app@elsewhere/ortabilim",
        "REDIS_URL": "redis://elsewhere/0",
    }
    assert servers.running == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root has to use another account")
def test_data_of_an_unreachable_home_are_kept_outside_and_its_parents_stay_closed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setenv("ORTABILIM_HOME", str(closed / "home"))
    files = locate(Home.from_environment(default="unused"), outside=folder / "outside")
    assert files.data.is_relative_to(folder / "outside")
    assert closed.stat().st_mode & 0o777 == 0o700


def test_copied_programs_are_open_to_the_account_that_runs_them_whatever_the_umask(
    folder: Path,
) -> None:
    package = folder / "wheel"
    usual = os.umask(0o077)
    try:
        for place in (package / "bin", folder / "wheel.libs"):
            place.mkdir(parents=True)
        (package / "bin" / "postgres").touch(mode=0o700)
        (folder / "wheel.libs" / "some.so").touch()
        postgres_files._copied(package, to=folder / "outside" / "copy")
    finally:
        os.umask(usual)
    modes = {
        str(path.relative_to(folder)): path.stat().st_mode & 0o777
        for path in (folder / "outside", *(folder / "outside").rglob("*"))
    }
    assert modes == {
        "outside": 0o755,
        "outside/copy": 0o755,
        "outside/copy/wheel": 0o755,
        "outside/copy/wheel/bin": 0o755,
        "outside/copy/wheel/bin/postgres": 0o755,
        "outside/copy/wheel.libs": 0o755,
        "outside/copy/wheel.libs/some.so": 0o644,
    }
