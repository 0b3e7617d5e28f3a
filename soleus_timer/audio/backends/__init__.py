"""The sound systems: a Pulse server where one answers, else QtMultimedia.

QtMultimedia need not be installed on Linux: it comes with the extra `qtsound`.
"""

import os
import sys

from PySide6.QtCore import QEventLoop, QTimer

from soleus_timer.audio.backends.base import Outputs
from soleus_timer.audio.backends.libpulse import NoPulseError, PulseLibrary
from soleus_timer.audio.backends.pulse import PulseOutputs
from soleus_timer.audio.problems import Problem

CHOICE = "SOLEUS_SOUND"
"""The environment variable that selects the sound system: `qt` for QtMultimedia."""

ANSWERS_MS = 2000
"""A Pulse server answers within some 20 ms, or, just started, within a second."""


def open_outputs() -> Outputs:
    """Return the outputs of the sound system to use, for as long as the program runs.

    Raises:
        ImportError: there is no library for any.
    """
    if not sys.platform.startswith("linux") or os.environ.get(CHOICE) == "qt":
        return _qt_outputs()
    try:
        pulse = PulseOutputs(PulseLibrary())
    except NoPulseError:
        return _qt_outputs()
    if _answers(pulse, may_start_server=True):
        return pulse
    # No server: one may come yet, unless sound takes another way here.
    try:
        others = _qt_outputs()
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError):
            pulse.absent = Problem.NO_QTSOUND
        return pulse
    # What Qt finds may also be the Pulse server, if that has just come.
    if others.names() and not pulse.is_ready and not _answers(pulse):
        pulse.close()
        return others
    others.close()
    return pulse


def _qt_outputs() -> Outputs:
    # Here, because a Pulse server needs none of its megabytes.
    from soleus_timer.audio.backends.qt import QtOutputs  # noqa: PLC0415

    return QtOutputs()


def _answers(pulse: PulseOutputs, *, may_start_server: bool = False) -> bool:
    """Try to connect, and wait until the server answers or is known not to."""
    waiting = QEventLoop()
    pulse.attempted.connect(waiting.quit)
    QTimer.singleShot(ANSWERS_MS, waiting.quit)
    pulse.connect_again(may_start_server=may_start_server)
    waiting.exec()
    pulse.attempted.disconnect(waiting.quit)
    return pulse.is_ready
