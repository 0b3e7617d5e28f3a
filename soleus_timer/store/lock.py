"""Locks on files that the system takes back from a program that dies."""

import os
import sys
from pathlib import Path

from soleus_timer.store.ordinary import open_ordinary

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
    """Holds a lock for as long as the program lives, however it ends."""

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
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = open_ordinary(self._path, os.O_RDWR | os.O_CREAT)
        except OSError:
            return True
        if not try_lock(descriptor):
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let somebody else have it; harmless when it is not ours."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
