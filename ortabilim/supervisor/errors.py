"""What the supervisor tells a person instead of a traceback."""

import errno
from pathlib import Path


class CannotStart(Exception):
    """The house cannot start; the text is one clear line (a log's tail may follow it)."""


class StopRequested(BaseException):
    """SIGINT or SIGTERM arrived. A BaseException so that no `except Exception` swallows it."""


DISK_IS_FULL = "No space left on device"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOTDIR, errno.EEXIST, errno.ENOENT}


def told(problem: OSError | CannotStart, *, home: Path) -> str:
    """Return what a person reads: one line for what the machine refuses, else the problem's own.

    A program that ran into a full disk says so deep in its log; its tail would only hide it.
    """
    if isinstance(problem, CannotStart):
        return _disk_is_full(home) if DISK_IS_FULL in str(problem) else str(problem)
    if problem.errno in _FULL:
        return _disk_is_full(home)
    if problem.errno in _FORBIDDEN:
        return (
            f"{home} cannot be written: {_where(problem, home)} is refused to this account "
            f"({problem.strerror}). Choose another folder with ORTABILIM_HOME"
        )
    if problem.errno in _NO_FOLDER:
        return (
            f"{home} cannot be made: {_where(problem, home)}: {problem.strerror}. "
            "Choose another folder with ORTABILIM_HOME"
        )
    return f"The machine refused: {problem}"


def _disk_is_full(home: Path) -> str:
    return f"The disk of {home} is full. Make room, or choose another folder with ORTABILIM_HOME"


def _where(problem: OSError, home: Path) -> str:
    return str(problem.filename or home)
