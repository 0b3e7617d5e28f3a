"""Cards of the Learn page: facts with their sources, a sign beside a warning, the pain scale."""

import math
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.mood import Mood
from soleus_timer.ui.pages.learn.facts import Section, Sign
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.label import wrapping_label
from soleus_timer.ui.widgets.layout import column, row

_MARKS = {
    Sign.EMERGENCY: "!",
    Sign.STOP: "\N{MINUS SIGN}",
    Sign.SEE_SOMEBODY: "+",
    Sign.ASK_FIRST: "?",
}


def sign_path(sign: Sign) -> QPainterPath:
    """Return the outline of `sign` within the square from (0, 0) to (1, 1)."""
    path = QPainterPath()
    match sign:
        case Sign.EMERGENCY:
            path.addPolygon(QPolygonF([QPointF(0.5, 0.03), QPointF(1, 0.95), QPointF(0, 0.95)]))
        case Sign.STOP:
            corners = [math.radians(22.5 + 45 * corner) for corner in range(8)]
            points = [QPointF(0.5 + 0.5 * math.cos(a), 0.5 + 0.5 * math.sin(a)) for a in corners]
            path.addPolygon(QPolygonF(points))
        case Sign.SEE_SOMEBODY:
            path.addRoundedRect(QRectF(0.04, 0.04, 0.92, 0.92), 0.2, 0.2)
        case _:
            path.addEllipse(QRectF(0.02, 0.02, 0.96, 0.96))
    path.closeSubpath()
    return path


class SignShape(QWidget):
    """Shows a sign as large as two lines of text, filled where it is the most urgent."""

    def __init__(self, sign: Sign, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a square that goes with the text beside it."""
        side = round(self.fontMetrics().height() * 1.7)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never be smaller than that."""
        return self.sizeHint()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the shape and its mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) - 2
        path = sign_path(self._sign)
        urgent = self._sign is Sign.EMERGENCY
        stops = self._sign in {Sign.EMERGENCY, Sign.STOP}
        colour = QColor(self._theme.danger if stops else self._theme.text)
        painter.save()
        painter.translate(1, 1)
        painter.scale(side, side)
        pen = QPen(colour, 0.08)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if urgent:
            painter.fillPath(path, colour)
        else:
            painter.strokePath(path, pen)
        painter.restore()
        font = QFont(self.font())
        font.setPixelSize(max(8, round(side * 0.62)))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.surface) if urgent else colour)
        room = QRectF(self.rect())
        if urgent:
            room.translate(0, side * 0.12)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), _MARKS.get(self._sign, ""))


_SMALLER = 0.86
_SMALLEST = 11
_LARGER = 1.2

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class FactCard(QFrame):
    """A section; the keyboard stops at each card, and a screen reader reads it whole."""

    def __init__(
        self,
        section: Section,
        theme: Theme,
        picture: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._urgent = section.sign is Sign.EMERGENCY
        self._by_keyboard = False
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        facts = [(_(fact.text), _("Source: {name}", name=_(fact.source))) for fact in section.facts]
        self.title = wrapping_label(_(section.title), "heading")
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(" ".join(f"{text} {source}." for text, source in facts))
        self.texts = [wrapping_label(text) for text, _source in facts]
        self.sources = [wrapping_label(source, "quiet") for _text, source in facts]
        for label in self.sources:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sign: SignShape | None = None
        if section.sign is not Sign.NONE:
            self.sign = SignShape(section.sign, theme)
        self._lay_out(picture)
        self._size_texts()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        if self.sign is not None:
            self.sign.set_theme(theme)
        self.update()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Keep headings larger and sources smaller than the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._size_texts()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus if it came by keyboard."""
        super().focusInEvent(event)
        self._by_keyboard = event.reason() in _BY_KEYBOARD
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus no more."""
        super().focusOutEvent(event)
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the frame: thick where it is urgent, and where the keyboard is."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self._urgent:
            painter.setPen(QPen(QColor(self._theme.danger), 3))
            painter.drawRoundedRect(frame, 13, 13)
        if self.hasFocus() and self._by_keyboard:
            painter.setPen(QPen(QColor(self._theme.focus), 3))
            inset = 4 if self._urgent else 0
            painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), 13, 13)

    def _size_texts(self) -> None:
        pixels = self.fontInfo().pixelSize()
        heading = QFont(self.title.font())
        heading.setPixelSize(round(pixels * _LARGER))
        self.title.setFont(heading)
        small = QFont(self.font())
        small.setPixelSize(max(_SMALLEST, round(pixels * _SMALLER)))
        for source in self.sources:
            source.setFont(small)

    def _lay_out(self, picture: QWidget | None) -> None:
        heading = row(None, spacing=10)
        if self.sign is not None:
            heading.addWidget(self.sign)
        heading.addWidget(self.title, 1)
        parts = column(self, heading, spacing=2, margins=(18, 14, 18, 14))
        parts.addSpacing(6)
        if picture is not None:
            parts.addWidget(picture)
            parts.addSpacing(8)
        for number, (text, source) in enumerate(zip(self.texts, self.sources, strict=True)):
            if number:
                parts.addSpacing(9)
            parts.addWidget(text)
            parts.addWidget(source)


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
    """The pain scale from 0 to 10: its parts differ in height, number and word."""

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
        line, lines = self._line(), self._lines(self.width())
        return [
            (QRectF(left, 0 if place == 1 else (lines - 1) * line, width, line), word)
            for place, (left, width, word) in enumerate(self._spans(self.width()))
        ]

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
