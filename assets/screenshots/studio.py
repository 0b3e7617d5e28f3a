"""A window to take pictures of: its clock is set by hand, and nobody keeps its settings."""

import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from soleus_timer.app.history_files import WindowWays
from soleus_timer.domain.appearance import Appearance
from soleus_timer.domain.library import Entry
from soleus_timer.domain.settings import Settings
from soleus_timer.domain.units import Nanoseconds, from_seconds
from soleus_timer.services.runner import SessionRunner
from soleus_timer.storage.history.repository import History, local_time
from soleus_timer.storage.library import Library
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.pages.history.files import Past
from soleus_timer.ui.pages.today.hero import Welcome
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.style import apply_theme, theme_for
from soleus_timer.ui.window import MainWindow

_SETTLING = 9
"""So many rounds of Qt's loop until everything lies in its place; thumbnails come one by one."""


class HandClock:
    """A clock that is set by hand."""

    speed = 1.0

    def __init__(self) -> None:
        self.time = Nanoseconds(0)

    def now(self) -> Nanoseconds:
        """Return the time that was set."""
        return self.time

    def real(self, at: int) -> int:
        """Return the same time: nothing waits for it."""
        return at


class FixedSettings:
    """Settings that are not kept."""

    notices: tuple[str, ...] = ()

    def __init__(self, appearance: Appearance) -> None:
        self._settings = Settings(appearance=appearance, sound_checked=True)

    def load(self) -> Settings:
        """Return the settings."""
        return self._settings

    def save(self, settings: Settings) -> None:
        """Keep nothing."""


class Studio:
    """A window, a clock and a camera."""

    def __init__(
        self,
        appearance: Appearance,
        size: QSize,
        library: Library,
        history: Path | None = None,
        today: date | None = None,
    ) -> None:
        """Open a window on a workout; `history` is the folder of its history, an empty one else."""
        self.clock = HandClock()
        self.runner = SessionRunner(self.clock)
        preferences = Preferences(FixedSettings(appearance))
        workouts = Path("~/.local/share/soleus-timer/workouts")
        self._folder = tempfile.TemporaryDirectory()
        self._history = History(history or Path(self._folder.name) / "history")
        ways = WindowWays(self._history, lambda: 3)
        past = Past(self._history, ways, lambda: today or local_time().date())
        self.pages = Navigation(self.runner, preferences, workouts, library, past)
        self.entry: Entry = library.find("tip-toe-walking")
        welcome = Welcome(self.entry.workout.name, self.entry.workout.summary)
        self.window = MainWindow(welcome, Path(self._folder.name) / "window.ini")
        apply_theme(theme_for(appearance))
        self.pages.show_workout(self.entry)
        self.window.set_content(self.pages, self.pages)
        self.pages.today.list.fill(library.entries())
        self.window.resize(size)
        self.window.show()

    def wait(self, seconds: float) -> None:
        """Let time pass in the session."""
        self.clock.time = Nanoseconds(self.clock.time + from_seconds(seconds))
        self.runner.wake()
        # A colour that sweeps in would be caught on its way.
        self.pages.session.stage.canvas.end_sweep()

    def take(self, path: Path, width: int | None = None) -> None:
        """Write what the window shows to `path`, `width` pixels wide."""
        for _ in range(_SETTLING):
            QApplication.processEvents()
        picture: QImage = self.window.grab().toImage()
        if width is not None:
            picture = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        picture.save(str(path))

    def close(self) -> None:
        """Drop the session and the window."""
        self.runner.load(self.entry.timeline(), Settings().session_preferences())
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()
        self._history.close()
        self._folder.cleanup()
