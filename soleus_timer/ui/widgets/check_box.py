"""A box to tick, painted like the other fields; Qt's own has no edge in high contrast."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import SIZES

_GAP = 10


class CheckBox(QCheckBox):
    """A QCheckBox in another dress; it does all that one does."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room for box and text."""
        metrics = self.fontMetrics()
        width = self._side() + _GAP + metrics.horizontalAdvance(self.text()) + 4
        return QSize(width, max(SIZES.lowest_control, metrics.height() + 8))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same: a text is never cut."""
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Take a click anywhere on box or text."""
        return self.rect().contains(place)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint box, tick and text."""
        palette, focused, side = self.palette(), self.hasFocus(), self._side()
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if focused else 1.5
        edge = role.Link if focused else role.PlaceholderText
        box = QRectF(1, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(palette.color(edge), width))
        painter.setBrush(palette.color(role.Highlight if self.isChecked() else role.Base))
        painter.drawRoundedRect(box, side * 0.25, side * 0.25)
        if self.isChecked():
            pen = QPen(palette.color(role.HighlightedText), side * 0.13)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            corner = box.topLeft()
            tick = ((0.24, 0.53), (0.43, 0.71), (0.77, 0.31))
            painter.drawPolyline([corner + QPointF(x * side, y * side) for x, y in tick])
        painter.setPen(palette.color(role.WindowText))
        room = QRectF(self.rect()).adjusted(side + _GAP, 0, 0, 0)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(room, flags | int(Qt.TextFlag.TextShowMnemonic), self.text())

    def _side(self) -> int:
        return max(16, round(self.fontMetrics().height() * 0.95))
