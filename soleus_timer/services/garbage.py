"""Python's collector of cycles, kept to the window's thread.

Python collects in whatever thread happens to make the next object. A cycle that holds an object of
Qt would be destroyed there, its timers would run on without it, and the program would die of the
next one. So the collector is off, and the window's thread does its work from time to time.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer

EVERY_MS = 5_000


def collect_due() -> None:
    """Collect the oldest generation whose threshold is passed, as Python would by itself."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if 0 < thresholds[generation] < counts[generation]:
            gc.collect(generation)
            return


class GarbageWatch(QObject):
    """Collects every `EVERY_MS` in the thread it is made in; made once, with the collector off."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(collect_due)
        timer.start(EVERY_MS)
