"""Lines of text on the stage: broken at words, in the first of some fixed sizes that has room."""

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from soleus_timer.ui.typeface import Typeface

_LEADING = 1.1
"""From line to line, as a share of the font's size."""


class Part(StrEnum):
    """The parts of the stage that are painted."""

    PHASE = "phase"
    NUMBER = "number"
    TOTAL = "total"
    PART = "part"
    SETS = "sets"
    BARS = "bars"
    EXERCISE = "exercise"
    REMAINING = "remaining"
    CUE = "cue"
    COMING = "coming"
    PLACE = "place"
    NAME = "name"
    LINE = "line"


class Spot(NamedTuple):
    """One line of text: where its baseline begins and what it covers (pixels).

    `squeeze` is the share of its own width that it is painted in.
    """

    part: Part
    text: str
    font: QFont
    x: float
    baseline: float
    rect: QRectF
    squeeze: float = 1.0
    is_quiet: bool = False

    @property
    def cap_height(self) -> float:
        """How high its capitals are (pixels)."""
        return QFontMetricsF(self.font).capHeight()

    def moved(self, right: float, down: float) -> "Spot":
        """Return it somewhere else (pixels)."""
        rect = self.rect.translated(right, down)
        return self._replace(x=self.x + right, baseline=self.baseline + down, rect=rect)


def set_block(
    part: Part,
    text: str,
    face: Typeface,
    room: QRectF,
    sizes: tuple[tuple[float, int], ...],
    weight: int,
    *,
    first: float | None = None,
    last: float | None = None,
    hang: float | None = None,
    leading: float = _LEADING,
    centred: bool = False,
    quiet: bool = False,
) -> list[Spot]:
    """Set a text in the first of `sizes` (height of capitals, most lines) that has room for it.

    Its `first` or its `last` baseline is given, or where the first capitals `hang` (pixels).
    At the last size what does not fit is left out, with an ellipsis.
    """
    if not text:
        return []
    cap, lines = _lines(text, face, room.width(), sizes, weight)
    font = face.font(cap, weight, tabular=part is Part.REMAINING)
    metrics = QFontMetricsF(font)
    step = font.pixelSize() * leading
    if hang is not None:
        baseline = hang + metrics.capHeight()
    elif first is not None:
        baseline = first
    else:
        assert last is not None
        baseline = last - step * (len(lines) - 1)
    spots = []
    for line in lines:
        width = metrics.horizontalAdvance(line)
        x = room.left() + ((room.width() - width) / 2 if centred else 0.0)
        rect = QRectF(x, baseline - metrics.capHeight(), width, metrics.capHeight())
        rect.adjust(0, -(metrics.ascent() - metrics.capHeight()) / 3, 0, metrics.descent())
        spots.append(Spot(part, line, font, x, baseline, rect, is_quiet=quiet))
        baseline += step
    return spots


def _lines(
    text: str, face: Typeface, width: float, sizes: tuple[tuple[float, int], ...], weight: int
) -> tuple[float, list[str]]:
    for cap, most in sizes:
        metrics = QFontMetricsF(face.font(cap, weight))
        lines = _wrap(text, metrics, width)
        if len(lines) <= most and all(metrics.horizontalAdvance(line) <= width for line in lines):
            return cap, lines
    cap, most = sizes[-1]
    metrics = QFontMetricsF(face.font(cap, weight))
    lines = _wrap(text, metrics, width)
    kept = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return cap, [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in kept]


def _wrap(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """Return the words of a text in lines no wider than `width`, but for words that are."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
