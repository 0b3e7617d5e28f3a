"""What all charts share: their numbers, and a cursor that keys and mouse move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy

from soleus_timer.ui.announcer import announce
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.text import day_text
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.label import Label


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table; the first column tells which day, week or session a row is about."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def row_text(self, row: int) -> str:
        """Return a row as one line: `2 Mar 2026 · Sets: 3 · Pain: 1`."""
        first, *cells = self.rows[row]
        texts = [f"{name}: {cell}" for name, cell in zip(self.columns[1:], cells, strict=True)]
        return " · ".join([first, *texts])


NO_NUMBERS = Numbers((), ())

_EDGE = 4.0
"""Room around a chart for the mark of its focus."""


class Chart(Label):
    """A drawing of marks (days, weeks, points); `described` carries the words for the one chosen.

    The arrow keys go from mark to mark, Home and End to the first and the last. It is a label
    without text, because screen readers pass by what has no role.
    """

    described = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.numbers: Numbers = NO_NUMBERS
        self.summary = ""
        self.cursor_at: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.theme = theme
        self.update()

    def count(self) -> int:
        """Return how many marks there are."""
        return len(self.numbers.rows)

    def describe(self, mark: int) -> str:
        """Return the words for a mark."""
        return self.numbers.row_text(mark)

    def place(self, mark: int) -> QRectF:
        """Return where a mark is."""
        raise NotImplementedError

    def height_for(self, width: int) -> int:
        """Return how high the chart must be at a width (pixels)."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Draw the chart; edge and cursor are drawn over it."""
        raise NotImplementedError

    def steps(self) -> dict[Qt.Key, int]:
        """Return how far each arrow key goes."""
        keys = Qt.Key
        return {keys.Key_Left: -1, keys.Key_Right: 1, keys.Key_Up: 1, keys.Key_Down: -1}

    def go_to(self, mark: int) -> None:
        """Move the cursor to a mark, or the nearest that exists, and describe it."""
        if not self.count():
            return
        self.cursor_at = max(0, min(self.count() - 1, mark))
        words = self.describe(self.cursor_at)
        self.setAccessibleDescription(words)
        announce(self, words)
        self.described.emit(words)
        self.update()

    def room(self) -> QRectF:
        """Return the room inside the edge."""
        return QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)

    def line_height(self) -> float:
        """Return how high a line of text is (pixels)."""
        return float(self.fontMetrics().height())

    def mixed(self, colour: str, share: float) -> QColor:
        """Return a share (0 to 1) of a colour on what the chart lies on."""
        over, under = QColor(colour), QColor(self.theme.surface)
        return QColor.fromRgbF(
            over.redF() * share + under.redF() * (1 - share),
            over.greenF() * share + under.greenF() * (1 - share),
            over.blueF() * share + under.blueF() * (1 - share),
        )

    def paint_scale(
        self, painter: QPainter, plot: QRectF, levels: Sequence[tuple[str, float]], thick: int = 1
    ) -> None:
        """Draw a line across `plot` and a label beside it at each level, a share from 0 to 1."""
        line, left = self.line_height(), self.room().left()
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label, share in levels:
            y = plot.bottom() - plot.height() * share
            painter.setPen(QPen(QColor(self.theme.line), thick))
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
            painter.setPen(QColor(self.theme.quiet))
            beside = QRectF(left, y - line / 2, plot.left() - left - 6, line)
            painter.drawText(beside, right, label)

    def paint_ends(self, painter: QPainter, plot: QRectF, days: Sequence[date]) -> None:
        """Write the first and the last of `days` below `plot`."""
        painter.setPen(QColor(self.theme.quiet))
        below = QRectF(plot.left(), plot.bottom() + 3, plot.width(), self.line_height())
        if days:
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), day_text(days[0]))
            if days[-1] != days[0]:
                painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), day_text(days[-1]))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the cursor; leave every other key to Qt."""
        step = self.steps().get(Qt.Key(event.key()))
        last = self.count() - 1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or last < 0:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(last)
        elif step is not None:
            self.go_to((last if self.cursor_at is None else self.cursor_at) + step)
        else:
            super().keyPressEvent(event)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin with the latest mark."""
        super().focusInEvent(event)
        if self.cursor_at is None:
            self.go_to(self.count() - 1)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the mouse."""
        found = self.nearest(event.position())
        if found is not None and found != self.cursor_at:
            self.go_to(found)

    def nearest(self, point: QPointF) -> int | None:
        """Return the mark at or near a point, or None."""
        reach = self.line_height()
        best: tuple[float, int] | None = None
        for mark in range(self.count()):
            place = self.place(mark)
            if place.contains(point):
                return mark
            away = abs(place.center().x() - point.x())
            if away < reach and (best is None or away < best[0]):
                best = (away, mark)
        return None if best is None else best[1]

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Be as high as the marks need it at this width."""
        super().resizeEvent(event)
        self._fit()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Measure again in another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the chart, its cursor and its focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.theme.focus), 2))
        if self.cursor_at is not None:
            painter.drawRoundedRect(self.place(self.cursor_at).adjusted(-2, -2, 2, 2), 3, 3)
        if self.hasFocus():
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def show_numbers(self, numbers: Numbers, summary: str) -> None:
        """Show numbers; `summary` describes them in a sentence."""
        self.numbers, self.summary = numbers, summary
        self.cursor_at = None
        self.setAccessibleDescription(summary)
        self.described.emit(summary)
        self._fit()
        self.update()

    def _fit(self) -> None:
        height = self.height_for(self.width())
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)
