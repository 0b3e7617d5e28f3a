"""The frame clock, against devices that ask in bursts, late, drifting, and that run dry."""

import random
from collections.abc import Iterator

import pytest

from soleus_timer.audio.clock import FrameClock

RATE = 48_000
BUFFER = 4096
SECOND = 1_000_000_000
START = 77 * SECOND


class Device:
    """Plays `rate` frames a second and asks for what fits in its buffer, seldom on time."""

    def __init__(self, clock: FrameClock, rate: float = RATE, lateness: float = 0.0) -> None:
        self._clock = clock
        self._rate = rate
        self._lateness = lateness
        self._random = random.Random(1)
        self._origin = START
        self._asked = 0
        self._now = START

    def played(self, time: int) -> float:
        return (time - self._origin) * self._rate / SECOND

    def run(self, seconds: float, every: float = 0.02) -> Iterator[int]:
        """Ask for so long; yield the time after each request."""
        end = self._now + round(seconds * SECOND)
        while self._now < end:
            self._ask()
            yield self._now
            late = self._random.random() ** 2 * self._lateness
            self._now += round((every + late) * SECOND)

    def stand_still(self, seconds: float) -> None:
        self._now += round(seconds * SECOND)
        self._origin += round(seconds * SECOND)

    def _ask(self) -> None:
        frames = int(self.played(self._now)) + BUFFER - self._asked
        self._clock.pulled(self._asked, frames, self._now)
        self._asked += frames


def errors(clock: FrameClock, device: Device, seconds: float) -> list[float]:
    """Return by how many milliseconds the clock is wrong, time and again."""
    return [1000 * (clock.frame_at(now) - device.played(now)) / RATE for now in device.run(seconds)]


@pytest.mark.parametrize("strays", [-200e-6, -50e-6, 0.0, 50e-6, 200e-6])
@pytest.mark.parametrize("lateness", [0.0, 0.03])
def test_it_stays_true_for_ten_minutes_on_any_card(strays: float, lateness: float) -> None:
    clock = FrameClock(RATE, BUFFER)
    device = Device(clock, RATE * (1 + strays), lateness)
    assert all(abs(error) < 1 for error in errors(clock, device, 600))


def test_the_two_directions_agree() -> None:
    clock = FrameClock(RATE, BUFFER)
    for now in Device(clock, lateness=0.01).run(3):
        assert abs(clock.time_of(clock.frame_at(now + SECOND)) - now - SECOND) <= SECOND / RATE


@pytest.mark.parametrize("pause", [0.06, 0.2, 3.0])
def test_it_finds_its_place_again_after_the_device_stood_still(pause: float) -> None:
    clock = FrameClock(RATE, BUFFER)
    device = Device(clock)
    errors(clock, device, 5)
    device.stand_still(pause)
    after = errors(clock, device, 3)
    assert all(abs(error) < 1 for error in after[60:])


def test_a_device_that_begins_late_is_waited_for() -> None:
    clock = FrameClock(RATE, BUFFER)
    device = Device(clock)
    errors(clock, device, 0.01)
    device.stand_still(1.8)
    assert all(abs(error) < 1 for error in errors(clock, device, 2))
