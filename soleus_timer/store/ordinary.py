"""Opening a file that a person or another program may have replaced by something else.

To open a pipe waits for its other end, and to open a device may do anything: so only ordinary files
are opened.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

NOT_ORDINARY = "this is not an ordinary file"

_EXTRA = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))


class NotOrdinaryError(OSError):
    """There is something at a path that is no file: a pipe, a socket or a device."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, NOT_ORDINARY, str(path))


def must_be_ordinary(path: Path) -> None:
    """Look at what is at a path, without opening it; links are followed.

    Raises:
        NotOrdinaryError: it is neither a file nor a folder.
        IsADirectoryError: it is a folder.
        OSError: it is not there, or nobody can tell.
    """
    _check(path, path.stat().st_mode)


def is_strange(path: Path) -> bool:
    """Return whether there is something at a path that is no file; False where nothing is."""
    try:
        must_be_ordinary(path)
    except (NotOrdinaryError, IsADirectoryError):
        return True
    except OSError:
        return False
    return False


def open_ordinary(path: Path, flags: int = os.O_RDONLY, mode: int = 0o600) -> int:
    """Return a descriptor of the ordinary file at a path; it never waits.

    Raises:
        OSError: as `must_be_ordinary`, or it cannot be opened.
    """
    try:
        must_be_ordinary(path)
    except FileNotFoundError:
        if not flags & os.O_CREAT:
            raise
    descriptor = os.open(path, flags | _EXTRA, mode)
    try:
        # It may have been replaced in between.
        _check(path, os.fstat(descriptor).st_mode)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def reading_ordinary(path: Path) -> BinaryIO:
    """Open the ordinary file at a path for reading; the rest is as with `open_ordinary`."""
    return os.fdopen(open_ordinary(path), "rb")


def _check(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise NotOrdinaryError(path)
