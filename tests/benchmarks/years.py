"""Start-up with twenty years of history behind it, held against that with none."""

import time
from pathlib import Path
from statistics import median

from soleus_timer.clock import wall
from soleus_timer.storage.data_folder import DataFolder
from soleus_timer.storage.journals import KEPT, SUFFIX
from tests.benchmarks.desk import Desk, desk
from tests.benchmarks.history import fill
from tests.benchmarks.processes import wait_until_quiet
from tests.benchmarks.table import Row, judged, milliseconds_text, told
from tests.benchmarks.x_server import MapWatcher

RUNS = 14
LIMIT = 1.1


def measure() -> list[Row]:
    """Start on both folders in turn, and press Space until that starts a session."""
    mapped: dict[str, list[float]] = {"none": [], "20 years": []}
    usable: dict[str, list[float]] = {"none": [], "20 years": []}
    with desk() as place:
        watcher = MapWatcher(place.server)
        _live_twenty_years(place.folder / "20 years")
        for data in mapped:
            with place.soleus(data=place.folder / data) as program:
                wait_until_quiet(program.id)
        for run in range(RUNS):
            # Each is the first as often as the second: what runs before warms the machine.
            for data in list(mapped)[:: 1 if run % 2 else -1]:
                first, started = _start(place, watcher, place.folder / data)
                mapped[data].append(first)
                usable[data].append(started)
        watcher.close()
    return [
        row
        for what, times in (
            ("exec to the first mapped window", mapped),
            ("exec to a session that Space started", usable),
        )
        for row in (
            *(told(f"{what}, history: {data}", milliseconds_text(times[data])) for data in times),
            judged("  20 years / none", median(times["20 years"]) / median(times["none"]), LIMIT),
        )
    ]


def _start(place: Desk, watcher: MapWatcher, data: Path) -> tuple[float, float]:
    """Return after how many seconds there was a window, and a session in it."""
    watcher.forget()
    begin = time.monotonic()
    with place.soleus(data=data) as program:
        mapped = watcher.wait()
        return mapped - begin, program.press_space(place.log) - begin


def _live_twenty_years(root: Path) -> None:
    """Make a data folder with all sessions up to now, and the journal of each."""
    data = DataFolder(root)
    journals = data.journals / KEPT
    journals.mkdir(parents=True)
    for session_id in fill(data.history, wall()):
        # None is read: the history knows them all.
        (journals / f"{session_id}{SUFFIX}").touch()
