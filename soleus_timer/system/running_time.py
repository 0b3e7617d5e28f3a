"""Two clocks, one that stands still while the computer sleeps and one that goes on.

What the one gains over the other was slept. Neither is the clock on the wall: whoever sets that, or
moves to another zone, disturbs nothing.
"""

import sys
import time
from collections.abc import Callable

from soleus_timer.core.units import SECOND, Nanoseconds
from soleus_timer.real_time import real_ns

Clocks = tuple[Callable[[], int], Callable[[], int]]
"""The one that stands still and the one that goes on (nanoseconds)."""

SHORTEST_SLEEP = 2 * SECOND
"""What is less than this is no sleep, but a computer that is busy."""

_AT_ONCE = SECOND // 20
_TRIES = 10

if sys.platform == "win32":
    import ctypes

    def _unbiased() -> int:
        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value * 100

    def _clocks() -> Clocks | None:
        return _unbiased, real_ns

elif sys.platform == "darwin":

    def _clocks() -> Clocks | None:
        return (
            lambda: time.clock_gettime_ns(time.CLOCK_UPTIME_RAW),
            lambda: time.clock_gettime_ns(time.CLOCK_MONOTONIC_RAW),
        )

else:

    def _clocks() -> Clocks | None:
        if not hasattr(time, "CLOCK_BOOTTIME"):
            return None
        return real_ns, lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME)


REAL_TIME_SLEEPS = sys.platform != "win32"
"""Whether `real_ns` stands still while the computer sleeps."""


def running_ns() -> int:
    """Return real time in nanoseconds, from some moment on, without what the computer slept."""
    return _RUNNING()


_CLOCKS = _clocks()
_RUNNING = real_ns if _CLOCKS is None else _CLOCKS[0]


class SleepGauge:
    """Tells how long the computer slept; where no clocks tell it, that is never."""

    def __init__(self, clocks: Clocks | None = None) -> None:
        self._clocks = clocks or _clocks()
        self._difference = self._read()

    def slept(self) -> Nanoseconds:
        """Return how long it slept since this was last asked (nanoseconds); 0 if it did not."""
        difference = self._read()
        if difference is None:
            return Nanoseconds(0)
        if self._difference is None:
            self._difference = difference
        gained = difference - self._difference
        if gained < SHORTEST_SLEEP:
            return Nanoseconds(0)
        self._difference = difference
        return Nanoseconds(gained)

    def _read(self) -> int | None:
        """Return what one clock is ahead of the other; None where they could not be read at once.

        A busy computer may take its time between one and the other.
        """
        if self._clocks is None:
            return None
        running, whole = self._clocks
        for _ in range(_TRIES):
            before = running()
            difference = whole() - before
            if running() - before < _AT_ONCE:
                return difference
        return None
