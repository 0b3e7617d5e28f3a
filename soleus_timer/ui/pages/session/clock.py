"""The countdown: a label to assistive technology, digits of our own to the eye."""

from collections.abc import Callable
from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPaintEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.widgets.label import Label

DIGIT_WIDTH: Final = 0.60
COLON_WIDTH: Final = 0.24
GAP: Final = 0.075
"""Between neighbours; all in shares of the digits' height."""

_PEN: Final = 0.165
_FINE: Final = 1000.0
"""Strokes are made so large: the stroker's round ends are as fine as the scale it works at."""

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
    # A stroke crosses itself; to take out what lies within would make a thousand corners a digit.
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
    move = QTransform()
    move.translate(
        rect.center().x() - scale * width / 2,
        rect.center().y() - scale / 2,
    )
    move.scale(scale, scale)
    return move.map(path)


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
    turned = QTransform()
    turned.translate(DIGIT_WIDTH, 1)
    turned.rotate(180)
    line.addPath(turned.map(six))


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
