"""The card in place of a figure, for exercises that have none: calm, and no hole."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from soleus_timer.ui.theme import FigureColours

_CENTRE_WRAPPED = 0x1084
"""Qt's AlignCenter and TextWordWrap as a number; the names would take 14 ms to load."""


def paint_card(
    painter: QPainter, rect: QRectF, name: str, colours: FigureColours, opacity: float = 1.0
) -> None:
    """Paint a runner's outline with the exercise's name under it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(painter.opacity() * opacity)
    size = min(rect.width(), rect.height())
    middle = QPointF(rect.center().x(), rect.top() + rect.height() * 0.42)
    _runner(painter, middle, size * 0.5, colours)
    if name:
        font = QFont(painter.font())
        font.setPixelSize(max(11, round(size * 0.075)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        below = rect.adjusted(8, rect.height() * 0.72, -8, -4)
        painter.drawText(below, _CENTRE_WRAPPED, name)
    painter.restore()


_LIMBS = (
    (((0.10, -0.16), (0.0, 0.14)), 0.15),
    (((0.0, 0.14), (0.20, 0.24), (0.10, 0.46)), 0.095),
    (((0.0, 0.14), (-0.12, 0.34), (-0.36, 0.36)), 0.095),
    (((0.10, -0.16), (-0.10, -0.10), (-0.14, 0.08)), 0.07),
    (((0.10, -0.16), (0.20, 0.02), (0.36, -0.06)), 0.07),
)


def _runner(painter: QPainter, middle: QPointF, size: float, colours: FigureColours) -> None:
    pen = QPen(QColor(colours.prop))
    pen.setCapStyle(pen.capStyle().RoundCap)
    pen.setJoinStyle(pen.joinStyle().RoundJoin)
    for points, width in _LIMBS:
        pen.setWidthF(size * width)
        painter.setPen(pen)
        painter.drawPolyline([middle + QPointF(x, y) * size for x, y in points])
    painter.setPen(QPen(QColor(colours.prop), 0))
    painter.setBrush(QColor(colours.prop))
    painter.drawEllipse(middle + QPointF(0.17, -0.34) * size, size * 0.1, size * 0.1)
