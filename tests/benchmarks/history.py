"""Twenty years of history: 10,000 sessions of 30 sets. How soon it is there, and how soon out.

These limits are times, as people feel them. That of the page holds for the median; the others for
the quickest run, which nothing else on the machine disturbed.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from soleus_timer import resources
from soleus_timer.domain.history.efforts import series_of
from soleus_timer.domain.history.session import Rating, SessionQuery, StoredSession
from soleus_timer.domain.history.weeks import streak, weeks
from soleus_timer.domain.session.events import EndReason
from soleus_timer.domain.session.recorder import Attempt, SessionRecord, SetRecord
from soleus_timer.domain.timeline import StepKind, Timeline, build_timeline
from soleus_timer.domain.units import LengthUnit, Nanoseconds, to_seconds
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.files import replacing
from soleus_timer.storage.history.exporting import csv_rows
from soleus_timer.storage.history.importing import import_history
from soleus_timer.storage.history.json_format import json_text
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.history.writing import Writer
from soleus_timer.storage.library import Folders, Library
from soleus_timer.storage.validation import validate
from tests.benchmarks.offscreen import offscreen_application
from tests.benchmarks.table import Row, judged, milliseconds_text, told

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from soleus_timer.ui.navigation import Navigation


SESSIONS = 10_000
DAYS = 20 * 365
PRESCRIPTIONS = 60
RUNS = 5
CLICKS = 9

OPEN_MS, PAGE_MS, CSV_SECONDS = 50.0, 300.0, 2.0

_BEGIN = datetime(2006, 1, 2, 7, 30, tzinfo=UTC)
_END = _BEGIN + timedelta(days=DAYS)
_TODAY = _END.date()
_A_YEAR_AGO = _TODAY - timedelta(days=370)


def measure() -> list[Row]:
    """Fill a history, then ask it what the pages ask."""
    with tempfile.TemporaryDirectory(prefix="soleus-history-") as folder:
        place = Path(folder)
        begin = time.perf_counter()
        fill(place, _END)
        filled = time.perf_counter() - begin
        opening = [_timed(lambda: _open(place)) for _ in range(RUNS)]
        page = [_timed(lambda: _page(place)) for _ in range(RUNS)]
        with _window(place) as click:
            clicked = [click() for _ in range(CLICKS)]
        upkeep = _timed(lambda: _history(place).upkeep(lambda _id: None))
        csv = [_timed(lambda: _write_csv(place)) for _ in range(3)]
        json = _timed(lambda: _write_json(place))
        back = _timed(lambda: _read_json(place))
        size = (place / "history.db").stat().st_size / 2**20
    return [
        told("filled with 10,000 sessions, 300,000 sets", f"{filled:.1f} s, {size:.0f} MiB"),
        told("  opened, and when each was last done", milliseconds_text(opening)),
        judged("  the same, quickest", 1000 * min(opening), OPEN_MS, " ms", 0),
        told("  opened, and all that the history page asks", milliseconds_text(page)),
        told("  history page, from the click to the picture", milliseconds_text(clicked)),
        judged("  the same, median", 1000 * median(clicked), PAGE_MS, " ms", 0),
        judged("  CSV, quickest", min(csv), CSV_SECONDS, " s"),
        told("  JSON, and that imported again", f"{json:.1f} s, {back:.1f} s"),
        told("  checked through and backed up", f"{upkeep:.1f} s"),
    ]


def _history(folder: Path) -> History:
    return History(folder, now=lambda: _END)


def _open(folder: Path) -> None:
    history = _history(folder)
    history.last_done()
    history.close()


def _page(folder: Path) -> None:
    history = _history(folder)
    history.last_done()
    streak(history.contents().practised, 3, _TODAY)
    weeks(history.days(_A_YEAR_AGO, _TODAY), 3, _TODAY, _BEGIN.date())
    history.sessions(SessionQuery(since=_A_YEAR_AGO))
    series_of(history.efforts(SessionQuery(since=_A_YEAR_AGO)), LengthUnit.FOOT)
    history.close()


@contextmanager
def _window(folder: Path) -> Iterator[Callable[[], float]]:
    """Yield what opens a window on the Today page, clicks, and returns after how many seconds.

    Each window is a new one, in which the page has to be made.
    """
    application = offscreen_application()
    from PySide6.QtCore import QSize

    from assets.screenshots.studio import Studio
    from soleus_timer.domain.appearance import Appearance

    nothing = Path("/nonexistent")
    library = Library(
        own=Folders(nothing, nothing, nothing),
        shipped=Folders(
            resources.shipped_workouts(),
            resources.shipped_exercises(),
            resources.shipped_figures(),
        ),
    )

    def click() -> float:
        studio = Studio(Appearance.DARK, QSize(1280, 800), library, folder, _TODAY)
        studio.pages.read_history()
        for _ in range(20):
            application.processEvents()
        seconds = _timed(lambda: _go(application, studio.pages))
        studio.close()
        return seconds

    yield click


def _go(application: "QApplication", pages: "Navigation") -> None:
    """Open the history and wait until its list, which comes last, is filled and painted."""
    pages.today.side.history.click()
    while not pages.history.overview.sessions.sessions.rowCount():
        application.processEvents()
    pages.repaint()


def _write_csv(folder: Path) -> None:
    def write() -> None:
        with replacing(folder / "history.csv") as file:
            history.reading(
                lambda rows: file.writelines(row.encode() for row in csv_rows(rows.whole()))
            )

    history = _history(folder)
    write()
    history.close()


def _write_json(folder: Path) -> None:
    history = _history(folder)
    with replacing(folder / "history.json") as file:
        history.reading(
            lambda rows: file.writelines(
                part.encode() for part in json_text(rows.prescriptions(), rows.whole(), _END)
            )
        )
    history.close()


def _read_json(folder: Path) -> None:
    history = _history(folder / "again")
    import_history(folder / "history.json", history, _END)
    history.close()


def fill(folder: Path, end: datetime) -> list[str]:
    """Make a history of the twenty years before `end`; return the ids of its sessions."""
    history, ids = History(folder), list[str]()

    def write(connection: sqlite3.Connection) -> None:
        writer = Writer(connection)
        for session in _sessions(end - timedelta(days=DAYS)):
            writer.write(session)
            ids.append(session.id)

    history.change(write)
    history.close()
    return ids


def _sessions(begin: datetime) -> Iterator[StoredSession]:
    timelines = [_timeline(number) for number in range(PRESCRIPTIONS)]
    for number in range(SESSIONS):
        timeline = timelines[number * 7 % PRESCRIPTIONS]
        started = begin + timedelta(days=number * DAYS / SESSIONS)
        sets = tuple(
            SetRecord(step, (_attempt(step.duration, number + step.index),))
            for step in timeline.steps
            if step.kind is StepKind.WORK
        )
        yield StoredSession(
            id=f"{started:%Y%m%dT%H%M%SZ}-{number:06x}",
            timeline=timeline,
            started=started,
            ended=started + timedelta(seconds=to_seconds(timeline.duration)),
            record=SessionRecord(True, timeline.duration, Nanoseconds(0), sets),
            rating=Rating(number % 4, number % 9, "a note" if number % 5 == 0 else ""),
        )


def _attempt(duration: int, number: int) -> Attempt:
    reason = EndReason.SKIPPED if number % 17 == 0 else EndReason.COMPLETED
    distance = 2.0 * (10 + number % 5)
    return Attempt(1, Nanoseconds(duration), reason, number % 12, distance)


def _timeline(number: int) -> Timeline:
    walk = {"kind": "distance", "distance": 10 + number / 10}
    doses = [walk, {"kind": "reps", "reps": 8 + number % 8}, {"kind": "time", "seconds": 45}]
    blocks = [
        {"title": f"Exercise {(number + place) % 14}", "dose": dose, "sets": 10}
        for place, dose in enumerate(doses)
    ]
    workout = validate(Workout, {"name": f"Workout {number % 20}", "blocks": blocks})
    # One of ours, so that its card tells when it was last done.
    workout_id = f"workout-{number % 20}" if number % 20 else "tip-toe-walking"
    return build_timeline(workout, {}, workout_id)


def _timed(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin
