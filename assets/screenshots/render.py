"""Draws the README's pictures: the real window, on a clock that is set by hand.

Run by `make screenshots`. With `--all FOLDER` it draws every page, light and dark, in two sizes.
"""

import argparse
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from soleus_timer import resources
from soleus_timer.core.appearance import Appearance
from soleus_timer.core.commands import Pause, Resume
from soleus_timer.core.settings import Settings
from soleus_timer.core.units import Nanoseconds, from_seconds
from soleus_timer.runner import SessionRunner
from soleus_timer.store.library import Folders, Library
from soleus_timer.store.shelf import Shelf
from soleus_timer.ui.application import make_application
from soleus_timer.ui.main_window import MainWindow
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.style import apply_theme
from soleus_timer.ui.theme import theme_for
from soleus_timer.ui.widgets.welcome import Welcome

HERE = Path(__file__).parent
SIZES = ((1280, 800), (640, 480))
SMALL_WIDTH = 800
MOMENTS = {"prepare": 4, "down": 8, "turn": 14, "back": 7, "rest": 40}
"""Seconds from the moment before to each that is drawn."""


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
        self._settings = Settings(appearance=appearance)

    def load(self) -> Settings:
        """Return the settings."""
        return self._settings

    def save(self, settings: Settings) -> None:
        """Keep nothing."""


class Studio:
    """A window, a clock and a camera."""

    def __init__(self, appearance: Appearance, size: tuple[int, int], library: Library) -> None:
        self.clock = HandClock()
        self.runner = SessionRunner(self.clock)
        preferences = Preferences(FixedSettings(appearance))
        shelf = Shelf([resources.shipped_exercises()], [resources.shipped_figures()])
        workouts = Path("~/.local/share/soleus-timer/workouts")
        self.pages = Navigation(self.runner, preferences, workouts, shelf)
        self.entry = library.find("tip-toe-walking")
        with tempfile.TemporaryDirectory() as folder:
            welcome = Welcome(self.entry.workout.name, self.entry.workout.summary)
            self.window = MainWindow(welcome, Path(folder) / "window.ini")
        apply_theme(theme_for(appearance))
        self.pages.show_workout(self.entry)
        self.pages.home.list.fill(library.entries())
        self.window.furnish(self.pages, self.pages)
        self.window.resize(*size)
        self.window.show()

    def wait(self, seconds: float) -> None:
        """Let time pass in the session."""
        self.clock.time = Nanoseconds(self.clock.time + from_seconds(seconds))
        self.runner.wake()

    def take(self, path: Path, width: int | None = None) -> None:
        """Write what the window shows to `path`, `width` pixels wide."""
        for _ in range(9):
            QApplication.processEvents()
        picture = self.window.grab().toImage()
        if width is not None:
            picture = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        picture.save(str(path))

    def close(self) -> None:
        """Drop the session and the window."""
        self.runner.load(self.entry.timeline(), Settings().session_preferences())
        self.window.close()


def draw_all(folder: Path, library: Library) -> None:
    """Draw every page in every theme and size."""
    folder.mkdir(parents=True, exist_ok=True)
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        for width, height in SIZES:
            studio = Studio(appearance, (width, height), library)
            name = f"{appearance.value}-{width}x{height}"
            studio.take(folder / f"{name}-home.png")
            studio.pages.home.start.click()
            for moment, seconds in MOMENTS.items():
                studio.wait(seconds)
                studio.take(folder / f"{name}-{moment}.png")
            studio.runner.send(Pause())
            studio.take(folder / f"{name}-paused.png")
            studio.runner.send(Resume())
            studio.wait(1000)
            studio.take(folder / f"{name}-summary.png")
            studio.pages.pages.setCurrentWidget(studio.pages.settings)
            studio.take(folder / f"{name}-settings.png")
            studio.close()


def draw_for_readme(library: Library) -> None:
    """Draw the two pictures that are checked in."""
    studio = Studio(Appearance.LIGHT, SIZES[0], library)
    studio.take(HERE / "home.png", SMALL_WIDTH)
    studio.close()
    studio = Studio(Appearance.DARK, SIZES[0], library)
    studio.pages.home.start.click()
    studio.wait(MOMENTS["prepare"])
    studio.wait(MOMENTS["down"] + 7)
    studio.take(HERE / "running.png", SMALL_WIDTH)
    studio.close()


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", dest="folder")
    folder = parser.parse_args().folder
    application = make_application(["screenshots"])
    nothing = Path("/nonexistent")
    library = Library(
        own=Folders(nothing, nothing),
        shipped=Folders(resources.shipped_workouts(), resources.shipped_exercises()),
    )
    if folder is None:
        draw_for_readme(library)
    else:
        draw_all(folder, library)
    application.quit()


if __name__ == "__main__":
    main()
