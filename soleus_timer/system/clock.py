"""The clock of the running program, as fast as one likes, and the clock on the wall."""

from datetime import UTC, datetime

from soleus_timer.core.units import Nanoseconds
from soleus_timer.real_time import real_ns
from soleus_timer.system.running_time import REAL_TIME_SLEEPS, SleepGauge
from soleus_timer.system.standstill import StandstillGauge


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
        """Make the clock; `gauge` tells what `real_ns` went on for in sleep."""
        self.speed = speed
        self.standstill = standstill or StandstillGauge()
        self._gauge = gauge if gauge or REAL_TIME_SLEEPS else SleepGauge()
        self._origin = real_ns()
        self._latest = 0

    def now(self) -> Nanoseconds:
        """Return the time on this clock (nanoseconds)."""
        # Read first: if the program stops behind this, what it stands still for is left out.
        real = real_ns()
        self._leave_sleep_out()
        at = round((real - self._origin - self.standstill.total()) * self.speed)
        self._latest = max(self._latest, at)
        return Nanoseconds(self._latest)

    def real(self, at: int) -> int:
        """Return when this clock shows `at`, as nanoseconds of `real_ns`."""
        self._leave_sleep_out()
        return self._origin + self.standstill.total() + round(at / self.speed)

    def _leave_sleep_out(self) -> None:
        if self._gauge is not None:
            self._origin += self._gauge.slept()


def wall() -> datetime:
    """Return the time on the wall, with the zone of this place."""
    return datetime.now(UTC).astimezone()
