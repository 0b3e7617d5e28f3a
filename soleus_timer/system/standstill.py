"""Notices that the whole program stood still: stopped by a signal or a debugger, or by its disk.

A program that runs gives a sign of life each quarter of a second. One thread that is slow, be it
the window's, does not keep the others from that.
"""

from collections.abc import Callable
from threading import Lock, Thread

from soleus_timer.core.units import SECOND
from soleus_timer.system.running_time import running_ns

SHORTEST = 2 * SECOND
"""Without a sign of life for so long (nanoseconds) the program stood still."""

BEAT_SECONDS = 0.25
"""How often there is a sign of life, at least, while somebody watches."""


class StandstillGauge:
    """Adds up how long the program stood still while it was watched. Any thread may call it.

    It stood still from its last sign of life until the next, so nothing counts as done between
    them.
    """

    def __init__(self, now: Callable[[], int] = running_ns) -> None:
        """Read the time from `now`, which stands still while the computer sleeps."""
        self._now = now
        self._lock = Lock()
        self._last: int | None = None
        self._total = 0

    def watch(self) -> None:
        """Expect signs of life from now on; harmless while they are expected."""
        with self._lock:
            if self._last is None:
                self._last = self._now()

    def rest(self) -> None:
        """Expect none any more."""
        with self._lock:
            self._last = None

    def total(self) -> int:
        """Return for how long it stood still so far (nanoseconds); this is a sign of life too."""
        with self._lock:
            if self._last is not None:
                now = self._now()
                if now - self._last >= SHORTEST:
                    self._total += now - self._last
                self._last = now
            return self._total


class Heartbeat:
    """A thread that gives the signs of life, while it is wanted."""

    def __init__(self, gauge: StandstillGauge) -> None:
        self._gauge = gauge
        # Held while it beats. It is waited for without making any object: Python's collector must
        # not run in this thread, for it would delete what is Qt's in the window's.
        self._going_on: Lock | None = None

    def start(self) -> None:
        """Watch, and beat; harmless while it does."""
        if self._going_on is not None:
            return
        self._gauge.watch()
        self._going_on = Lock()
        self._going_on.acquire()
        Thread(target=self._beat, args=(self._going_on,), name="heartbeat", daemon=True).start()

    def stop(self) -> None:
        """Beat no more."""
        self._gauge.rest()
        if self._going_on is not None:
            self._going_on.release()
            self._going_on = None

    def _beat(self, going_on: Lock) -> None:
        while not going_on.acquire(timeout=BEAT_SECONDS):
            self._gauge.total()
