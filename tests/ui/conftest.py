"""A window on a clock that the test moves, with nothing behind it but memory."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from assets.screenshots.practice import filled
from soleus_timer import resources
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.history.problems import Notice
from soleus_timer.domain.library import Entry
from soleus_timer.domain.session.commands import Stop
from soleus_timer.domain.session.events import CueDue
from soleus_timer.domain.settings import SessionPreferences, Settings
from soleus_timer.domain.units import Nanoseconds, from_seconds
from soleus_timer.domain.workout import Workout
from soleus_timer.services.history import HistoryKeeper
from soleus_timer.services.runner import SessionRunner
from soleus_timer.storage.history.repository import History, local_time
from soleus_timer.storage.library import Figures
from soleus_timer.storage.validation import validate
from soleus_timer.ui.application import make_application
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.pages.session import page as session_page
from soleus_timer.ui.pages.settings.page import SettingsPage
from soleus_timer.ui.pages.summary import page as summary_page
from soleus_timer.ui.pages.today.hero import Welcome
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.window import MainWindow
from tests.ui.histories import past_of


class HandClock:
    """A clock that moves only by hand."""

    speed = 1.0

    def __init__(self) -> None:
        self.time = Nanoseconds(0)

    def now(self) -> Nanoseconds:
        return self.time

    def real(self, at: int) -> int:
        return at


class MemoryOutput:
    """A cue output that remembers what it was told."""

    def __init__(self) -> None:
        self.scheduled: list[CueDue] = []
        self.calls: list[str] = []

    def open(self) -> None:
        self.calls.append("open")

    def close(self) -> None:
        self.calls.append("close")

    def schedule(self, cues: Sequence[CueDue]) -> None:
        self.scheduled.extend(cues)

    def cancel(self) -> None:
        self.calls.append("cancel")

    def set_muted(self, muted: bool) -> None:
        self.calls.append(f"muted {muted}")


class MemoryStore:
    """A settings store that keeps nothing on disk, or fails to."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.notices: tuple[str, ...] = ()
        self.broken = False

    def load(self) -> Settings:
        return self.settings

    def save(self, settings: Settings) -> None:
        if self.broken:
            raise OSError("the folder is read-only")
        self.settings = settings


EXERCISE = validate(
    Exercise,
    {
        "id": "tip-toe-walking",
        "name": "Tip toe walking",
        "how_to": ["Rise onto the balls of your feet.", "Walk slowly down and back."],
        "form_cues": [{"show": "Heels 1 to 2 inches up"}, {"show": "Knees soft"}],
        "cautions": ["Walk beside a wall if your balance is unsure."],
    },
)

WALK = validate(
    Workout,
    {
        "name": "Tip toe walking",
        "summary": "Slow steps on tip toe, down and back.",
        "blocks": [
            {
                "exercise": "tip-toe-walking",
                "sets": 3,
                "rest_seconds": 60,
                "dose": {"kind": "distance", "range": [10, 15]},
            }
        ],
    },
)


class MemoryShelf:
    """One exercise, and the figures that the program ships."""

    def __init__(self) -> None:
        self._figures = Figures([resources.shipped_figures()])

    def exercise(self, exercise_id: str) -> Exercise | None:
        return EXERCISE if exercise_id == EXERCISE.id else None

    def figure(self, exercise_id: str) -> Figure | None:
        return self._figures.find(exercise_id)


def entry_of(workout: Workout, name: str = "tip-toe-walking") -> Entry:
    return Entry(name, Path(f"{name}.toml"), True, workout, {EXERCISE.id: EXERCISE})


def setting_field(page: SettingsPage, key: str) -> Any:
    """Return the field of a setting, whatever kind of widget it is."""
    return page.rows[key].field


@pytest.fixture(autouse=True)
def _presses_count_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the summary take presses at once: the clock of the tests does not wait."""
    monkeypatch.setattr(summary_page, "GUARD_MS", 0)
    monkeypatch.setattr(session_page, "HELD_MS", 0)


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[[list[str]], QApplication]:
    return make_application


@pytest.fixture(autouse=True)
def _windows_end_with_their_test(qapp: QApplication) -> Iterator[None]:
    """Delete what was closed: a loop would, and every change of theme paints all that is left."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def output() -> MemoryOutput:
    return MemoryOutput()


@pytest.fixture
def runner(qapp: QApplication, clock: HandClock, output: MemoryOutput) -> SessionRunner:
    return SessionRunner(clock, output)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


class Desk:
    """The window, and the hands of the person at it."""

    history: History
    history_keeper: HistoryKeeper | None = None
    """Both of the fixture's desk alone."""

    def __init__(
        self,
        window: MainWindow,
        pages: Navigation,
        runner: SessionRunner,
        clock: HandClock,
    ) -> None:
        self.window = window
        self.pages = pages
        self.runner = runner
        self.clock = clock

    def wait(self, seconds: float) -> None:
        """Let time pass on the session's clock."""
        self.clock.time = Nanoseconds(self.clock.time + from_seconds(seconds))
        self.runner.wake()
        self._keep()

    def stop(self) -> None:
        """Stop the session, and let it be kept."""
        self.runner.send(Stop())
        self._keep()

    def _keep(self) -> None:
        """Do what the next turn of the event loop does."""
        if self.history_keeper is not None:
            self.history_keeper.flush()

    def shown(self, name: str) -> str:
        """Return what the label with this accessible name shows."""
        label = self.pages.session.stage.labels[name]
        assert label.accessibleName() == name
        assert label.accessibleDescription() == label.text()
        return label.text()


def end_session(runner: SessionRunner) -> None:
    """Drop the session, so that the window closes without a question."""
    runner.load(entry_of(WALK).timeline(), SessionPreferences())


@pytest.fixture
def desk(
    qtbot: QtBot, runner: SessionRunner, clock: HandClock, store: MemoryStore, tmp_path: Path
) -> Iterator[Desk]:
    preferences = Preferences(store)
    past_file = filled(tmp_path / "past")
    past = past_of(past_file)
    pages = Navigation(runner, preferences, tmp_path / "workouts", MemoryShelf(), past)
    troubles: list[Notice] = []
    file = History(tmp_path / "history")
    history = file.report_to(troubles.append)
    pages.keep_sessions(history, {"tip-toe-walking": entry_of(WALK)}.get)
    ids = (f"here-{number}" for number in count())
    keeper = HistoryKeeper(
        runner,
        history,
        local_time,
        lambda: next(ids),
        lambda _id: None,
        lambda workout: preferences.settings.choices.get(workout, Choices()),
        pages,
    )
    keeper.kept.connect(pages.show_stored)
    window = MainWindow(Welcome("Tip toe walking", ""), tmp_path / "window.ini")

    def before_close(_window: QWidget) -> None:
        end_session(runner)
        past_file.close()

    qtbot.addWidget(window, before_close_func=before_close)
    pages.show_workout(entry_of(WALK))
    window.set_content(pages, pages)
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made = Desk(window, pages, runner, clock)
    made.history, made.history_keeper = history, keeper
    yield made
    file.close()
    assert not troubles
