"""The program's clocks: real time, the clock of a session, and what both leave out.

Sessions and sound compare times, so both read `real_ns`. A session's clock leaves out for how long
the computer slept (`SleepGauge`) and for how long the program was stopped, by a signal, a debugger
or its disk (`StandstillGauge`). The clock on the wall has no say: whoever sets it, or moves to
another zone, disturbs nothing. All times are in nanoseconds.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock, Thread

from soleus_timer.domain.units import SECOND, Nanoseconds

SHORTEST_SLEEP = 2 * SECOND
"""A computer that is busy makes a smaller difference between the clocks."""

SHORTEST_STANDSTILL = 2 * SECOND
"""The program was stopped if it gave no sign of life for this long."""

BEAT_SECONDS = 0.25
"""How often there is a sign of life, at least, while a session is watched."""

_AT_ONCE = SECOND // 20
_TRIES = 10


def finest_clock(platform: str, version: tuple[int, int]) -> Callable[[], int]:
    """Return the function that gives real time; it never goes back.

    On Windows Python's monotonic clock has steps of 15.6 ms before 3.13: too coarse for a tick.
    """
    if platform == "win32" and version < (3, 13):
        return time.perf_counter_ns
    return time.monotonic_ns


real_ns = finest_clock(sys.platform, sys.version_info[:2])
"""Return real time, from some moment on. It may stand still while the computer sleeps."""

REAL_TIME_SLEEPS = sys.platform != "win32"
"""Whether `real_ns` stands still while the computer sleeps."""


def wall() -> datetime:
    """Return the local time with its zone."""
    return datetime.now(UTC).astimezone()


Clocks = tuple[Callable[[], int], Callable[[], int]]
"""One that stands still while the computer sleeps, and one that goes on."""

if sys.platform == "win32":
    import ctypes

    def _unbiased() -> int:
        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value * 100

    _CLOCKS: Clocks | None = (_unbiased, real_ns)

elif sys.platform == "darwin":
    _CLOCKS: Clocks | None = (
        lambda: time.clock_gettime_ns(time.CLOCK_UPTIME_RAW),
        lambda: time.clock_gettime_ns(time.CLOCK_MONOTONIC_RAW),
    )

else:
    _CLOCKS: Clocks | None = (
        (real_ns, lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME))
        if hasattr(time, "CLOCK_BOOTTIME")
        else None
    )

_running_ns = real_ns if _CLOCKS is None else _CLOCKS[0]
"""Return real time without what the computer slept."""


class SleepGauge:
    """Measures how long the computer slept: what one clock gains over the other.

    Where the system has no such clocks, that is never.
    """

    def __init__(self, clocks: Clocks | None = None) -> None:
        self._clocks = clocks or _CLOCKS
        self._difference = self._read()

    def slept(self) -> Nanoseconds:
        """Return how long it slept since this was last asked; 0 if it did not."""
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


class StandstillGauge:
    """Adds up for how long the program was stopped while it was watched. Any thread may call it.

    It was stopped from its last sign of life until the next, so nothing counts as done between
    them. A thread that alone is slow, be it the window's, does not keep the others from giving one.
    """

    def __init__(self, now: Callable[[], int] = _running_ns) -> None:
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
        """Return for how long it was stopped so far; this is a sign of life too."""
        with self._lock:
            if self._last is not None:
                now = self._now()
                if now - self._last >= SHORTEST_STANDSTILL:
                    self._total += now - self._last
                self._last = now
            return self._total


class Heartbeat:
    """A thread that gives a sign of life each `BEAT_SECONDS` between `start` and `stop`."""

    def __init__(self, gauge: StandstillGauge) -> None:
        self._gauge = gauge
        # Held while it beats. It is waited for without making any object: Python's collector must
        # not run in this thread, for it would delete what is Qt's in the window's.
        self._beating: Lock | None = None

    def start(self) -> None:
        """Watch, and beat; harmless while it does."""
        if self._beating is not None:
            return
        self._gauge.watch()
        self._beating = Lock()
        self._beating.acquire()
        Thread(target=self._beat, args=(self._beating,), name="heartbeat", daemon=True).start()

    def stop(self) -> None:
        """Beat no more."""
        self._gauge.rest()
        if self._beating is not None:
            self._beating.release()
            self._beating = None

    def _beat(self, beating: Lock) -> None:
        while not beating.acquire(timeout=BEAT_SECONDS):
            self._gauge.total()


class MonotonicClock:
    """A clock that starts at zero when it is made and runs `speed` times as fast as real time.

    It stands still while the computer sleeps, and while the program does, if that is watched.
    """

    def __init__(
        self,
        speed: float = 1.0,
        gauge: SleepGauge | None = None,
        standstill: StandstillGauge | None = None,
    ) -> None:
        """Make the clock; `gauge` measures for how long `real_ns` went on in sleep."""
        self.speed = speed
        self.standstill = standstill or StandstillGauge()
        self._gauge = gauge if gauge or REAL_TIME_SLEEPS else SleepGauge()
        self._origin = real_ns()
        self._latest = 0

    def now(self) -> Nanoseconds:
        """Return the time on this clock."""
        # Read first: if the program stops behind this, what it stands still for is left out.
        real = real_ns()
        self._leave_sleep_out()
        at = round((real - self._origin - self.standstill.total()) * self.speed)
        self._latest = max(self._latest, at)
        return Nanoseconds(self._latest)

    def real(self, at: int) -> int:
        """Return when this clock shows `at`, in the time of `real_ns`."""
        self._leave_sleep_out()
        return self._origin + self.standstill.total() + round(at / self.speed)

    def _leave_sleep_out(self) -> None:
        if self._gauge is not None:
            self._origin += self._gauge.slept()
