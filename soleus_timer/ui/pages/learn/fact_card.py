"""A section to read: a heading, facts with their sources, and a shape beside a warning."""

import math

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
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.learn.facts import Section, Sign
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.label import wrapping_label

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
            path.addPolygon(
                QPolygonF(
                    [QPointF(0.5 + 0.5 * math.cos(a), 0.5 + 0.5 * math.sin(a)) for a in corners]
                )
            )
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
        colour = QColor(
            self._theme.danger if urgent or self._sign is Sign.STOP else self._theme.text
        )
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
    """Shows a section; the keyboard goes from card to card, and a screen reader reads it whole."""

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
        self.setAccessibleName(section.title)
        self.setAccessibleDescription(
            " ".join(f"{fact.text} {_source(fact.source)}." for fact in section.facts)
        )
        self.title = wrapping_label(section.title, "heading")
        self.texts = [wrapping_label(fact.text, "") for fact in section.facts]
        self.sources = [wrapping_label(_source(fact.source), "quiet") for fact in section.facts]
        for source in self.sources:
            source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
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
        """Show the focus to whoever came by keyboard."""
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
        pixels = self.font().pixelSize()
        if pixels <= 0:
            pixels = self.fontInfo().pixelSize()
        heading = QFont(self.title.font())
        heading.setPixelSize(round(pixels * _LARGER))
        self.title.setFont(heading)
        small = QFont(self.font())
        small.setPixelSize(max(_SMALLEST, round(pixels * _SMALLER)))
        for source in self.sources:
            source.setFont(small)

    def _lay_out(self, picture: QWidget | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(2)
        heading = QHBoxLayout()
        heading.setSpacing(10)
        if self.sign is not None:
            heading.addWidget(self.sign)
        heading.addWidget(self.title, 1)
        column.addLayout(heading)
        column.addSpacing(6)
        if picture is not None:
            column.addWidget(picture)
            column.addSpacing(8)
        for number, (text, source) in enumerate(zip(self.texts, self.sources, strict=True)):
            if number:
                column.addSpacing(9)
            column.addWidget(text)
            column.addWidget(source)


def _source(name: str) -> str:
    return _("Source: {name}", name=name)
