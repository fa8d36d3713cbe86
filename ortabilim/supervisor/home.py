"""The folder that holds all data of one house (`ORTABILIM_HOME`) and the claim on it."""

import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .errors import CannotStart

CHECKOUT = Path(__file__).resolve().parents[2]

# A unix socket address holds 107 bytes on Linux; PostgreSQL also puts a `.lock` beside it.
LONGEST_SOCKET_PATH = 90
LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432")


@dataclass(frozen=True)
class Home:
    """Paths of one house. Two homes with two ports run side by side."""

    root: Path

    @classmethod
    def from_environment(cls, *, default: str) -> "Home":
        """Take `ORTABILIM_HOME`, relative paths counted from the checkout, and make the folder."""
        home = cls(root=cls.folder(default=default))
        for folder in (home.root, home.log, home.keys, home.root / "static"):
            folder.mkdir(parents=True, exist_ok=True)
        home.keys.chmod(0o700)
        return home

    @staticmethod
    def folder(*, default: str) -> Path:
        """Return where the home is or would be; nothing is made."""
        given = Path(os.environ.get("ORTABILIM_HOME") or default)
        return (given if given.is_absolute() else CHECKOUT / given).resolve()

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def sockets(self) -> Path:
        """Folder of the unix sockets: `run/`, or the system temp folder.

        The temp folder serves when the path is too long or has a space or another sign that an
        address may not hold, and for root when the server's account could not enter a folder on
        the way (a home under /root, for instance).
        """
        run = self.root / "run"
        fits = len(os.fsencode(run)) + LONGEST_SOCKET_NAME <= LONGEST_SOCKET_PATH
        plain = quote(os.fsencode(run)) == str(run)
        if fits and plain and (os.getuid() != 0 or _others_may_enter(self.root)):
            return run
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"ortabilim-{os.getuid()}-{digest}"

    def _is_open_to_others(self) -> bool:
        """Whether another account than root could walk to the home."""
        if os.getuid() != 0:
            return True
        return all(folder.stat().st_mode & 0o001 for folder in (self.root, *self.root.parents))

    def make_sockets_folder(self, *, owner_uid: int) -> Path:
        """Make the private folder of the sockets; only its owner (and root) may enter.

        Local connections are trusted, so the folder's mode is the lock on the database.
        """
        folder = self.sockets
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid not in {owner_uid, os.getuid()}:
            raise CannotStart(f"{folder} belongs to somebody else: remove it and start again")
        folder.chmod(0o700)
        if found.st_uid != owner_uid:
            os.chown(folder, owner_uid, -1)
        return folder

    def must_have_room(self, *, megabytes: int) -> None:
        """Make sure that the home's disk can take the data.

        :raises CannotStart: less is free
        """
        free = shutil.disk_usage(self.root).free // 1024**2
        if free < megabytes:
            raise CannotStart(
                f"The disk of {self.root} is almost full: {free} MB are free, {megabytes} MB are "
                "needed. Make room, or choose another folder with ORTABILIM_HOME"
            )

    def secret_key(self) -> str:
        """Return the signing key of sessions, made once and readable by the owner only."""
        path = self.root / "secret_key"
        if not path.exists():
            fresh = path.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
            fresh.rename(path)
        return path.read_text().strip()

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the home alone; the kernel lets go of the lock however this process ends."""
        with (self.root / "supervisor.lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                holder = file.read().strip() or "unknown"
                raise CannotStart(
                    f"{self.root} is already in use by the supervisor with process id {holder}"
                ) from None
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield


def _others_may_enter(folder: Path) -> bool:
    return all(step.stat().st_mode & 0o001 for step in (folder, *folder.parents))
