"""The countdown in digits drawn by us, and the phase as a shape and a word."""

from collections.abc import Callable
from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPaintEvent,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.session.labels import FitLabel
from soleus_timer.ui.theme import Mood
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.layout import row

DIGIT_WIDTH: Final = 0.60
COLON_WIDTH: Final = 0.24
GAP: Final = 0.075
"""Between neighbours; all in shares of the digits' height."""

_PEN: Final = 0.165
_FINE: Final = 1000.0
"""Strokes are made this large: the stroker's round ends are as fine as its scale."""

_LEFT, _RIGHT = _PEN / 2, DIGIT_WIDTH - _PEN / 2
_TOP, _BOTTOM = _PEN / 2, 1 - _PEN / 2
_MIDDLE = DIGIT_WIDTH / 2
_WIDE = _RIGHT - _LEFT


def text_width(text: str) -> float:
    """Return how wide a time such as `1:02:03` is, in shares of its height."""
    if not text:
        return 0.0
    return sum(_width(sign) for sign in text) + GAP * (len(text) - 1)


def text_path(text: str, rect: QRectF) -> QPainterPath:
    """Return a time as the largest outline that fits `rect`, in its middle."""
    path = QPainterPath()
    # Strokes cross themselves; removing what lies within would make a thousand corners a digit.
    path.setFillRule(Qt.FillRule.WindingFill)
    x = 0.0
    for sign in text:
        outline = _outline(sign)
        path.addPath(outline.translated(x, 0))
        x += _width(sign) + GAP
    width = text_width(text)
    if not width:
        return path
    scale = min(rect.height(), rect.width() / width)
    middle = rect.center()
    move = QTransform.fromTranslate(middle.x() - scale * width / 2, middle.y() - scale / 2)
    return move.scale(scale, scale).map(path)


def is_drawable(text: str) -> bool:
    """Return whether there is a shape for every sign of `text`."""
    return all(sign in _LINES for sign in text)


def _width(sign: str) -> float:
    return COLON_WIDTH if sign == ":" else DIGIT_WIDTH


@cache
def _outline(sign: str) -> QPainterPath:
    line = QPainterPath()
    _LINES[sign](line)
    if sign == ":":
        return line
    stroker = QPainterPathStroker()
    stroker.setWidth(_PEN * _FINE)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    large = QTransform.fromScale(_FINE, _FINE).map(line)
    outline = stroker.createStroke(large)
    return QTransform.fromScale(1 / _FINE, 1 / _FINE).map(outline)


def _box(top: float, bottom: float) -> QRectF:
    return QRectF(_LEFT, top, _WIDE, bottom - top)


def _colon(line: QPainterPath) -> None:
    radius = _PEN * 0.56
    for y in (0.30, 0.74):
        line.addEllipse(QPointF(COLON_WIDTH / 2, y), radius, radius)


def _zero(line: QPainterPath) -> None:
    bend = _WIDE / 2
    line.addRoundedRect(_box(_TOP, _BOTTOM), bend, bend * 1.15)


def _one(line: QPainterPath) -> None:
    stem = _MIDDLE + 0.055
    line.moveTo(stem - 0.19, 0.235)
    line.lineTo(stem, _TOP)
    line.lineTo(stem, _BOTTOM)


def _two(line: QPainterPath) -> None:
    bowl = _box(_TOP, _TOP + 0.49)
    line.arcMoveTo(bowl, 172)
    line.arcTo(bowl, 172, -196)
    line.lineTo(_LEFT, _BOTTOM)
    line.lineTo(_RIGHT, _BOTTOM)


def _three(line: QPainterPath) -> None:
    upper = QRectF(_LEFT + 0.02, _TOP, _WIDE - 0.04, 0.47 - _TOP)
    lower = _box(0.47, _BOTTOM)
    line.arcMoveTo(upper, 160)
    line.arcTo(upper, 160, -230)
    line.lineTo(_MIDDLE - 0.05, 0.47)
    line.moveTo(_MIDDLE, 0.47)
    line.arcTo(lower, 90, -250)


def _four(line: QPainterPath) -> None:
    stem = _RIGHT - 0.10
    line.moveTo(stem - 0.10, _TOP)
    line.lineTo(_LEFT, 0.685)
    line.lineTo(_RIGHT, 0.685)
    line.moveTo(stem, 0.43)
    line.lineTo(stem, _BOTTOM)


def _five(line: QPainterPath) -> None:
    line.moveTo(_RIGHT - 0.03, _TOP)
    line.lineTo(_LEFT + 0.045, _TOP)
    line.lineTo(_LEFT + 0.015, 0.45)
    line.cubicTo(_MIDDLE - 0.09, 0.36, _RIGHT, 0.35, _RIGHT, 0.645)
    line.cubicTo(_RIGHT, 0.95, _MIDDLE - 0.03, 0.98, _LEFT, 0.825)


def _six(line: QPainterPath) -> None:
    bowl = _box(0.425, _BOTTOM)
    line.addEllipse(bowl)
    line.moveTo(_RIGHT - 0.075, _TOP + 0.005)
    line.cubicTo(_MIDDLE - 0.10, 0.22, _LEFT, 0.45, _LEFT, bowl.center().y())


def _seven(line: QPainterPath) -> None:
    line.moveTo(_LEFT, _TOP)
    line.lineTo(_RIGHT, _TOP)
    line.lineTo(_LEFT + 0.14, _BOTTOM)


def _eight(line: QPainterPath) -> None:
    line.addEllipse(QRectF(_LEFT + 0.025, _TOP, _WIDE - 0.05, 0.47 - _TOP))
    line.addEllipse(_box(0.47, _BOTTOM))


def _nine(line: QPainterPath) -> None:
    six = QPainterPath()
    _six(six)
    line.addPath(QTransform.fromTranslate(DIGIT_WIDTH, 1).rotate(180).map(six))


_LINES: Final[dict[str, Callable[[QPainterPath], None]]] = {
    ":": _colon,
    "0": _zero,
    "1": _one,
    "2": _two,
    "3": _three,
    "4": _four,
    "5": _five,
    "6": _six,
    "7": _seven,
    "8": _eight,
    "9": _nine,
}


class ClockLabel(Label):
    """Shows a time in digits as large as its room; digits that change move no others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_text(self, text: str) -> None:
        """Show a time such as `0:24` and describe it to screen readers."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleDescription(text)

    def digit_height(self) -> float:
        """Return how high the digits are painted (pixels)."""
        room = self.contentsRect()
        width = text_width(self.text())
        return min(float(room.height()), room.width() / width) if width else 0.0

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return nothing: the digits follow their room."""
        return QSize(0, 0)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the digits, in the middle or at the left."""
        if not is_drawable(self.text()):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.contentsRect())
        if self.alignment() & Qt.AlignmentFlag.AlignLeft:
            room.setWidth(min(room.width(), text_width(self.text()) * room.height()))
        path = text_path(self.text(), room)
        painter.fillPath(path, self.palette().color(self.foregroundRole()))


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
        parts = row(self, self._shape, self.word, spacing=12)
        parts.setStretch(0, 1)
        parts.setStretch(1, 7)

    def show_mood(self, mood: Mood, word: str, colour: QColor) -> None:
        """Show `mood` by its shape and `word` in `colour`."""
        self._shape.show_mood(mood, colour)
        palette = self.word.palette()
        palette.setColor(self.word.foregroundRole(), colour)
        self.word.setPalette(palette)
        self.word.show_text(word)
