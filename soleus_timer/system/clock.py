"""The clock of the running program, as fast as one likes, and the clock on the wall."""

from datetime import UTC, datetime

from soleus_timer.core.units import Nanoseconds
from soleus_timer.real_time import real_ns
from soleus_timer.system.running_time import REAL_TIME_SLEEPS, SleepGauge


class MonotonicClock:
    """A clock that starts at zero when it is made and runs `speed` times as fast as real time.

    It stands still while the computer sleeps.
    """

    def __init__(self, speed: float = 1.0, gauge: SleepGauge | None = None) -> None:
        """Make the clock; `gauge` tells what `real_ns` went on for in sleep."""
        self.speed = speed
        self._gauge = gauge if gauge or REAL_TIME_SLEEPS else SleepGauge()
        self._origin = real_ns()

    def now(self) -> Nanoseconds:
        """Return the time on this clock (nanoseconds)."""
        self._leave_sleep_out()
        return Nanoseconds(round((real_ns() - self._origin) * self.speed))

    def real(self, at: int) -> int:
        """Return when this clock shows `at`, as nanoseconds of `real_ns`."""
        self._leave_sleep_out()
        return self._origin + round(at / self.speed)

    def _leave_sleep_out(self) -> None:
        if self._gauge is not None:
            self._origin += self._gauge.slept()


def wall() -> datetime:
    """Return the time on the wall, with the zone of this place."""
    return datetime.now(UTC).astimezone()
