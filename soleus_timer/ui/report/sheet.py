"""A sheet of paper to draw on, in millimetres from its upper left corner, and its inks."""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from soleus_timer.ui.theme import LIGHT

MM_PER_INCH = 25.4

_LEAST = 0.75
"""No text is written smaller than this part of its size."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class Ink:
    """How text looks: its size in points, its colour as `#rrggbb`."""

    size: float = 9.0
    colour: str = LIGHT.text
    bold: bool = False


TITLE: Final = Ink(size=20, bold=True)
HEADING: Final = Ink(size=11, bold=True)
TEXT: Final = Ink(size=9)
STRONG: Final = Ink(size=9, bold=True)
SMALL: Final = Ink(size=8, colour=LIGHT.quiet)
NUMBER: Final = Ink(size=17, bold=True)

LINE: Final = LIGHT.line
SHADE: Final = LIGHT.raised
PAPER: Final = LIGHT.surface
DONE: Final = LIGHT.accent
PAIN: Final = LIGHT.danger
EFFORT: Final = LIGHT.focus
EDGE: Final = LIGHT.quiet
"""Told apart in black and white, too."""


class Sheet:
    """Draws on what `painter` paints on; `cut` are the texts that found no room."""

    def __init__(self, painter: QPainter, width: float, height: float) -> None:
        """Draw on a sheet of `width` and `height` (millimetres)."""
        self.width = width
        self.height = height
        self.cut: list[str] = []
        self._painter = painter
        self._dots = painter.device().logicalDpiX() / MM_PER_INCH
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def text(self, room: QRectF, text: str, ink: Ink, align: Qt.AlignmentFlag = LEFT) -> None:
        """Write one line into `room`, smaller where it must be, and then shortened at its end."""
        metrics = self._take(ink)
        wide = room.width() * self._dots
        shown = text
        least = ink.size * _LEAST
        while metrics.horizontalAdvance(text) > wide + 1 and ink.size > least:
            ink = replace(ink, size=max(least, ink.size - 0.5))
            metrics = self._take(ink)
        if metrics.horizontalAdvance(text) > wide + 1:
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide)
            self.cut.append(text)
        self._painter.drawText(self._scaled(room), int(align), shown)

    def paragraph(
        self, left: float, top: float, width: float, text: str, ink: Ink, lines: int
    ) -> float:
        """Write at most `lines` lines; return how high they are (millimetres)."""
        metrics = self._take(ink)
        room = QRectF(0, 0, width * self._dots, 1e6)
        wrap = int(_TOP | Qt.TextFlag.TextWordWrap)
        shown = " ".join(text.split())
        most = metrics.lineSpacing() * (lines + 0.3)
        if metrics.boundingRect(room, wrap, shown).height() > most:
            self.cut.append(text)
            shown = self._shortened(shown, room, wrap, most, metrics)
        high = metrics.boundingRect(room, wrap, shown).height() / self._dots
        self._painter.drawText(self._scaled(QRectF(left, top, width, high + 1)), wrap, shown)
        return high

    def width_of(self, text: str, ink: Ink) -> float:
        """Return how wide a line is (millimetres)."""
        return self._take(ink).horizontalAdvance(text) / self._dots

    def line(
        self, begin: QPointF, end: QPointF, colour: str, thick: float, *, dashed: bool = False
    ) -> None:
        """Draw a line."""
        self._pen(colour, thick, dashed=dashed)
        self._painter.drawLine(QLineF(begin * self._dots, end * self._dots))

    def box(
        self,
        room: QRectF,
        fill: str | None,
        edge: str | None = None,
        radius: float = 0.0,
        *,
        dashed: bool = False,
    ) -> None:
        """Draw a box."""
        self._fill(fill, edge, dashed=dashed)
        round_by = radius * self._dots
        self._painter.drawRoundedRect(self._scaled(room), round_by, round_by)

    def dot(self, middle: QPointF, radius: float, fill: str, edge: str) -> None:
        """Draw a round mark."""
        self._fill(fill, edge)
        self._painter.drawEllipse(middle * self._dots, radius * self._dots, radius * self._dots)

    def _shortened(
        self, text: str, room: QRectF, wrap: int, most: float, metrics: QFontMetricsF
    ) -> str:
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = metrics.boundingRect(room, wrap, f"{text[:middle]}…").height() <= most
            low, high = (middle, high) if fits else (low, middle - 1)
        return f"{text[:low].rstrip()}…"

    def _take(self, ink: Ink) -> QFontMetricsF:
        font = QFont()
        font.setPointSizeF(ink.size)
        font.setBold(ink.bold)
        self._painter.setFont(font)
        self._painter.setPen(QColor(ink.colour))
        return QFontMetricsF(font, self._painter.device())

    def _pen(self, colour: str, thick: float, *, dashed: bool = False) -> None:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        self._painter.setPen(QPen(QBrush(QColor(colour)), thick * self._dots, style))

    def _fill(self, fill: str | None, edge: str | None, *, dashed: bool = False) -> None:
        if edge is None:
            self._painter.setPen(Qt.PenStyle.NoPen)
        else:
            self._pen(edge, 0.3, dashed=dashed)
        self._painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else QColor(fill))

    def _scaled(self, room: QRectF) -> QRectF:
        return QRectF(room.topLeft() * self._dots, room.size() * self._dots)
