"""The window's first frame, and what follows it.

A person sees the window before the rules, the workouts and the sound are loaded: nothing here may
be slow to import.
"""

import gc
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLoggingCategory, QTimer

from soleus_timer import resources
from soleus_timer.core.measures import told
from soleus_timer.store.glance import Glance
from soleus_timer.ui.application import make_application
from soleus_timer.ui.figure.still import StillFigure
from soleus_timer.ui.main_window import MainWindow
from soleus_timer.ui.measurement import units_of_locale
from soleus_timer.ui.motion import apply_motion
from soleus_timer.ui.style import apply_theme
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.theme_choice import theme_at_once
from soleus_timer.ui.translation import install_translation
from soleus_timer.ui.widgets.welcome import Welcome

DRAWN_EXERCISE = "tip-toe-walking"
"""The exercise whose figure is there in the first frame: the one of the workout that we open on."""

_QUIET = "qt.multimedia.*=false"
"""Qt's chatter about codecs that we do not use; what goes wrong with sound, the window says."""


def run_window(
    seen: Glance, window_file: Path, furnish: Callable[[MainWindow, bool], object]
) -> int:
    """Open the window and return the exit code when it is closed.

    `furnish` builds the content after the first frame; it is told whether Start was pressed
    already. What it returns is kept until the end.
    """
    gc.disable()  # from here on `system/garbage` collects, in this thread alone
    application = make_application(sys.argv[:1])
    QLoggingCategory.setFilterRules(_QUIET)
    # Ctrl+C in the terminal ends the program at once; Qt's loop would not let Python see it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    install_translation(resources.translations())
    theme = theme_at_once(seen.appearance)
    apply_theme(theme)
    apply_motion(seen.motion)
    waiting = [_welcome(seen, theme)]
    window = MainWindow(waiting[0], window_file)
    kept: list[object] = []

    def follow() -> None:
        # It goes, with its drawing: nobody sees it any more.
        kept.append(furnish(window, waiting.pop().start_pressed))

    window.first_painted.connect(lambda: QTimer.singleShot(0, window, follow))
    window.show()
    window.activateWindow()
    return application.exec()


def _welcome(seen: Glance, theme: Theme) -> Welcome:
    drawn = seen.exercise == DRAWN_EXERCISE
    figure = StillFigure(resources.hero_still(theme.figure.name)) if drawn else None
    return Welcome(seen.title, told(seen.summary, seen.units.resolved(units_of_locale())), figure)
