"""The phase as a shape and a word in one colour, so that no one of them has to be enough."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import Mood
from soleus_timer.ui.widgets.fit_label import FitLabel


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


class MoodShape(QWidget):
    """The bare shape, as large as its room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mood = Mood.PREPARE
        self._colour = QColor()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_mood(self, mood: Mood, colour: QColor) -> None:
        """Draw the shape of `mood` in `colour`."""
        self._mood, self._colour = mood, colour
        self.update()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the shape, centred."""
        side = min(self.width(), self.height() * 0.62)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
        painter.scale(side, side)
        painter.fillPath(mood_shape(self._mood), self._colour)


class PhaseBadge(QWidget):
    """Shape and word side by side; the word is the label that screen readers know as Phase."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = MoodShape(self)
        self.word = FitLabel(weight=self.font().weight().DemiBold, parent=self)
        self.word.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.word.setAccessibleName("Phase")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._shape, 1)
        layout.addWidget(self.word, 7)

    def show_mood(self, mood: Mood, word: str, colour: QColor) -> None:
        """Show `mood` by its shape and `word` in `colour`."""
        self._shape.show_mood(mood, colour)
        palette = self.word.palette()
        palette.setColor(self.word.foregroundRole(), colour)
        self.word.setPalette(palette)
        self.word.show_text(word)
