"""The one clock by which the program measures real time: sessions, sound, and what stood still."""

import sys
import time
from collections.abc import Callable


def finest_clock(platform: str, version: tuple[int, int]) -> Callable[[], int]:
    """Return the function that gives real time in nanoseconds; it never goes back.

    On Windows Python's monotonic clock has steps of 15.6 ms before 3.13: too coarse for a tick.
    """
    if platform == "win32" and version < (3, 13):
        return time.perf_counter_ns
    return time.monotonic_ns


real_ns = finest_clock(sys.platform, sys.version_info[:2])
"""Return real time in nanoseconds, from some moment on. It may stand still while the computer
sleeps."""
