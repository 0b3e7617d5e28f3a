"""The file of a journal: lines appended as they come, made safe in a thread of its own.

A busy disk may take seconds, and nobody waits for it. The thread ends when there is nothing left to
do, so that no session leaves one behind.
"""

import errno
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread

from soleus_timer import log
from soleus_timer.domain.history.problems import Notice, Trouble, notice
from soleus_timer.storage.files import make_folder, open_ordinary, try_lock, write_atomically

_TRIES = 50
_BETWEEN_SECONDS = 0.001
_APPEND = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Disk:
    """What a journal asks of the file system, in one place, so that tests can let it go wrong.

    Every method raises OSError where it does not do what it says.
    """

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
        """Cut off what the file has behind `length` bytes."""
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


class BackgroundSync:
    """Calls `sync` with a duplicate of the last descriptor, so that ours may be closed."""

    def __init__(self, sync: Callable[[int], None]) -> None:
        self._sync = sync
        self._changed = Condition()
        self._requested: int | None = None
        self._error: OSError | None = None
        self._thread: Thread | None = None

    def request(self, descriptor: int) -> None:
        """Request that what was written to the file until now is made safe."""
        try:
            twin = os.dup(descriptor)
        except OSError as error:
            self._error = error
            return
        with self._changed:
            replaced, self._requested = self._requested, twin
            if self._thread is None:
                self._thread = Thread(target=self._work, name="journal", daemon=True)
                self._thread.start()
        _close(replaced)

    def error(self) -> OSError | None:
        """Return, once, what went wrong since the last call."""
        with self._changed:
            error, self._error = self._error, None
            return error

    def finish(self, seconds: float) -> None:
        """Wait at most `seconds` until nothing is left to do."""
        with self._changed:
            self._changed.wait_for(lambda: self._thread is None, timeout=seconds)

    def _work(self) -> None:
        while True:
            with self._changed:
                twin, self._requested = self._requested, None
                if twin is None:
                    self._thread = None
                    self._changed.notify_all()
                    return
            error = None
            try:
                self._sync(twin)
            except OSError as failed:
                error = failed
            except Exception as failed:  # the thread goes on: somebody may wait for it
                log.failed("journal", failed)
                error = OSError(errno.EIO, os.strerror(errno.EIO))
            _close(twin)
            with self._changed:
                self._error = error or self._error


def _close(descriptor: int | None) -> None:
    if descriptor is not None:
        with suppress(OSError):
            os.close(descriptor)


ROOM = 1_000_000
"""A file that grew by this many bytes is rewritten without the places that were passed."""

TIMEOUT_SECONDS = 1.0
"""How long the end of the program waits for a slow disk (seconds)."""

SHORT_TIMEOUT_SECONDS = 0.05
"""How long the end of a session waits for it, while the window goes on (seconds)."""


class JournalFile:
    """Takes lines and never raises: a failure of the disk is reported once to `on_problem`.

    What the file lacks is tried again with each further line. As long as the file is open lines are
    appended to it, even where the disk refuses to make them safe: the program may be killed, and
    the power stay on. `on_recovered` is called when all is on the disk.
    """

    def __init__(
        self,
        path: Path,
        lines: Iterable[bytes],
        disk: Disk,
        on_problem: Callable[[Notice], None],
        on_recovered: Callable[[], None] = lambda: None,
        *,
        length: int | None = None,
    ) -> None:
        """Write `lines` to a new file, or append the last to a file that has the others.

        `length` is how many bytes the others take in that file; None for a new one.
        """
        self.path = path
        self._disk = disk
        self._on_problem = on_problem
        self._on_recovered = on_recovered
        self._lines = list(lines)
        self._place = b""
        self._descriptor: int | None = None
        self._length = length or 0
        self._written = len(self._lines) - 1 if length else 0
        """How many of the lines the file has; they take `_length` bytes."""
        self._grown = 0
        self._is_unsafe = False
        self._is_reported = False
        self._syncing = BackgroundSync(disk.sync)
        try:
            if length is None:
                self._descriptor = disk.create(path)
            else:
                self._descriptor = disk.open(path)
                disk.cut(self._descriptor, length)
            self._append()
            self._grown = 0
        except OSError as error:
            if length is None:
                self._fail(error)
            else:
                self._rewrite()

    def note(self, line: bytes) -> None:
        """Append a line that stays for good, and make it safe."""
        self._lines.append(line)
        self._place = b""
        self._write()

    def note_place(self, line: bytes) -> None:
        """Append a line that the next one replaces, and make it safe."""
        self._place = line
        self._write()

    def check(self) -> None:
        """Check that the file has all that it should, and repair what can be repaired."""
        # What the disk could not make safe once it may have dropped: it is safe in a new file only.
        self._is_unsafe |= self._syncing.error() is not None
        if self._is_unsafe or not self._is_there():
            self._rewrite()
        elif self._is_reported:
            self._write()

    def close(self, timeout: float = TIMEOUT_SECONDS) -> None:
        """Make everything safe and let go of the file.

        It waits for the disk at most `timeout` seconds. A slower disk finishes by itself: the
        system has what was written.
        """
        self.check()
        self._syncing.finish(timeout)
        self._close()

    def _is_there(self) -> bool:
        if self._descriptor is None:
            return False
        try:
            return self._disk.is_there(self.path, self._descriptor)
        except OSError:
            return False

    def _write(self) -> None:
        try:
            self._append()
        except OSError:
            self._rewrite()
            return
        if self._grown > ROOM:
            self._grown = 0  # where it fails it is not tried with each line
            self._rewrite()
        elif self._is_reported and not self._is_unsafe and self._is_there():
            self._report_recovered()

    def _append(self) -> None:
        """Append what the file lacks.

        Raises:
            OSError: the file is not open, or cannot be written; it ends in a whole line all the
                same, or is not open any more.
        """
        if self._descriptor is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        data = b"".join(self._lines[self._written :]) + self._place
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._disk.write(self._descriptor, bytes(rest)) :]
        except OSError:
            self._cut_back()
            raise
        self._written = len(self._lines)
        self._length += len(data)
        self._grown += len(data)
        self._syncing.request(self._descriptor)

    def _cut_back(self) -> None:
        """Cut off a line that was written in part: nothing behind it would be read."""
        assert self._descriptor is not None
        try:
            self._disk.cut(self._descriptor, self._length)
        except OSError:
            self._close()

    def _rewrite(self) -> None:
        """Replace the file by one with all that is in memory.

        The old file may end in half a line, or lack what was noted since. It stays, open, where it
        cannot be replaced.
        """
        if os.name == "nt":  # Windows replaces no file that is open
            self._close()
        data = b"".join(self._lines) + self._place
        try:
            descriptor = self._disk.replace(self.path, data)
        except OSError as error:
            self._reopen()
            self._fail(error)
            return
        self._close()
        self._descriptor = descriptor
        self._written = len(self._lines)
        self._length = len(data)
        self._grown = 0
        self._is_unsafe = False
        if self._is_reported:
            self._report_recovered()

    def _reopen(self) -> None:
        """Open the file again, if it had to be closed and has lines of ours."""
        if self._descriptor is None and self._length:
            with suppress(OSError):
                self._descriptor = self._disk.open(self.path)
                self._cut_back()

    def _report_recovered(self) -> None:
        self._is_reported = False
        self._on_recovered()

    def _fail(self, error: OSError) -> None:
        if not self._is_reported:
            self._is_reported = True
            reason = error.strerror or error
            self._on_problem(
                notice(Trouble.JOURNAL_NOT_WRITTEN, path=self.path.parent, reason=reason)
            )

    def _close(self) -> None:
        if self._descriptor is not None:
            with suppress(OSError):
                self._disk.close(self._descriptor)
            self._descriptor = None
