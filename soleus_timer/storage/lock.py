"""Locks on files that the system takes back from a program that dies."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from soleus_timer.storage.files import NotOrdinaryError, make_folder, open_ordinary

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
        return not is_ours or bool(status.st_mode & 0o077)

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
