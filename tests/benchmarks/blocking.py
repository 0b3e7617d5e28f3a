"""For how long at most the window's thread does nothing else: a key that is pressed then waits.

The limit is a time, as people feel it; each holds for the quickest of some runs, which nothing else
on the machine disturbed.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from soleus_timer.clock import wall
from soleus_timer.domain.session.commands import Start, Stop
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.storage.data_folder import DataFolder
from soleus_timer.storage.history.exporting import write_json
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.journals import KEPT, SUFFIX, Journals, SessionJournal
from tests.benchmarks.history import _timeline, fill
from tests.benchmarks.table import Row, judged

RUNS = 3
LIMIT_MS = 100.0
JOURNALS = 10_000
SETS = 40_000

_DEFAULT = "tip-toe-walking"
_LONG_PHASES = ["choose", "session", "end"]


def measure() -> list[Row]:
    """Return the longest pause of each thing that people do."""
    with tempfile.TemporaryDirectory(prefix="soleus-blocking-") as folder:
        return [
            *_rows(Path(folder), "usual", _nothing, ["slider", "pages", "session", "end"]),
            *_rows(
                Path(folder),
                "20 years",
                _twenty_years,
                ["after_start", "history", "export", "table", "pdf", "import", "session", "end"],
            ),
            *_rows(Path(folder), f"{JOURNALS} journals", _journals, ["after_start"]),
            *_rows(Path(folder), f"{SETS} sets", _long_workout, _LONG_PHASES, "long"),
        ]


def _rows(
    folder: Path,
    name: str,
    prepare: Callable[[Path], None],
    phases: list[str],
    workout: str = _DEFAULT,
) -> list[Row]:
    longest: dict[str, list[float]] = {phase: [] for phase in phases}
    for run in range(RUNS):
        data = folder / f"{name} {run}"
        data.mkdir()
        prepare(data)
        for phase, gap in _gaps(data, workout, phases).items():
            longest[phase].append(gap)
    return [
        judged(f"{name}: {phase.replace('_', ' ')}", min(gaps), LIMIT_MS, " ms", digits=0)
        for phase, gaps in longest.items()
    ]


def _gaps(data: Path, workout: str, phases: list[str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.gaps", str(data), workout, *phases],
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": "unix:/nowhere"},
    )
    gaps: dict[str, float] = json.loads(done.stdout)
    return gaps


def _nothing(_data: Path) -> None:
    pass


def _twenty_years(data: Path) -> None:
    other = data / "other"
    fill(other, wall())
    history = History(other)
    write_json(history, data / "in.json")
    history.close()
    fill(DataFolder(data).history, wall())
    # What is imported is not there yet.
    text = (data / "in.json").read_text("utf-8")
    (data / "in.json").write_text(text.replace('"id":"', '"id":"x'), "utf-8")


def _journals(data: Path) -> None:
    """Leave sessions of the last weeks whose end the history never saw."""
    folder = DataFolder(data).journals
    journals = Journals(folder, wall)
    journal = SessionJournal(journals, print)
    session = Session(_timeline(0))
    for command, at in ((Start(), 0), (Stop(), 30 * 10**9)):
        events = session.handle(command, at)
        journal.write(session.timeline, SessionPreferences(), events, at, command)
    (one,) = journals.kept()
    content = (folder / KEPT / f"{one}{SUFFIX}").read_bytes()
    for number in range(JOURNALS):
        place = folder if number % 10 == 0 else folder / KEPT
        (place / f"{one[:-6]}{number:06x}{SUFFIX}").write_bytes(content)


def _long_workout(data: Path) -> None:
    block = '\n[[blocks]]\ntitle = "Raise"\nsets = 10000\nrest_seconds = 1\n'
    block += 'dose = { kind = "time", seconds = 2 }\n'
    (data / "workouts").mkdir()
    text = 'format = 1\nname = "Long"\n' + block * (SETS // 10_000)
    (data / "workouts" / "long.toml").write_text(text, "utf-8")
