"""Files: only ordinary ones are read, each is written whole or not at all; locks on them."""

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    _FAR_BEHIND = 2**30
    """Windows lets nobody read what is locked; there is nothing here in any file of ours."""

    _HELD = (BlockingIOError, PermissionError)

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR_BEHIND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    _HELD = (BlockingIOError,)

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
    is_file = stat.S_ISREG(mode) or stat.S_ISDIR(mode)  # the system itself refuses a folder
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


FOLDER_MODE = 0o700
FILE_MODE = 0o600

FOR_OTHERS = 0o077
"""The rights of everybody but the owner."""


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, each for its owner alone.

    Raises:
        OSError: it cannot be made, or something else is there.
    """
    for missing in reversed([one for one in (path, *path.parents) if not os.path.lexists(one)]):
        missing.mkdir(FOLDER_MODE, exist_ok=True)
    path.mkdir(FOLDER_MODE, exist_ok=True)  # raises where something else is there


def mode_of_new_files() -> int:
    """Return the permissions that a file has which a person has made where they chose."""
    # There is no other way to ask; in between nothing is made that is open to more.
    before = os.umask(FOR_OTHERS)
    os.umask(before)
    return 0o666 & ~before


def write_atomically(path: Path, text: str) -> None:
    """Write `text` (UTF-8) to `path`, making its folder where it is missing.

    Where `path` is a link, what it points to is written and the link stays. Half a sign, as JSON
    can tell it, becomes a question mark: no file in UTF-8 has room for it.

    Raises:
        OSError: it cannot be written; what was there before is untouched and nothing else is left.
    """
    with replacing(path) as file:
        file.write(text.encode("utf-8", "replace"))


@contextmanager
def replacing(path: Path, *, chosen: bool = False) -> Iterator[BinaryIO]:
    """Yield a file to write to, which takes the place of `path` once all of it is on the disk.

    It can be read as well, so that whoever wrote it can check it.

    A new file is for its owner alone; where a person has `chosen` the place, it is for whom their
    new files are. What was there keeps its permissions.

    The rest is as with `write_atomically`; whatever is raised within leaves `path` untouched.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A folder, or a device that a file would take the place of.
        raise OSError(errno.EINVAL, NOT_ORDINARY, str(path))
    if chosen:
        target.parent.mkdir(parents=True, exist_ok=True)
    else:
        make_folder(target.parent)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        try:
            temporary.chmod(target.stat().st_mode)
        except FileNotFoundError:
            if chosen:
                temporary.chmod(mode_of_new_files())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def try_lock(descriptor: int) -> bool:
    """Lock an open file until it is closed; return False where another holds it.

    Where the file's place knows no locks, there is nobody to keep out either.
    """
    try:
        _lock(descriptor)
    except _HELD:
        return False
    except OSError:
        return True
    return True


class FileLock:
    """Holds a lock for as long as the program lives, however it ends.

    Nobody else on the computer can open the file, and so nobody else can hold it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Return whether nobody else holds it; harmless when it is ours.

        Where the file cannot be made, nobody can hold it.
        """
        if self._descriptor is not None:
            return True
        try:
            make_folder(self._path.parent)
            descriptor = open_ordinary(self._path, os.O_RDWR | os.O_CREAT)
        except NotOrdinaryError:
            return self._renew()
        except OSError:
            return True
        if not try_lock(descriptor):
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        if self._is_open_to_others():
            # Whoever has it open already could hold it as soon as we let go of it.
            self._renew()
            if self._descriptor != descriptor:
                os.close(descriptor)
        return True

    def take_over(self) -> bool:
        """Hold it where others can open the file, whoever holds it now; return whether we do.

        To be called when a program of ours would have answered.
        """
        return self._is_open_to_others() and self._renew()

    def release(self) -> None:
        """Let somebody else have it; harmless when it is not ours."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _is_open_to_others(self) -> bool:
        if sys.platform == "win32":
            return False
        try:
            status = self._path.lstat()
        except OSError:
            return False
        is_ours = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
        return not is_ours or bool(status.st_mode & FOR_OTHERS)

    def _renew(self) -> bool:
        """Put a new file in the place of the one there, and lock it; return True.

        Where that is impossible, nobody can be kept out.
        """
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
            descriptor = open_ordinary(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
            if try_lock(descriptor):
                self._descriptor = descriptor
            else:
                os.close(descriptor)
        return True
