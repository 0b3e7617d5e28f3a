"""Our icons: shapes in the square from (0, 0) to (1, 1), drawn in the colours of the theme."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise
from math import cos, hypot, radians, sin
from typing import ClassVar

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QPolygonF,
    QTransform,
)

from soleus_timer.ui.guarded import guarded

Point = tuple[float, float]

_LINE = 0.1
"""The width of a line."""

_FINE = 1000.0
"""Outlines are put together so much larger: Qt joins curves as if they were seen at that size."""


class Shape(StrEnum):
    """What an icon stands for."""

    PLAY = "play"
    PAUSE = "pause"
    DONE = "done"
    BACK = "back"
    REDO = "redo"
    SKIP = "skip"
    ADD_TIME = "add_time"
    STOP = "stop"


def shape_path(shape: Shape) -> QPainterPath:
    """Return the outline of `shape`, to be filled."""
    return QTransform.fromScale(1 / _FINE, 1 / _FINE).map(_DRAWN[shape]())


def _back() -> QPainterPath:
    arrow = _polygon((0.86, 0.2), (0.86, 0.8), (0.4, 0.5), rounding=0.08)
    return arrow.united(_box(0.12, 0.16, 0.14, 0.68, 0.05))


def _skip() -> QPainterPath:
    arrow = _polygon((0.14, 0.2), (0.14, 0.8), (0.6, 0.5), rounding=0.08)
    return arrow.united(_box(0.74, 0.16, 0.14, 0.68, 0.05))


def _redo() -> QPainterPath:
    middle, radius, end = (0.5, 0.54), 0.32, 40.0
    turn = _arc(middle, radius, begin=end + 290, end=end, width=0.12)
    tip_x, tip_y = _on_circle(middle, radius, end)
    head = _polygon(
        (tip_x + 0.13, tip_y - 0.22), (tip_x + 0.13, tip_y + 0.08), (tip_x - 0.17, tip_y + 0.08),
        rounding=0.05,
    )  # fmt: skip
    return turn.united(head)


def _add_time() -> QPainterPath:
    upright = _line((0.5, 0.3), (0.5, 0.7))
    return _ring((0.5, 0.5), 0.41, 0.09).united(upright).united(_line((0.3, 0.5), (0.7, 0.5)))


def _polygon(*points: Point, rounding: float) -> QPainterPath:
    """Return a filled polygon, larger by half of `rounding` all around, with round corners."""
    return _area(points).united(_line(*points, points[0], width=rounding))


def _line(*points: Point, width: float = _LINE) -> QPainterPath:
    """Return a line from point to point, round at its ends and corners."""
    path = _disc(points[0], width / 2)
    for (x, y), (to_x, to_y) in pairwise(points):
        length = hypot(to_x - x, to_y - y)
        aside_x, aside_y = (y - to_y) * width / 2 / length, (to_x - x) * width / 2 / length
        corners = (
            (x + aside_x, y + aside_y),
            (to_x + aside_x, to_y + aside_y),
            (to_x - aside_x, to_y - aside_y),
            (x - aside_x, y - aside_y),
        )
        path = path.united(_area(corners)).united(_disc((to_x, to_y), width / 2))
    return path


def _arc(middle: Point, radius: float, *, begin: float, end: float, width: float) -> QPainterPath:
    """Return a line along a circle, from one angle to another (degrees, 0 is right, up counts)."""
    path = QPainterPath()
    outer, inner = _square(middle, radius + width / 2), _square(middle, radius - width / 2)
    path.arcMoveTo(outer, begin)
    path.arcTo(outer, begin, end - begin)
    path.arcTo(inner, end, begin - end)
    path.closeSubpath()
    for angle in (begin, end):
        path = path.united(_disc(_on_circle(middle, radius, angle), width / 2))
    return path


def _on_circle(middle: Point, radius: float, angle: float) -> Point:
    turned = radians(angle)
    return middle[0] + radius * cos(turned), middle[1] - radius * sin(turned)


def _area(points: Sequence[Point]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([_fine(*point) for point in points]))
    path.closeSubpath()
    return path


def _disc(middle: Point, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(_square(middle, radius))
    return path


def _ring(middle: Point, radius: float, width: float) -> QPainterPath:
    return _disc(middle, radius + width / 2).subtracted(_disc(middle, radius - width / 2))


def _box(left: float, top: float, width: float, height: float, corner: float) -> QPainterPath:
    path = QPainterPath()
    rect = QRectF(_fine(left, top), _fine(left + width, top + height))
    path.addRoundedRect(rect, corner * _FINE, corner * _FINE)
    return path


def _square(middle: Point, radius: float) -> QRectF:
    """Return the square around a circle."""
    x, y = middle
    return QRectF(_fine(x - radius, y - radius), _fine(x + radius, y + radius))


def _fine(x: float, y: float) -> QPointF:
    return QPointF(x * _FINE, y * _FINE)


_DRAWN: dict[Shape, Callable[[], QPainterPath]] = {
    Shape.PLAY: lambda: _polygon((0.26, 0.16), (0.86, 0.5), (0.26, 0.84), rounding=0.1),
    Shape.PAUSE: lambda: _box(0.18, 0.13, 0.23, 0.74, 0.06).united(
        _box(0.59, 0.13, 0.23, 0.74, 0.06)
    ),
    Shape.DONE: lambda: _line((0.13, 0.54), (0.39, 0.79), (0.87, 0.23), width=0.14),
    Shape.BACK: _back,
    Shape.REDO: _redo,
    Shape.SKIP: _skip,
    Shape.ADD_TIME: _add_time,
    Shape.STOP: lambda: _box(0.17, 0.17, 0.66, 0.66, 0.1),
}

_path = cache(shape_path)


def icon(shape: Shape, colour: QColor, disabled: QColor | None = None) -> QIcon:
    """Return an icon in `colour`; what is switched off shows it in `disabled`, or the same."""
    return QIcon(_Engine(shape, QColor(colour), QColor(disabled or colour)))


class _Engine(QIconEngine):
    """Fills an outline at the very size that is asked for, in the screen's own pixels."""

    _clones: ClassVar[list[QIconEngine]] = []
    """Qt takes a clone over and PySide does not know: without this both would free it.

    Few come here: only an icon to which somebody adds pictures is cloned.
    """

    def __init__(self, shape: Shape, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._shape = shape
        self._colour = colour
        self._disabled = disabled

    @guarded
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Paint the shape in the middle of `rect`."""
        side = min(rect.width(), rect.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(
            rect.left() + (rect.width() - side) / 2, rect.top() + (rect.height() - side) / 2
        )
        painter.scale(side, side)
        colour = self._disabled if mode is QIcon.Mode.Disabled else self._colour
        painter.fillPath(_path(self._shape), colour)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return a picture of `size` (the screen's pixels)."""
        picture = QPixmap(size)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> "_Engine":
        """Return another like this."""
        other = _Engine(self._shape, self._colour, self._disabled)
        self._clones.append(other)
        return other
