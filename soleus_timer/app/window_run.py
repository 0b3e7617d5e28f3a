"""The window's first frame, and what follows it.

A person sees the window before the rules, the workouts and the sound are loaded: nothing here may
be slow to import.
"""

import gc
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QLoggingCategory, QTimer
from PySide6.QtWidgets import QWidget

from soleus_timer import log, resources
from soleus_timer.domain.texts import text_in_units
from soleus_timer.storage.glance import Glance
from soleus_timer.ui.application import make_application, qt_messages_logged, use_language
from soleus_timer.ui.desktop import apply_motion, units_of_locale
from soleus_timer.ui.figure.still import StillFigure
from soleus_timer.ui.pages.today.hero import Welcome
from soleus_timer.ui.style import apply_theme, theme_at_once
from soleus_timer.ui.window import MainWindow

DRAWN_EXERCISE = "tip-toe-walking"
"""The exercise whose figure is there in the first frame: the one of the workout that we open on."""

LOOK_MS = 4
"""How often the window looks whether all is loaded."""

_QUIET = "qt.multimedia.*=false"
"""Qt's chatter about codecs that we do not use; what goes wrong with sound, the window says."""


def run_window(
    seen: Glance,
    window_file: Path,
    load: Callable[[], object],
    build_program: Callable[[MainWindow, bool], object],
) -> int:
    """Open the window and return the exit code when it is closed.

    `load` imports what takes long and needs no Qt, in a thread after the first frame, while the
    window answers. `build_program` then builds services and pages; its second argument is whether
    Start was pressed already.
    """
    gc.disable()  # from here on `GarbageWatch` collects, in this thread alone
    with qt_messages_logged(_complain):
        application = make_application(sys.argv[:1])
        QLoggingCategory.setFilterRules(_QUIET)
        # Ctrl+C in the terminal ends the program at once; Qt's loop would not let Python see it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        run = _Run(seen, window_file, load, build_program)
        # What fails in a method of ours that Qt calls meanwhile is raised here.
        with log.Guard("welcome"):
            run.window.show()
            run.window.activateWindow()
        return application.exec() or run.code


class _Run:
    """The window from its first frame on, and the program that is built after it."""

    def __init__(
        self,
        seen: Glance,
        window_file: Path,
        load: Callable[[], object],
        build_program: Callable[[MainWindow, bool], object],
    ) -> None:
        self.code = 0
        self._load = Thread(target=load, name="load", daemon=True)
        self._build_program = build_program
        self.program: object = None
        self._welcome = _welcome(seen)
        self.window = MainWindow(self._welcome or QWidget(), window_file)
        self._loaded = QTimer(self.window)
        self._loaded.setInterval(LOOK_MS)
        self._loaded.timeout.connect(self._look)
        self.window.first_painted.connect(lambda: QTimer.singleShot(0, self.window, self._begin))

    def _begin(self) -> None:
        self._load.start()
        self._loaded.start()

    def _look(self) -> None:
        if not self._load.is_alive():
            self._loaded.stop()
            self._follow()

    def _follow(self) -> None:
        """Build the content, or show that it could not be built: no window is left dead."""
        # The welcome goes, with its drawing: nobody sees it any more.
        welcome, self._welcome = self._welcome, None
        try:
            start = welcome is not None and welcome.start_pressed
            self.program = self._build_program(self.window, start)
        except Exception as error:
            self.code = 1
            log.failed("start", error)
            self.window.show_failure(error)
        if self.code:
            # Half-made pages go now: found by the collector in another thread, they would end us.
            gc.collect()


def _complain(line: str) -> None:
    from soleus_timer.terminal.output import complain

    complain(line)


def _welcome(seen: Glance) -> Welcome | None:
    """Return the welcome, in the person's language and colours as far as they can be had."""
    with log.Guard("language"):
        use_language()
    figure = None
    with log.Guard("theme"):
        theme = theme_at_once(seen.appearance)
        apply_theme(theme)
        apply_motion(seen.motion)
        if seen.exercise == DRAWN_EXERCISE:
            figure = StillFigure(resources.hero_still(theme.figure.name))
    with log.Guard("welcome"):
        units = seen.units.resolved(units_of_locale())
        return Welcome(text_in_units(seen.title, units), text_in_units(seen.summary, units), figure)
    return None
