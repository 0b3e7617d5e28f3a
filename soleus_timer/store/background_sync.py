"""Makes files safe in a thread of its own: a busy disk may take seconds, and nobody waits.

The thread ends when there is nothing left to do, so that no session leaves one behind.
"""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread

from soleus_timer import log


class BackgroundSync:
    """Calls `sync` with a twin of the last file it was asked for, so that ours may be closed."""

    def __init__(self, sync: Callable[[int], None]) -> None:
        self._sync = sync
        self._changed = Condition()
        self._asked: int | None = None
        self._error: OSError | None = None
        self._thread: Thread | None = None

    def ask(self, descriptor: int) -> None:
        """Make what was written to the file until now safe, soon."""
        try:
            twin = os.dup(descriptor)
        except OSError as error:
            self._error = error
            return
        with self._changed:
            replaced, self._asked = self._asked, twin
            if self._thread is None:
                self._thread = Thread(target=self._work, name="journal", daemon=True)
                self._thread.start()
        _close(replaced)

    def error(self) -> OSError | None:
        """Return what went wrong since this was asked last."""
        with self._changed:
            error, self._error = self._error, None
            return error

    def finish(self, seconds: float) -> None:
        """Wait until nothing is left to do, at most so long."""
        with self._changed:
            self._changed.wait_for(lambda: self._thread is None, timeout=seconds)

    def _work(self) -> None:
        while True:
            with self._changed:
                twin, self._asked = self._asked, None
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
