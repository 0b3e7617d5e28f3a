"""The library: how much later the Today page can be used with 1,000 workouts than with one."""

import time
from pathlib import Path
from statistics import median

from tests.benchmarks.desk import Desk, desk
from tests.benchmarks.processes import wait_until_quiet
from tests.benchmarks.table import Row, judged, milliseconds_text, told
from tests.benchmarks.workouts import write_many
from tests.benchmarks.x_server import MapWatcher

RUNS = 8
MANY = 1000
LIMIT = 2.0


def measure() -> list[Row]:
    """Start on both folders in turn.

    The page can be used when Space starts a session; the list is complete when nothing more is
    done.
    """
    usable: dict[int, list[float]] = {1: [], MANY: []}
    complete: dict[int, list[float]] = {1: [], MANY: []}
    with desk() as place:
        watcher = MapWatcher(place.server)
        for count in (1, MANY):
            write_many(_folder(place, count) / "workouts", count)
            _until_complete(place, count)
        for run in range(RUNS):
            for count in (1, MANY):
                watcher.forget()
                usable[count].append(_until_usable(place, watcher, count))
                if run % 2:
                    complete[count].append(_until_complete(place, count))
        watcher.close()
    rows = [
        row
        for count in (1, MANY)
        for row in (
            told(f"exec to usable, workouts: {count}", milliseconds_text(usable[count])),
            told(f"exec to list complete, workouts: {count}", milliseconds_text(complete[count])),
        )
    ]
    ratio = median(usable[MANY]) / median(usable[1])
    return [*rows, judged(f"usable with {MANY} / with one", ratio, LIMIT)]


def _folder(place: Desk, count: int) -> Path:
    return place.folder / f"data-{count}"


def _until_usable(place: Desk, watcher: MapWatcher, count: int) -> float:
    begin = time.monotonic()
    with place.soleus(data=_folder(place, count)) as program:
        watcher.wait()
        return program.press_space(place.log) - begin


def _until_complete(place: Desk, count: int) -> float:
    begin = time.monotonic()
    with place.soleus(data=_folder(place, count)) as program:
        program.window()
        return wait_until_quiet(program.id) - begin
