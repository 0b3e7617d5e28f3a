"""Where one would be on the floor now: a line with a dot that walks down, turns and comes back."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from soleus_timer.core.timeline import LegName, Step, walk_offsets
from soleus_timer.ui.theme import Theme


def place_on_floor(step: Step, elapsed: int) -> float | None:
    """Return how far down the floor a walker is, from 0 to 1, or None outside a paced walk."""
    place: float | None = None
    for offset, leg in walk_offsets(step):
        if offset > elapsed:
            break
        done = min(1.0, (elapsed - offset) / leg.duration)
        if leg.name is LegName.DOWN:
            place = done
        elif leg.name is LegName.BACK:
            place = 1.0 - done
    return place


class LegTrack(QWidget):
    """The floor, seen from the side, with the walker as a dot."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place: float | None = None
        self._colour = QColor(theme.text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a low strip; its width is the layout's."""
        return QSize(200, 26)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def show_place(self, place: float | None, colour: QColor) -> None:
        """Put the walker at `place` (0 to 1), or hide the floor; repaint when it shows."""
        before = None if self._place is None else int(self._place * self.width())
        after = None if place is None else int(place * self.width())
        if before != after or colour != self._colour:
            self._place, self._colour = place, colour
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the line, its two ends and the dot."""
        if self._place is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.height() * 0.38
        left, right = radius + 2, self.width() - radius - 2
        middle = self.height() / 2
        pen = QPen(QColor(self._theme.line), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        painter.setPen(QPen(QColor(self._theme.quiet), 4))
        for end in (left, right):
            painter.drawLine(QPointF(end, middle - radius), QPointF(end, middle + radius))
        at = left + (right - left) * self._place
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawEllipse(QRectF(at - radius, middle - radius, 2 * radius, 2 * radius))
