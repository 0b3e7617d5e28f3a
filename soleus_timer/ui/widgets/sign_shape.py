"""The shape that goes with a word of warning, so that neither colour nor word must do alone."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.learn_facts import Sign
from soleus_timer.ui.theme import Theme

_MARKS = {
    Sign.EMERGENCY: "!",
    Sign.STOP: "\N{MINUS SIGN}",
    Sign.SEE_SOMEBODY: "+",
    Sign.ASK_FIRST: "?",
}


def sign_path(sign: Sign) -> QPainterPath:
    """Return the outline of `sign` within the square from (0, 0) to (1, 1)."""
    path = QPainterPath()
    match sign:
        case Sign.EMERGENCY:
            path.addPolygon(QPolygonF([QPointF(0.5, 0.03), QPointF(1, 0.95), QPointF(0, 0.95)]))
        case Sign.STOP:
            corners = [math.radians(22.5 + 45 * corner) for corner in range(8)]
            path.addPolygon(
                QPolygonF(
                    [QPointF(0.5 + 0.5 * math.cos(a), 0.5 + 0.5 * math.sin(a)) for a in corners]
                )
            )
        case Sign.SEE_SOMEBODY:
            path.addRoundedRect(QRectF(0.04, 0.04, 0.92, 0.92), 0.2, 0.2)
        case _:
            path.addEllipse(QRectF(0.02, 0.02, 0.96, 0.96))
    path.closeSubpath()
    return path


class SignShape(QWidget):
    """Shows a sign as large as two lines of text, filled where it is the most urgent."""

    def __init__(self, sign: Sign, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a square that goes with the text beside it."""
        side = round(self.fontMetrics().height() * 1.7)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never be smaller than that."""
        return self.sizeHint()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the shape and its mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) - 2
        path = sign_path(self._sign)
        urgent = self._sign is Sign.EMERGENCY
        colour = QColor(
            self._theme.danger if urgent or self._sign is Sign.STOP else self._theme.text
        )
        painter.save()
        painter.translate(1, 1)
        painter.scale(side, side)
        pen = QPen(colour, 0.08)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if urgent:
            painter.fillPath(path, colour)
        else:
            painter.strokePath(path, pen)
        painter.restore()
        font = QFont(self.font())
        font.setPixelSize(max(8, round(side * 0.62)))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.surface) if urgent else colour)
        room = QRectF(self.rect())
        if urgent:
            room.translate(0, side * 0.12)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), _MARKS.get(self._sign, ""))
