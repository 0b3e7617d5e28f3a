"""The calf with the names of its parts: beside it, or as numbers where it is narrow."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.anatomy.painting import Picture
from soleus_timer.ui.anatomy.parts import PartButton, part_texts
from soleus_timer.ui.anatomy.shapes import FRAME, Part, anchor, on_inner_side, part_at
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import Theme


def spread(
    middles: Sequence[float], heights: Sequence[float], room: float, gap: float
) -> list[float] | None:
    """Return the tops of boxes, in their order, each near its middle within 0 to `room`.

    All in pixels. None where the boxes with `gap` between them need more than `room`.
    """
    if sum(heights) + gap * max(0, len(heights) - 1) > room:
        return None
    tops: list[float] = []
    free = 0.0
    for middle, height in zip(middles, heights, strict=True):
        tops.append(max(free, middle - height / 2))
        free = tops[-1] + height + gap
    limit = room
    for place in reversed(range(len(tops))):
        tops[place] = min(tops[place], limit - heights[place])
        limit = tops[place] - gap
    return tops


_GAP = 4
_WIDEST_NAME_EM = 11
_NARROWEST_LEG = 0.48
"""Names are shown where the drawing keeps at least this part of the width it could have."""

_NUMBER_COLUMN = 32
_DOT = 2.6


class CalfDrawing(QWidget):
    """Shows the calf; each part can be pointed at, pressed, and reached by keyboard.

    `part_shown` carries the part that is pointed at now, or None.
    """

    part_shown = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lift = 0.0
        self._hovered: Part | None = None
        self._current: Part | None = None
        self._place = QTransform()
        self._with_names = True
        self.buttons = {
            part: PartButton(part, number, text, theme, self)
            for number, (part, text) in enumerate(part_texts().items(), 1)
        }
        self._order = list(self.buttons)
        for button in self.buttons.values():
            button.pointed.connect(self._show_current)
            button.step_asked.connect(self._step)
        self.setMouseTracking(True)
        self.setMinimumSize(220, 260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("The right calf, seen from behind"))

    @property
    def lift(self) -> float:
        """How far the gastrocnemius is lifted, 0 (not) to 1 (whole)."""
        return self._lift

    @property
    def current(self) -> Part | None:
        """The part that is pointed at, by pointer or keyboard."""
        return self._current

    @property
    def shows_names(self) -> bool:
        """Whether there is room for names; numbers otherwise."""
        return self._with_names

    def set_lift(self, lift: float) -> None:
        """Lift the gastrocnemius by 0 (not) to 1 (whole)."""
        self._lift = lift
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        for button in self.buttons.values():
            button.set_theme(theme)
        self.update()

    def picture_room(self) -> QRectF:
        """Return where the drawing's frame lies (pixels)."""
        return self._place.mapRect(FRAME)

    def place_of(self, part: Part) -> QPointF:
        """Return the point (pixels) to which the name of `part` points."""
        return self._place.map(anchor(part, self._lift))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size in which names fit beside the drawing."""
        return QSize(440, 520)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Place everything anew."""
        super().resizeEvent(event)
        self._lay_out()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Place everything with the font that is used."""
        super().showEvent(event)
        self._lay_out()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Place everything anew for another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._lay_out()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show the part under the pointer."""
        self._hovered = self._part_under(event.position())
        known = self._hovered is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if known else Qt.CursorShape.ArrowCursor)
        self._show_current()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Point at nothing any more."""
        super().leaveEvent(event)
        self._hovered = None
        self._show_current()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Stay with the part that is pressed: a finger cannot hover."""
        part = self._part_under(event.position())
        if part is not None:
            self.buttons[part].setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            super().mousePressEvent(event)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the leg and the lines from the names to their parts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setTransform(self._place, combine=True)
        colours = self._theme.calf
        ground, focus = self._theme.surface, self._theme.focus
        Picture(colours, ground, focus, self._lift, self._current).paint(painter)
        painter.restore()
        scale = max(1.0, self._place.m11() / 1.6)
        for part, button in self.buttons.items():
            lit = part is self._current
            colour = QColor(focus if lit else colours.leader)
            self._paint_leader(painter, button, colour, (2.2 if lit else 1.1) * scale)

    def _paint_leader(
        self, painter: QPainter, button: PartButton, colour: QColor, width: float
    ) -> None:
        box = QRectF(button.geometry())
        left = on_inner_side(button.part)
        start = QPointF(box.right() + 1 if left else box.left() - 1, box.center().y())
        end = self.place_of(button.part)
        halo = QPen(QColor(self._theme.surface), width + 2)
        for pen in (halo, QPen(colour, width)):
            painter.setPen(pen)
            painter.drawLine(start, end)
        painter.setPen(QPen(QColor(self._theme.surface), 1))
        painter.setBrush(colour)
        radius = _DOT * max(1.0, width / 1.6) + width / 2
        painter.drawEllipse(end, radius, radius)

    def _part_under(self, point: QPointF) -> Part | None:
        back, possible = self._place.inverted()
        return part_at(back.map(point), self._lift) if possible else None

    def _show_current(self) -> None:
        hovered = next((b.part for b in self.buttons.values() if b.is_hovered), self._hovered)
        focused = next((b.part for b in self.buttons.values() if b.hasFocus()), None)
        current = hovered or focused
        if current is not self._current:
            self._current = current
            self.update()
            self.part_shown.emit(current)

    def _step(self, by: int) -> None:
        parts = self._order
        focused = next((part for part, button in self.buttons.items() if button.hasFocus()), None)
        place = 0 if focused is None else parts.index(focused) + by
        if 0 <= place < len(parts):
            reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
            self.buttons[parts[place]].setFocus(reason)

    def _lay_out(self) -> None:
        """Show names if they fit beside a leg that is not too small, else numbers."""
        em = self.fontMetrics().height()
        widest = max(button.narrowest() for button in self.buttons.values())
        ratio = FRAME.width() / FRAME.height()
        could_have = min(self.width(), self.height() * ratio)
        room = (self.width() - could_have) / 2
        column = int(max(widest, min(room, _WIDEST_NAME_EM * em)))
        keeps = self.width() - 2 * column
        self._with_names = keeps >= could_have * _NARROWEST_LEG and self._place_buttons(column)
        if not self._with_names:
            self._place_buttons(_NUMBER_COLUMN, with_names=False)
        self._lead_tab()
        self.update()

    def _lead_tab(self) -> None:
        """Let Tab and the arrow keys go from name to name downwards, wherever names found room."""

        def line(button: PartButton) -> float:
            # Of two in about the same line, the one at the left comes first.
            ahead = button.height() / 2 if on_inner_side(button.part) else 0
            return button.geometry().top() - ahead

        order = sorted(self.buttons.values(), key=line)
        if [button.part for button in order] != self._order:
            self._order = [button.part for button in order]
            for before, after in pairwise(order):
                QWidget.setTabOrder(before, after)

    def _place_buttons(self, column: int, *, with_names: bool = True) -> bool:
        """Put the leg between two columns and the names into them; return whether they fit."""
        width = self.width() - 2 * column
        scale = min(width / FRAME.width(), self.height() / FRAME.height())
        if scale <= 0:
            return False
        size = FRAME.size() * scale
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        self._place = QTransform.fromTranslate(left, top)
        self._place.scale(scale, scale)
        self._place.translate(-FRAME.left(), -FRAME.top())
        for inner in (True, False):
            buttons = [b for b in self.buttons.values() if on_inner_side(b.part) is inner]
            for button in buttons:
                button.show_as(with_name=with_names, right_aligned=inner)
            sizes = [button.size_within(column) for button in buttons]
            middles = [self._place.map(anchor(button.part, 0)).y() for button in buttons]
            heights = [float(size.height()) for size in sizes]
            tops = spread(middles, heights, self.height(), _GAP)
            if tops is None:
                return False
            for button, box, y in zip(buttons, sizes, tops, strict=True):
                x = left - box.width() if inner else left + size.width()
                button.setGeometry(round(x), round(y), box.width(), box.height())
        return True
