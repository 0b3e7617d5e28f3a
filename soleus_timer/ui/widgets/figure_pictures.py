"""Small pictures of exercises for cards: the figure, ready to start."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from soleus_timer.core.figure.figure import Figure
from soleus_timer.core.figure.moment import Activity, Moment
from soleus_timer.core.figure.motion import pose_at
from soleus_timer.ui.figure.painter import SceneOptions, paint_scene
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
        """Return a square picture of so many pixels, at so many device pixels each."""
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
