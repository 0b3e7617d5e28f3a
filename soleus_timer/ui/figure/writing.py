"""Texts in a scene, laid out once and drawn often."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QStaticText, QTransform


class Written(NamedTuple):
    """A text that is laid out; lengths in pixels."""

    font: QFont
    words: QStaticText
    width: float
    height: float


def written(words: str, family: str, pixels: float) -> Written:
    """Lay a text out in a font of that height, 12 pixels at least."""
    return _written(words, family, max(12, round(pixels)))


@lru_cache(maxsize=48)
def _written(words: str, family: str, pixels: int) -> Written:
    """Lay a text out: that takes longer than to draw it."""
    made = QFont(family)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(made)
    text = QStaticText(words)
    text.setTextFormat(text.textFormat().PlainText)
    text.prepare(QTransform(), made)
    return Written(made, text, metrics.horizontalAdvance(words) + 4, metrics.height())


def write(painter: QPainter, text: Written, left: float, top: float, pen: QPen) -> None:
    """Draw a text that is laid out, in the colour of `pen`."""
    painter.setFont(text.font)
    painter.setPen(pen)
    painter.drawStaticText(QPointF(left + 2, top), text.words)
