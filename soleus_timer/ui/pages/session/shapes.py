"""The shape of each mood, for people who do not tell the colours apart."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from soleus_timer.ui.mood import Mood


def mood_shape(mood: Mood) -> QPainterPath:
    """Return the shape of `mood` within the square from (0, 0) to (1, 1)."""
    path = QPainterPath()
    match mood:
        case Mood.WORK:
            path.addPolygon(_polygon((0.12, 0.05), (0.95, 0.5), (0.12, 0.95)))
        case Mood.REST:
            path.addEllipse(QRectF(0.06, 0.06, 0.88, 0.88))
        case Mood.PREPARE | Mood.COUNT_IN:
            path.addPolygon(_polygon((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)))
        case Mood.WARM_UP:
            path.addPolygon(_polygon((0.5, 0.05), (1.0, 0.92), (0.0, 0.92)))
        case Mood.COOL_DOWN:
            path.addPolygon(_polygon((0.0, 0.08), (1.0, 0.08), (0.5, 0.95)))
        case Mood.SWITCH:
            path.addPolygon(_polygon((0.0, 0.5), (0.44, 0.12), (0.44, 0.88)))
            path.addPolygon(_polygon((1.0, 0.5), (0.56, 0.12), (0.56, 0.88)))
        case Mood.TURN:
            path.moveTo(0.2, 0.95)
            path.lineTo(0.2, 0.45)
            path.arcTo(QRectF(0.2, 0.12, 0.6, 0.66), 180, -180)
            path.lineTo(0.98, 0.45)
            path.lineTo(0.72, 0.85)
            path.lineTo(0.44, 0.45)
            path.lineTo(0.6, 0.45)
            path.arcTo(QRectF(0.4, 0.32, 0.2, 0.26), 0, 180)
            path.lineTo(0.4, 0.95)
        case Mood.PAUSED:
            path.addRect(QRectF(0.14, 0.08, 0.26, 0.84))
            path.addRect(QRectF(0.6, 0.08, 0.26, 0.84))
        case Mood.DONE:
            path.addPolygon(
                _polygon((0.0, 0.55), (0.15, 0.4), (0.38, 0.62), (0.85, 0.12), (1.0, 0.27),
                         (0.38, 0.92))
            )  # fmt: skip
    path.closeSubpath()
    return path


def _polygon(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])
