"""Opening a file that a person or another program may have replaced by something else.

To open a pipe waits for its other end, and to open a device may do anything: so only ordinary files
are opened; what a person chose for a log may also be a pipe that somebody reads from.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

NOT_ORDINARY = "this is not an ordinary file"
UNREAD_PIPE = "nobody reads from this pipe"

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


def open_to_log(path: Path, *, empties: bool) -> int:
    """Return a descriptor to write to the file, pipe, terminal or null device at a path.

    Opening never waits; writing to a pipe that is full does. A new file has the permissions that
    every new file of the person has; with `empties` nothing stays of what was in the file.

    Raises:
        NotOrdinaryError: it is something else, such as a disk.
        OSError: it cannot be opened; for a pipe also, that no program reads from it.
    """
    mode = path.stat().st_mode if path.exists() else stat.S_IFREG
    is_file = stat.S_ISREG(mode) or stat.S_ISDIR(mode)  # that of a folder the system refuses
    if not (is_file or stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)):
        raise NotOrdinaryError(path)
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if empties else os.O_APPEND)
    try:
        descriptor = os.open(path, flags | _EXTRA, 0o666)
    except OSError as error:
        if error.errno == errno.ENXIO and stat.S_ISFIFO(mode):
            raise OSError(errno.ENXIO, UNREAD_PIPE, str(path)) from error
        raise
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


def check_log(path: Path) -> None:
    """Make sure that a log can be written to `path`; what is in it stays.

    Raises:
        OSError: as with `open_to_log`.
    """
    descriptor = open_to_log(path, empties=False)
    if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        os.close(descriptor)
    # A pipe stays open for as long as the program runs: where its only writer closes it, its
    # reader takes that for the end.


def _check(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise NotOrdinaryError(path)
