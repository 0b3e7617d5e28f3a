"""The clock of the running program: Python's monotonic clock, as fast as one likes."""

import time
from datetime import UTC, datetime

from soleus_timer.core.units import Nanoseconds


class MonotonicClock:
    """A clock that starts at zero when it is made and runs `speed` times as fast as real time.

    It stands still while the computer sleeps on Linux and macOS, as `time.monotonic_ns` does.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._origin = time.monotonic_ns()

    def now(self) -> Nanoseconds:
        """Return the time on this clock (nanoseconds)."""
        return Nanoseconds(round((time.monotonic_ns() - self._origin) * self.speed))

    def real(self, at: int) -> int:
        """Return when this clock shows `at`, as nanoseconds of `time.monotonic_ns`."""
        return self._origin + round(at / self.speed)


def wall() -> datetime:
    """Return the time on the wall, with the zone of this place."""
    return datetime.now(UTC).astimezone()
