"""Labels of the stage: text as large as its room allows, and how the next exercise is done."""

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.widgets.label import Label

_PROBE = 200
"""Text is measured at this pixel size; sizes in between follow in proportion."""

_SMALLEST = 7
_LARGEST = 1000

_LEADING = 0.82
"""From line to line, as a share of a line's height: large letters need less space."""


def keep_digits_apart(font: QFont) -> None:
    """Have digits of one width, where the font has them and PySide6 can ask for them."""
    # Before 6.8.3 PySide6 takes no text for a tag; other digits only shift a little.
    with suppress(TypeError):
        font.setFeature(QFont.Tag("tnum"), 1)


class FitLabel(Label):
    """A QLabel that chooses its own font size: the largest that its room allows.

    `template` is a text of the width to keep room for, so that digits which change do not make the
    others jump. With `wrap`, words flow into as many lines as fit.
    """

    def __init__(
        self,
        *,
        wrap: bool = False,
        weight: QFont.Weight = QFont.Weight.Normal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._template = ""
        self._pixels: int | None = None
        font = self.font()
        font.setWeight(weight)
        keep_digits_apart(font)
        self.setFont(font)
        self.setWordWrap(wrap)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_text(self, text: str, template: str = "") -> bool:
        """Show `text` and describe it to screen readers; return whether it changed."""
        if text == self.text():
            return False
        if len(text) != len(self.text()) or self.wordWrap() or template != self._template:
            self._pixels = None
        self._template = template
        self.setText(text)
        self.setAccessibleDescription(text)
        return True

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the size anew."""
        self._pixels = None
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return nothing: the layout decides, the text follows."""
        return QSize(0, 0)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a line of the largest size, for layouts that ask."""
        return QSize(0, 0)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the text in the size that fits."""
        text = self.text()
        if not text:
            return
        painter = QPainter(self)
        painter.setFont(self.fitted_font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        if self.wordWrap():
            self._paint_wrapped(painter, QRectF(room))
            return
        if self._template:
            # Centre what is seen: the digits, not the line with room for descenders.
            metrics = QFontMetricsF(painter.font())
            shift = (metrics.ascent() - metrics.descent() - metrics.capHeight()) / 2
            room.translate(0, -round(shift))
        painter.drawText(room, int(self.alignment()) | int(Qt.TextFlag.TextDontClip), text)

    def fitted_font(self) -> QFont:
        """Return the font at the size that fits the room."""
        if self._pixels is None:
            self._pixels = self._fitting_pixels()
        font = self.font()
        font.setPixelSize(self._pixels)
        return font

    def _fitting_pixels(self) -> int:
        room = self.contentsRect()
        if room.isEmpty():
            return _SMALLEST
        if self.wordWrap():
            return self._fitting_pixels_wrapped(room)
        font = self.font()
        font.setPixelSize(_PROBE)
        metrics = QFontMetricsF(font)
        sample = self._template or self.text()
        width = max(metrics.horizontalAdvance(sample), metrics.horizontalAdvance(self.text()))
        # Digits have no descenders: only for a template may the capitals' height do.
        height = metrics.capHeight() * 1.06 if self._template else metrics.height()
        # A little less than fits: widths do not grow quite in proportion.
        factor = min(room.width() * 0.97 / max(width, 1), room.height() * 0.99 / height)
        return max(_SMALLEST, min(_LARGEST, int(_PROBE * factor)))

    def _fitting_pixels_wrapped(self, room: QRect) -> int:
        low, high = _SMALLEST, max(_SMALLEST, min(_LARGEST, room.height()))
        font = self.font()
        while low < high:
            middle = (low + high + 1) // 2
            font.setPixelSize(middle)
            layout = self._laid_out(font, room.width())
            needed = _needed(layout)
            if needed.width() <= room.width() and needed.height() <= room.height():
                low = middle
            else:
                high = middle - 1
        return low

    def _laid_out(self, font: QFont, width: float) -> QTextLayout:
        """Return the text in lines no wider than `width`, but for words that are."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout = QTextLayout(self.text(), font)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height() * _LEADING
        layout.endLayout()
        return layout

    def _paint_wrapped(self, painter: QPainter, room: QRectF) -> None:
        layout = self._laid_out(painter.font(), room.width())
        needed = _needed(layout)
        top = room.top()
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top += (room.height() - needed.height()) / 2
        is_centred = self.alignment() & Qt.AlignmentFlag.AlignHCenter
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            spare = (room.width() - line.naturalTextWidth()) / 2 if is_centred else 0.0
            line.draw(painter, QPointF(room.left() + spare, top))


def _needed(layout: QTextLayout) -> QRectF:
    """Return the room that the lines of a layout take."""
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    if not lines:
        return QRectF()
    width = max(line.naturalTextWidth() for line in lines)
    return QRectF(0, 0, width, lines[-1].y() + lines[-1].height())


_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


class HowLabel(Label):
    """Shows numbered steps, page after page through the rest, never half of one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._steps: tuple[str, ...] = ()
        self._pages: list[str] | None = None
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def set_pixels(self, pixels: int) -> None:
        """Write at this size (pixels)."""
        font = self.font()
        if font.pixelSize() != pixels:
            font.setPixelSize(pixels)
            self.setFont(font)
            self._pages = None

    def show_steps(self, steps: Sequence[str], gone: float) -> None:
        """Show the page of `steps` that belongs to the share `gone` (0 to 1) of the rest."""
        if tuple(steps) != self._steps:
            self._steps = tuple(steps)
            self._pages = None
        if self._pages is None:
            self._pages = self._cut()
        page = self._pages[min(len(self._pages) - 1, int(gone * len(self._pages)))]
        if page != self.text():
            self.setText(page)
            self.setAccessibleDescription(page)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut the steps into pages anew."""
        super().resizeEvent(event)
        self._pages = None

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return nothing: the page decides."""
        return QSize(0, 0)

    def _cut(self) -> list[str]:
        pages: list[str] = []
        page = ""
        for number, step in enumerate(self._steps, start=1):
            line = f"{number}.  {step}"
            longer = f"{page}\n{line}" if page else line
            if self._fits(longer):
                page = longer
                continue
            if page:
                pages.append(page)
            page = line if self._fits(line) else ""
        if page:
            pages.append(page)
        return pages or [""]

    def _fits(self, text: str) -> bool:
        room = QRectF(self.contentsRect())
        needed = QFontMetricsF(self.font()).boundingRect(room, _WRAPPED, text)
        return needed.height() <= room.height() and needed.width() <= room.width()
