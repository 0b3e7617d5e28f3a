"""Takes pictures of every page, in every look and at four sizes: `make screenshots`.

The README's pictures are written beside this file and checked in; all others, and the sheets with
every figure at its key poses, go to a folder (`build/screenshots`). `--readme` takes the README's
alone.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QSize

from assets.drawings.render import draw_sheets
from assets.screenshots.practice import TODAY, filled
from assets.screenshots.stages import draw_stages
from assets.screenshots.studio import Studio
from soleus_timer import resources
from soleus_timer.domain.appearance import Appearance
from soleus_timer.domain.session.commands import Pause, Resume
from soleus_timer.storage.library import Folders, Library
from soleus_timer.ui.application import make_application

HERE = Path(__file__).parent
ELSEWHERE = Path("build/screenshots")
SIZES = (QSize(320, 240), QSize(640, 480), QSize(1280, 800), QSize(1920, 1080))
LOOKS = (Appearance.LIGHT, Appearance.DARK, Appearance.CONTRAST)
LAPTOP = QSize(1280, 800)
SMALL_WIDTH = 800

Go = Callable[[], object]


def pages(studio: Studio) -> Iterator[tuple[str, Go]]:
    """Yield every page by its name, with the way there from the one before."""
    navigation = studio.pages
    exercise = next(iter(studio.entry.exercises.values()))
    yield "home", lambda: None
    yield "exercise", lambda: navigation.today.exercise_asked.emit(exercise)
    yield "learn", navigation.today.learn_asked.emit
    yield "settings", navigation.today.settings_asked.emit
    yield "history", navigation.today.history_asked.emit
    yield "prepare", lambda: _start(studio)
    yield "down", lambda: studio.wait(11)
    yield "turn", lambda: studio.wait(11.5)
    yield "back", lambda: studio.wait(9)
    yield "rest", lambda: studio.wait(40)
    yield "paused", lambda: navigation.session.send(Pause())
    yield "summary", lambda: _finish(studio)


def draw_everything(folder: Path, library: Library) -> None:
    """Take every page in every look and size, and draw the figures' sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as practice:
        filled(Path(practice)).close()
        for appearance in LOOKS:
            for size in SIZES:
                studio = Studio(appearance, size, library, Path(practice), TODAY)
                for page, go in pages(studio):
                    go()
                    studio.take(folder / f"{page}-{appearance}-{size.width()}x{size.height()}.png")
                studio.close()
    draw_stages(folder / "stage", library, LOOKS, SIZES)
    draw_sheets(folder)


def draw_for_readme(library: Library) -> None:
    """Take the pictures that are checked in."""
    studio = Studio(Appearance.LIGHT, LAPTOP, library)
    studio.take(HERE / "home.png", SMALL_WIDTH)
    studio.pages.learn.explorer.lift.setValue(100)
    studio.pages.today.learn_asked.emit()
    studio.take(HERE / "learn.png", SMALL_WIDTH)
    studio.close()
    studio = Studio(Appearance.LIGHT, LAPTOP, library)
    _start(studio)
    studio.wait(9)
    # The time between is heard in two parts: what is said last is shown.
    studio.wait(1)
    studio.take(HERE / "running.png", SMALL_WIDTH)
    studio.wait(38)
    studio.take(HERE / "rest.png", SMALL_WIDTH)
    studio.close()


def _start(studio: Studio) -> None:
    studio.pages.pages.setCurrentWidget(studio.pages.today)
    studio.pages.today.start.click()
    studio.wait(4)


def _finish(studio: Studio) -> None:
    studio.pages.session.send(Resume())
    studio.wait(1000)


def main() -> None:
    """Take what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ELSEWHERE)
    parser.add_argument("--readme", action="store_true")
    wanted = parser.parse_args()
    application = make_application(["screenshots"])
    nothing = Path("/nonexistent")
    library = Library(
        own=Folders(nothing, nothing, nothing),
        shipped=Folders(
            resources.shipped_workouts(),
            resources.shipped_exercises(),
            resources.shipped_figures(),
        ),
    )
    draw_for_readme(library)
    if not wanted.readme:
        draw_everything(wanted.folder, library)
    application.quit()


if __name__ == "__main__":
    main()
