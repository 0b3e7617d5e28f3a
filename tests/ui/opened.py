"""The window as `soleus-timer` opens it, in the test's own process, with failures put into it."""

import gc
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from soleus_timer import log
from soleus_timer.app import window_command, window_run
from soleus_timer.app.build import Options, build_instance
from soleus_timer.app.program import Program
from soleus_timer.audio.player import CuePlayer
from soleus_timer.services.history import HistoryKeeper
from soleus_timer.storage.glance import Glance
from soleus_timer.storage.history.repository import History
from soleus_timer.ui.failure_page import FailurePage
from soleus_timer.ui.notices import where_it_is_logged

WORKOUT = """
name = "Tip toe walking"
prepare_seconds = 1
[[blocks]]
exercise = "bent-knee-heel-raise"
sets = 2
rest_seconds = 1
dose = { kind = "reps", reps = 2, tempo = "1-0-1-0" }
"""

NOTE = "Anna's secret"

LONGEST_MS = 30_000
"""So long a busy machine may take to build the window, or to play the session."""

KINDS: tuple[Callable[[], Exception], ...] = (
    lambda: ValueError(NOTE),
    lambda: OSError(28, NOTE, NOTE),
    lambda: MemoryError(NOTE),
    lambda: ImportError(NOTE),
    lambda: RecursionError(NOTE),
    lambda: sqlite3.OperationalError(NOTE),
    lambda: KeyError(NOTE),
)


class Fails:
    """Stands in the place of a function or a class, and fails."""

    def __init__(self, make: Callable[[], Exception]) -> None:
        self.make = make
        self.calls = 0

    def __call__(self, *_: object, **__: object) -> object:
        self.calls += 1
        raise self.make()

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return self()


class Opened:
    """A window that was opened, with a page in it."""

    def __init__(self, run: "window_run._Run", data: Path, qtbot: QtBot) -> None:
        self.window = run.window
        self.code = run.code
        self._data = data
        self._qtbot = qtbot
        self.made = run.program if isinstance(run.program, Program) else None
        self._said: list[str] = []
        if self.made is not None:
            notices = self.made.navigation.notices
            self._said.append(notices.text())
            tell = notices.tell

            def tell_and_note(topic: str, text: str) -> None:
                self._said.append(text)
                tell(topic, text)

            notices.tell = tell_and_note  # type: ignore[method-assign]

    def listen(self) -> None:
        """Forget what was said so far."""
        self._said.clear()

    @property
    def failure_page(self) -> FailurePage | None:
        page = self.window.centralWidget()
        return page if isinstance(page, FailurePage) else None

    @property
    def said_that_something_failed(self) -> bool:
        """Whether it was said since `listen`: at the next session's begin it is taken back."""
        if self.failure_page is not None:
            return self.failure_page.title.text() == "Soleus Timer could not start."
        return any(where_it_is_logged() in text for text in self._said)

    def play(self) -> None:
        """Press Start, as far as it is there, and let the session come to its end."""
        assert self.made is not None
        runner, today = self.made.runner, self.made.navigation.today
        self.made.navigation.pages.setCurrentWidget(today)
        assert today.start.isEnabled()
        today.start.click()
        assert runner.is_active
        self._qtbot.waitUntil(lambda: not runner.is_active, timeout=LONGEST_MS)
        keeper = self.made.findChild(HistoryKeeper)  # none, where it failed to be made
        if isinstance(keeper, HistoryKeeper):
            self._qtbot.waitUntil(lambda: not keeper._soon.isActive())

    def sets_in_history(self) -> list[int]:
        """Return how many sets each kept session has."""
        history = History(self._data / "history")
        found = [line.sets_done for line in history.sessions()]
        history.close()
        return found


@contextmanager
def opened(qtbot: QtBot, data: Path) -> Iterator[Opened]:
    """Open the window on a data folder, with a workout of some seconds on a quick clock."""
    file = data / "workouts" / "tip-toe-walking.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(WORKOUT, "utf-8")
    options = Options(data, speed=200.0, mute=True)
    instance = build_instance(options)
    assert instance.acquire()
    build_program = partial(window_command._build_program, options, None, instance)
    log.show_with(None)
    with log.hooks():
        load = window_command._load
        run = window_run._Run(Glance("Tip toe walking"), data / "window.ini", load, build_program)
        run.window.show()
        qtbot.waitUntil(lambda: run.code == 1 or run.program is not None, timeout=LONGEST_MS)
        made = Opened(run, data, qtbot)
        try:
            yield made
        finally:
            if made.made is not None:
                made.made._close()
                output = made.made.runner._output
                if isinstance(output, CuePlayer):
                    output.shut_down()  # as at the end of the program
            instance.close()
            log.show_with(None)
            run.window._content = None
            run.window.close()
            run.window.deleteLater()
            run.program = made.made = None
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            # In this thread: widgets that another one's collector finds end the process.
            for thread in threading.enumerate():
                if thread.name == "voice":
                    thread.join()
            gc.collect()
