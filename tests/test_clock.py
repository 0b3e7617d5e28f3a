"""The clock by which the program measures real time."""

import time

from soleus_timer.clock import finest_clock


def test_the_clock_is_fine_enough_on_every_system() -> None:
    assert finest_clock("win32", (3, 12)) is time.perf_counter_ns
    assert finest_clock("win32", (3, 13)) is time.monotonic_ns
    assert finest_clock("linux", (3, 11)) is time.monotonic_ns
    assert finest_clock("darwin", (3, 11)) is time.monotonic_ns
