"""A box to choose from, painted like the other fields; Qt's own has no edge in high contrast."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QComboBox

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.wheel import LeavesWheel, without_wheel_focus

_LEFT = 11
_ARROW = 9
_RIGHT = 12 + _ARROW + 8


class ChoiceBox(LeavesWheel, QComboBox):
    """A QComboBox in another dress; it does all that one does, but for the wheel."""

    def __init__(self) -> None:
        super().__init__()
        without_wheel_focus(self)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room for the longest text and the arrow."""
        metrics = self.fontMetrics()
        texts = (self.itemText(index) for index in range(self.count()))
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return QSize(widest + _LEFT + _RIGHT, max(SIZES.lowest_control, metrics.height() + 12))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same: a text is never cut."""
        return self.sizeHint()

    def shown_text(self, _width: int) -> str:
        """Return what is written in a width (pixels): all of it."""
        return self.currentText()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint edge, text and arrow."""
        palette, focused = self.palette(), self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPalette.ColorRole.Link if focused else QPalette.ColorRole.Mid
        width = 2.0 if focused else 1.0
        painter.setPen(QPen(palette.color(edge), width))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        room = QRectF(self.rect())
        half = width / 2
        radius = SIZES.control_radius
        painter.drawRoundedRect(room.adjusted(half, half, -half, -half), radius, radius)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        inside = room.adjusted(_LEFT, 0, -_RIGHT, 0)
        painter.drawText(inside, flags, self.shown_text(int(inside.width())))
        middle = QPointF(room.right() - 12 - _ARROW / 2, room.center().y())
        pen = QPen(palette.color(QPalette.ColorRole.Text), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        side = _ARROW / 2
        painter.drawPolyline(
            [
                middle + QPointF(-side, -side / 2),
                middle + QPointF(0, side / 2),
                middle + QPointF(side, -side / 2),
            ]
        )
