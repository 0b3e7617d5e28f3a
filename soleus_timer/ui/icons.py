"""Our icons, drawn in the colours of the theme and sharp on every screen."""

from functools import cache
from typing import ClassVar

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.icon_shapes import Shape, shape_path

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
