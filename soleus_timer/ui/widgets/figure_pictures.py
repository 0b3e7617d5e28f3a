"""Small pictures of exercises, each painted once, a few at a time while nothing else is to do."""

from collections import deque
from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap

from soleus_timer import log
from soleus_timer.domain.figure.model import Activity, Figure, Moment
from soleus_timer.domain.figure.motion import pose_at
from soleus_timer.ui.figure.scene import SceneOptions, paint_scene
from soleus_timer.ui.theme import FigureColours

Find = Callable[[str], Figure | None]

_MOVED_SECONDS = 9.0
"""Into the pose to start from; by then it is taken."""
_MARGIN = 0.06


def no_figure(_exercise: str) -> Figure | None:
    """Know no figure."""
    return None


class FigurePictures:
    """Draws exercises in the colours of the theme; None where an exercise has no figure."""

    def __init__(self, find: Find, colours: FigureColours) -> None:
        self._find = find
        self.colours = colours

    def draw(self, exercise: str, size: int, ratio: float) -> QPixmap | None:
        """Return a square picture, `size` pixels wide at `ratio` device pixels each."""
        figure = self._find(exercise)
        if figure is None:
            return None
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.fill(QColor(0, 0, 0, 0))
        # Only now: on a screen without transparency, to fill makes another picture.
        picture.setDevicePixelRatio(ratio)
        room = QRectF(0, 0, size, size).adjusted(*(size * _MARGIN * way for way in (1, 1, -1, -1)))
        pose = pose_at(figure, Moment(Activity.READY, elapsed=_MOVED_SECONDS))
        with QPainter(picture) as painter:
            paint_scene(painter, room, figure, pose, self.colours, SceneOptions(labels=False))
        return picture


_SLICE_SECONDS = 0.008
"""So long may painting pictures keep the window from doing anything else."""

Draw = Callable[[str, int, float], QPixmap | None]
"""Draws an exercise by its id into a square, by width in pixels and device pixel ratio; None
where it has no figure."""


class Thumbnails(QObject):
    """Hands out pictures; `ready` is emitted when some that were asked for are painted."""

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
