"""Real servers in throw-away homes. Not `tmp_path`: another account must be able to enter."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ortabilim.supervisor.home import Home
from ortabilim.supervisor.servers import Servers


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="ortabilim-test-"))
    path.chmod(0o755)
    yield path.resolve()
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("ORTABILIM_HOME", str(folder / "home"))
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    home = Home.from_environment(default="unused")
    home.root.chmod(0o755)  # whatever the umask
    return home


@pytest.fixture
def servers(home: Home) -> Iterator[Servers]:
    servers = Servers(home=home, durable=False)
    yield servers
    servers.stop()


@pytest.fixture
def own_environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "REDIS_"))}
