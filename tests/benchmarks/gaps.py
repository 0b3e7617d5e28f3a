"""The program in its window, offscreen, with a heart that beats every few milliseconds.

Run as `python -m tests.benchmarks.gaps FOLDER WORKOUT PHASE...`; prints the longest time between
two beats (milliseconds) of each phase, as JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from soleus_timer.app import build, window_command
from soleus_timer.app.program import Program
from soleus_timer.domain.library import Entry
from soleus_timer.domain.session.commands import Skip, Stop
from soleus_timer.services.instance import SingleInstance
from soleus_timer.ui.pages.history.files import FileQuestions
from soleus_timer.ui.window import MainWindow

BEAT_MS = 5
QUIET_SECONDS = 1.5
"""A phase is over when it says so, and then nothing held the window for so long."""

HELD_MS = 50.0

Step = Callable[[], object]


class Heart:
    """Beats in the window's thread, and keeps the longest pause."""

    def __init__(self, window: MainWindow) -> None:
        self.longest = 0.0
        self.disturbed = time.monotonic()
        self._last = time.monotonic()
        self._timer = QTimer(window)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        """Measure anew from now on."""
        self.longest, self._last = 0.0, time.monotonic()

    def _beat(self) -> None:
        now = time.monotonic()
        gap = 1000 * (now - self._last)
        self.longest, self._last = max(self.longest, gap), now
        if gap > HELD_MS:
            self.disturbed = now


class Phases:
    """Does one thing after the other, as a person would."""

    def __init__(self, made: Program, window: MainWindow, folder: Path) -> None:
        self._made = made
        self._window = window
        self._folder = folder
        self.gaps: dict[str, float] = {}
        self._heart = Heart(window)

    def run(self, names: list[str]) -> None:
        """Run the phases, then close the window."""
        self._left = list(names)
        self._next()

    def _next(self) -> None:
        if not self._left:
            self._window.close()
            return
        name = self._left.pop(0)
        steps: Iterator[Step] = getattr(self, f"_{name}")()
        self._heart.begin()
        self._go_on(name, steps)

    def _go_on(self, name: str, steps: Iterator[Step]) -> None:
        step = next(steps, None)
        if step is not None:
            step()
            is_quick = name == "slider"
            then = partial(self._go_on, name, steps)
            QTimer.singleShot(30, self._window, then) if is_quick else self._wait(then)
            return
        self.gaps[name] = self._heart.longest
        self._next()

    def _wait(self, then: Step) -> None:
        """Go on when nothing is done beside the window, and nothing held it for a while."""
        quiet_since = max(self._heart.disturbed, time.monotonic())

        def look() -> None:
            page = vars(self._made.navigation).get("history")
            is_busy = page is not None and page._task is not None
            now = time.monotonic()
            if is_busy or now - max(quiet_since, self._heart.disturbed) < QUIET_SECONDS:
                QTimer.singleShot(50, self._window, look)
            else:
                then()

        look()

    def _after_start(self) -> Iterator[Step]:
        yield lambda: None

    def _slider(self) -> Iterator[Step]:
        pages = self._made.navigation
        yield pages.today.settings_asked.emit
        slider: Any = pages.settings.rows["volume"].field
        for _ in range(40):
            yield lambda: slider.setValue(slider.value() - 1)
        yield pages.settings.home_asked.emit

    def _pages(self) -> Iterator[Step]:
        pages = self._made.navigation
        yield pages.today.learn_asked.emit
        yield pages.learn.home_asked.emit
        yield pages.today.settings_asked.emit
        yield pages.settings.home_asked.emit

    def _history(self) -> Iterator[Step]:
        yield self._made.navigation.today.history_asked.emit
        yield self._made.navigation.history.home_asked.emit

    def _export(self) -> Iterator[Step]:
        yield from self._file("out.json", lambda files: files.export.click())

    def _table(self) -> Iterator[Step]:
        yield from self._file("out.csv", lambda files: files.export.click())

    def _pdf(self) -> Iterator[Step]:
        yield from self._file("out.pdf", lambda files: files.pdf.click())

    def _import(self) -> Iterator[Step]:
        yield from self._file("in.json", lambda files: files.bring.click())

    def _file(self, name: str, press: Callable[..., object]) -> Iterator[Step]:
        pages = self._made.navigation
        yield pages.today.history_asked.emit
        page, path = pages.history, self._folder / name

        class Answers(FileQuestions):
            def save(self, *_asked: object, **_named: object) -> Path:
                return path

            open = save

        page._files = Answers()
        self._heart.begin()
        yield lambda: press(page.overview.files)
        yield page.home_asked.emit

    def _choose(self) -> Iterator[Step]:
        today = self._made.navigation.today
        entry = today._entry
        assert entry is not None
        yield lambda: today.show_found(entry)

    def _session(self) -> Iterator[Step]:
        made = self._made
        yield made.navigation.today.start.click
        yield lambda: [made.runner.send(Skip()) for _ in range(5)]

    def _end(self) -> Iterator[Step]:
        yield lambda: self._made.runner.send(Stop())


def _main(folder: Path, workout: str, names: list[str]) -> int:
    phases: list[Phases] = []
    build_program = window_command._build_program

    def build_and_watch(
        options: build.Options,
        first: Entry | None,
        instance: SingleInstance,
        window: MainWindow,
        start: bool,
    ) -> Program:
        made = build_program(options, first, instance, window, start)
        phases.append(Phases(made, window, folder))
        QTimer.singleShot(0, window, lambda: phases[0].run(names))
        return made

    window_command._build_program = build_and_watch
    code = window_command.open_window(build.Options(folder), workout)
    print(json.dumps(phases[0].gaps))
    return code


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]))
