"""A machine that cannot hold the house is told so in one line, without a traceback."""

import ast
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from ortabilim.supervisor import __main__ as command_line
from ortabilim.supervisor.errors import CannotStart
from ortabilim.supervisor.home import CHECKOUT, Home
from ortabilim.supervisor.servers import Servers

READ_BY_AN_OLD_PYTHON = ("ortabilim/__init__.py", "ortabilim/python_version.py")
OLD = (3, 6)
FAKE_PYTHON = """#!/bin/sh
[ "$1" = --version ] && echo "Python 3.9.2" && exit 0
exit 1
"""
AS_PYTHON_39 = """
import runpy, sys
sys.version_info = (3, 9, 2, "final", 0)
sys.argv = ["supervisor", "demo"]
runpy.run_module("ortabilim.supervisor", run_name="__main__")
"""


def one_line(text: str) -> str:
    (line,) = text.splitlines()
    return line


@pytest.fixture
def start(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Ask for a demo that cannot start, in this process; return its one line."""
    monkeypatch.setattr(command_line.signal, "signal", lambda *_: None)

    def ask(home: Path = folder / "home", **environment: str) -> str:
        for name, value in ({"ORTABILIM_HOME": str(home)} | environment).items():
            monkeypatch.setenv(name, value)
        assert command_line.main(["demo"]) == 1
        return one_line(capsys.readouterr().err)

    return ask


def test_an_old_python_is_told_by_the_supervisor() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AS_PYTHON_39],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert one_line(done.stderr).startswith("OrtaBilim needs Python 3.11 or newer; ")
    assert done.stderr.endswith("is Python 3.9.2\n")


@pytest.mark.parametrize("path", READ_BY_AN_OLD_PYTHON)
def test_an_old_python_can_read_what_tells_it(path: str) -> None:
    ast.parse((CHECKOUT / path).read_text(), feature_version=OLD)


def test_nothing_is_imported_before_the_python_is_looked_at() -> None:
    lines = ast.parse((CHECKOUT / READ_BY_AN_OLD_PYTHON[0]).read_text()).body
    kinds = [type(line).__name__ for line in lines[:3]]
    assert kinds == ["Expr", "ImportFrom", "Expr"]
    assert "must_be_new_enough()" in ast.unparse(lines[2])


def test_newer_syntax_would_be_noticed() -> None:
    with pytest.raises(SyntaxError):
        ast.parse("match part:\n    case 1: pass\n", feature_version=OLD)


def test_an_old_python_is_told_by_make(folder: Path) -> None:
    fakes = folder / "bin"
    fakes.mkdir()
    for name in ("python3", *(f"python3.{minor}" for minor in range(11, 15))):
        fake = fakes / name
        fake.write_text(
            '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n'
        )
        fake.chmod(0o755)
    (folder / "tools").mkdir()
    shutil.copy(CHECKOUT / "tools/bootstrap.sh", folder / "tools")
    environment = {"PATH": f"{fakes}:{os.environ['PATH']}"}
    done = subprocess.run(
        [folder / "tools/bootstrap.sh", "runtime"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    line = one_line(done.stderr)
    assert "needs Python 3.11 or newer; found: Python 3.9.2" in line
    assert "PYTHON=/path/to/python3.11" in line
    assert not (folder / ".venv").exists()


def test_a_full_disk_is_told_before_anything_is_made(
    start: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = SimpleNamespace(free=5 * 1024**2)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    line = start()
    assert "almost full: 5 MB are free" in line
    assert "ORTABILIM_HOME" in line


def test_a_disk_that_fills_while_the_house_starts(
    start: Callable[..., str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    def fill(self: Home) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.root / "secret_key"))

    monkeypatch.setattr(Home, "secret_key", fill)
    monkeypatch.setattr(Servers, "start", lambda self: {})
    assert start(PORT="48231").startswith(f"The disk of {folder / 'home'} is full.")


def test_a_program_that_met_a_full_disk_is_not_quoted(
    start: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Servers) -> dict[str, str]:
        raise CannotStart("initdb failed\ncould not write to file: No space left on device\nbye")

    monkeypatch.setattr(Servers, "start", fail)
    assert "is full. Make room" in start(PORT="48231")


def test_a_home_inside_a_file(start: Callable[..., str], folder: Path) -> None:
    (folder / "file").write_text("not a folder")
    line = start(folder / "file" / "home")
    assert line.startswith(f"{folder / 'file' / 'home'} cannot be made")
    assert "ORTABILIM_HOME" in line


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_home_that_cannot_be_written(
    start: Callable[..., str], monkeypatch: pytest.MonkeyPatch, folder: Path, code: int
) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code), str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    line = start(folder / "locked")
    assert line.startswith(f"{folder / 'locked'} cannot be written")
    assert os.strerror(code) in line


def test_a_taken_home(start: Callable[..., str], home: Home) -> None:
    with home.claimed():
        assert "already in use by the supervisor" in start(home.root)


def test_data_of_another_postgresql(start: Callable[..., str], home: Home) -> None:
    data = home.root / "pg"
    data.mkdir()
    (data / "PG_VERSION").write_text("16\n")
    (data / "base").mkdir()
    line = start(home.root, PORT="48231")
    assert "holds data of PostgreSQL 16; this OrtaBilim runs PostgreSQL 18" in line
    assert sorted(entry.name for entry in data.iterdir()) == ["PG_VERSION", "base"]
