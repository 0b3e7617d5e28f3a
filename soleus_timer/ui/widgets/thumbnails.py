"""Small pictures of exercises, each painted once, a few at a time while nothing else is to do."""

from collections import deque
from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from soleus_timer import log

_SLICE_SECONDS = 0.008
"""So long may painting pictures keep the window from doing anything else."""

Draw = Callable[[str, int, float], QPixmap | None]
"""Draws an exercise by its id into a square of so many pixels, at so many device pixels each; None
where it has no figure."""


class Thumbnails(QObject):
    """Hands out pictures; `ready` is told when some that were asked for are there."""

    ready = Signal()

    def __init__(self, draw: Draw, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self._pictures: dict[tuple[str, int, float], QPixmap | None] = {}
        self._wanted: deque[tuple[str, int, float]] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_some)

    def picture(self, exercise: str, size: int, ratio: float) -> QPixmap | None:
        """Return the picture; None where there is none, or not yet: then it is made soon."""
        key = (exercise, size, ratio)
        if key not in self._pictures and key not in self._wanted:
            self._wanted.append(key)
            self._timer.start()
        return self._pictures.get(key)

    def clear(self) -> None:
        """Forget all pictures: the colours are other ones."""
        self._pictures.clear()

    def _draw_some(self) -> None:
        until = perf_counter() + _SLICE_SECONDS
        while self._wanted and perf_counter() < until:
            key = self._wanted.popleft()
            self._pictures[key] = None
            with log.Guard("figure"):
                self._pictures[key] = self._draw(*key)
        self.ready.emit()
        if not self._wanted:
            self._timer.stop()
