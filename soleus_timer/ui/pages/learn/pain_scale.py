"""The pain scale from 0 to 10 in its three parts, told by height, number and word."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import Mood, Theme

_STEPS = 11
_GAP = 2.0


def _bands() -> tuple[tuple[int, int, str, Mood, float], ...]:
    """Return first and last number, word, colour and height (0 to 1) of each part."""
    return (
        (0, 3, _("safe"), Mood.WORK, 0.5),
        (4, 5, _("acceptable"), Mood.PREPARE, 0.75),
        (6, 10, _("do less"), Mood.TURN, 1.0),
    )


class PainScale(QWidget):
    """Shows the numbers in a row, each part under its word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Pain scale"))
        self.setAccessibleDescription(
            "; ".join(
                _("{first} to {last}: {word}", first=first, last=last, word=word)
                for first, last, word, _mood, _high in _bands()
            )
        )

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Need a second line for the words where they are long."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return room for the words above the numbers."""
        return self._lines(width) * self._line() + self._row_height()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for a line of words and a row of numbers."""
        return QSize(self._line() * 10, self._line() + self._row_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Let the numbers be read."""
        narrowest = _STEPS * (self.fontMetrics().horizontalAdvance("10") + 3)
        return QSize(narrowest, self.sizeHint().height())

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for other room in another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the parts, their words and their numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = float(self.height())
        for first, last, _word, mood, share in _bands():
            high = self._row_height() * share
            colour = self._theme.mood(mood)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            for number in range(first, last + 1):
                cell = self._cell(number, bottom - high, high)
                painter.drawRoundedRect(cell, 3, 3)
            painter.setPen(QPen(QColor(self._theme.background)))
            for number in range(first, last + 1):
                foot = self._cell(number, bottom - self._row_height() / 2, self._row_height() / 2)
                painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), str(number))
        painter.setPen(QColor(self._theme.text))
        for room, word in self.word_rooms():
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), word)

    def word_rooms(self) -> list[tuple[QRectF, str]]:
        """Return where each word stands; the middle one higher where they need two lines."""
        rooms = []
        line, lines = self._line(), self._lines(self.width())
        for place, (left, width, word) in enumerate(self._spans(self.width())):
            top = 0 if place == 1 else (lines - 1) * line
            rooms.append((QRectF(left, top, width, line), word))
        return rooms

    def _spans(self, whole: float) -> list[tuple[float, float, str]]:
        """Return left edge, width and text of each word, as near to its part as it can be."""
        spans = []
        for first, last, word, _mood, _high in _bands():
            width = self.fontMetrics().horizontalAdvance(word) + 6.0
            middle = (first + last + 1) / 2 / _STEPS * whole
            spans.append((min(max(0.0, middle - width / 2), whole - width), width, word))
        return spans

    def _lines(self, width: float) -> int:
        spans = self._spans(width)
        apart = all(one[0] + one[1] <= other[0] for one, other in pairwise(spans))
        return 1 if apart else 2

    def _line(self) -> int:
        return round(self.fontMetrics().height() * 1.25)

    def _row_height(self) -> int:
        return round(self.fontMetrics().height() * 2.4)

    def _cell(self, number: int, top: float, height: float) -> QRectF:
        width = self.width() / _STEPS
        return QRectF(number * width + _GAP / 2, top, width - _GAP, height)
