"""What a journal asks of the file system, in one place, so that tests can let it go wrong."""

import os
import time
from pathlib import Path

from soleus_timer.storage.files import make_folder, open_ordinary, write_atomically
from soleus_timer.storage.lock import try_lock

_TRIES = 50
_BETWEEN_SECONDS = 0.001
_APPEND = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Disk:
    """The file system. Every method raises OSError where it does not do what it says."""

    def create(self, path: Path) -> int:
        """Make a new, empty file and its folder; return it open to append to, locked."""
        make_folder(path.parent)
        return self._locked(os.open(path, _APPEND | os.O_CREAT | os.O_EXCL, 0o600))

    def replace(self, path: Path, data: bytes) -> int:
        """Put a file with `data` in place of the one there; return it open to append to, locked.

        What was there stays until the new one is whole and safe.
        """
        write_atomically(path, data.decode("ascii"))
        return self._locked(open_ordinary(path, _APPEND))

    def open(self, path: Path) -> int:
        """Return the file that is there, open to append to, locked."""
        return self._locked(os.open(path, _APPEND))

    def cut(self, descriptor: int, length: int) -> None:
        """Take away what the file has behind `length` bytes."""
        os.ftruncate(descriptor, length)

    def write(self, descriptor: int, data: bytes) -> int:
        """Append `data`, or a part of it; return how many bytes."""
        return os.write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        """Wait until what was written would outlast the power."""
        os.fsync(descriptor)

    def is_there(self, path: Path, descriptor: int) -> bool:
        """Return whether the open file is still the one at `path`."""
        return os.path.samestat(path.stat(), os.fstat(descriptor))

    def close(self, descriptor: int) -> None:
        """Close a file and give its lock back."""
        os.close(descriptor)

    def _locked(self, descriptor: int) -> int:
        # Another program that looks whether anybody writes the file holds it for a moment.
        for _ in range(_TRIES):
            if try_lock(descriptor):
                break
            time.sleep(_BETWEEN_SECONDS)
        return descriptor
