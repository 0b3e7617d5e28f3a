"""Start-up: from exec to the first mapped window, seen from outside."""

import time
from statistics import median

from tests.benchmarks.desk import Desk, desk
from tests.benchmarks.processes import wait_until_quiet
from tests.benchmarks.table import Row, judged, milliseconds_text, told
from tests.benchmarks.x_server import MapWatcher

RUNS = 12
LIMIT = 1.4


def measure() -> list[Row]:
    """Start both windows in turn, then ours some more times to see what comes after."""
    with desk() as place:
        watcher = MapWatcher(place.server)
        size = _first_size(place, watcher)
        ours: list[float] = []
        empty: list[float] = []
        loaded: list[float] = []
        usable: list[float] = []
        for _ in range(RUNS):
            empty.append(_empty(place, watcher, size))
            mapped, quiet = _ours(place, watcher)
            ours.append(mapped)
            loaded.append(quiet)
        for _ in range(RUNS // 2):
            watcher.forget()
            begin = time.monotonic()
            with place.soleus() as program:
                watcher.wait()
                usable.append(program.press_space(place.log) - begin)
        watcher.close()
    width, height = size
    return [
        told(f"empty window of {width} x {height}: exec to mapped", milliseconds_text(empty)),
        told("our window: exec to mapped", milliseconds_text(ours)),
        judged("ours / empty", median(ours) / median(empty), LIMIT),
        told("exec to a session that Space started", milliseconds_text(usable)),
        told("exec to everything loaded", milliseconds_text(loaded)),
    ]


def _first_size(place: Desk, watcher: MapWatcher) -> tuple[int, int]:
    """Return the size of our window; this also fills the system's caches."""
    with place.soleus() as program:
        watcher.wait()
        words = program.xdotool("getwindowgeometry", "--shell", program.window()).split()
        wait_until_quiet(program.id)
    geometry = dict(word.split("=", 1) for word in words)
    size = int(geometry["WIDTH"]), int(geometry["HEIGHT"])
    _empty(place, watcher, size)
    return size


def _empty(place: Desk, watcher: MapWatcher, size: tuple[int, int]) -> float:
    watcher.forget()
    begin = time.monotonic()
    with place.empty_window(size):
        return watcher.wait() - begin


def _ours(place: Desk, watcher: MapWatcher) -> tuple[float, float]:
    watcher.forget()
    begin = time.monotonic()
    with place.soleus() as program:
        mapped = watcher.wait()
        return mapped - begin, wait_until_quiet(program.id) - begin
