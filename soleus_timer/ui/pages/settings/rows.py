"""Rows of settings, and cards of rows in as many columns as there is room for."""

from collections.abc import Sequence
from itertools import combinations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.settings.fields import Field, Loudness, Number, OwnSounds, Switch
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.fields import Stepper
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.layout import column, row
from soleus_timer.ui.widgets.plain_text import set_tip

_LABEL_PART, _FIELD_PART = 10, 11
"""How they share the width of a row, side by side."""


class Row(QWidget):
    """A label and the field of a setting; `default_asked` is emitted when its button is pressed."""

    default_asked = Signal()

    def __init__(self, label: str, field: Field) -> None:
        super().__init__()
        self.field: Field = field
        self._is_tall = isinstance(field, OwnSounds)
        self._stops = field.stops if isinstance(field, OwnSounds) else (field,)
        self.label = _Label(label, self._stops[0])
        self.back = BackButton(label)
        self.back.clicked.connect(self._go_back)
        # Boxes and buttons grow with their letters; a least height would let them shrink again.
        if isinstance(field, Number | Loudness):
            field.setMinimumHeight(SIZES.lowest_control)
        if not self._is_tall:
            field.setAccessibleName(label)
        line = row(None, spacing=SIZES.gap // 2)
        if isinstance(field, Switch | Number):
            line.addWidget(Stepper(field, label) if isinstance(field, Number) else field)
            line.addStretch(1)
        else:
            line.addWidget(field, 1)
        if isinstance(field, Loudness):
            line.addWidget(field.reading)
        side = Qt.AlignmentFlag.AlignTop if self._is_tall else Qt.AlignmentFlag.AlignVCenter
        line.addWidget(self.back, 0, side)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.label, _LABEL_PART)
        self._box.addLayout(line, _FIELD_PART)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return (*self._stops, self.back)

    def set_narrow(self, narrow: bool) -> None:
        """Put the field below its label where there is no room beside it; a switch has always."""
        if isinstance(self.field, Switch):
            self._box.setStretch(1, 0 if narrow else _FIELD_PART)
            return
        if isinstance(self.field, OwnSounds):
            self.field.set_narrow(narrow)
        narrow = narrow or self._is_tall
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)
        self._box.setStretch(0, 0 if narrow else _LABEL_PART)
        self._box.setSpacing(2 if narrow else SIZES.gap)

    def offer_default(self, offered: bool) -> None:
        """Show the way back to the default, or hide it where this is the default."""
        if self.back.hasFocus() and not offered:
            # What hides must not take the keyboard with it.
            self._stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.back.setVisible(offered)

    def _go_back(self) -> None:
        self._stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.default_asked.emit()


class _Label(Label):
    """A field's name; a click on it is one on the field."""

    def __init__(self, text: str, field: QWidget) -> None:
        super().__init__(text)
        self._field = field
        self.setWordWrap(True)
        self.setBuddy(field)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Switch the switch, or go to the field."""
        if isinstance(self._field, Switch):
            self._field.click()
        self._field.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()


class BackButton(QPushButton):
    """An arrow that turns back; it keeps its room while it is hidden, so that nothing jumps."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setAccessibleName(_("{setting}: back to default", setting=label))
        set_tip(self, _("Back to default"))
        self.setFixedSize(SIZES.lowest_control, SIZES.lowest_control)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the arrow over an ordinary button."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.palette().buttonText().color()
        side = 0.38 * min(self.width(), self.height())
        painter.translate(QRectF(self.rect()).center())
        circle = QRectF(-side / 2, -side / 2, side, side)
        painter.setPen(QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        # Most of a circle, from where the tip is (Qt counts in 16ths of a degree).
        painter.drawArc(circle, 180 * 16, -290 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        tip = QPointF(-side / 2, 0.12 * side + 2)
        half = 0.28 * side
        corners = ((0, half), (-half, -half), (half, -half))
        painter.drawPolygon(QPolygonF([tip + QPointF(*corner) for corner in corners]))


_NARROW_EM = 26
"""A card narrower than this many letters has its fields below their labels."""

_COLUMN_EM = (29, 42)
"""The least and the greatest width of a column."""

_MOST_COLUMNS = 3


class Card(QFrame):
    """A heading and rows, or widgets that need no label."""

    def __init__(self, title: str, *rows: QWidget) -> None:
        super().__init__()
        self.setObjectName("card")
        self.rows = rows
        heading = Label(title)
        heading.setObjectName("heading")
        self._column = column(self, heading, *rows)

    def set_room(self, width: int) -> None:
        """Lay out for a width (pixels)."""
        narrow = width < _NARROW_EM * self.fontInfo().pixelSize()
        margin = SIZES.gap if narrow else SIZES.gap * 3 // 2
        self._column.setContentsMargins(margin, margin * 3 // 4, margin, margin)
        self._column.setSpacing(SIZES.gap * 3 // 4)
        for part in self.rows:
            if isinstance(part, Row):
                part.set_narrow(narrow)

    def height_for(self, width: int) -> int:
        """Return how high the card is at a width (pixels)."""
        return self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()


class CardColumns(QWidget):
    """Cards one below the other, in one to three columns that are read from the left."""

    def __init__(self, cards: Sequence[Card]) -> None:
        super().__init__()
        self._cards = tuple(cards)
        self._columns = [column(None, spacing=SIZES.gap) for _column in range(_MOST_COLUMNS)]
        self._layout = row(self, *self._columns, spacing=SIZES.gap)
        self._placed: tuple[int, ...] = ()
        self._place((len(self._cards),))

    def set_room(self, width: int) -> int:
        """Lay out for a width (pixels); return how wide all columns together are."""
        least, greatest = (part * self.fontInfo().pixelSize() for part in _COLUMN_EM)
        count = max(1, min(_MOST_COLUMNS, (width + SIZES.gap) // (least + SIZES.gap)))
        each = min(greatest, (width - (count - 1) * SIZES.gap) // count)
        for card in self._cards:
            card.set_room(each)
            card.setFixedWidth(each)
        self._place(balanced([card.height_for(each) for card in self._cards], count))
        return count * each + (count - 1) * SIZES.gap

    def _place(self, ends: tuple[int, ...]) -> None:
        """Put the cards into columns; each ends before the card at its place in `ends`."""
        if ends == self._placed:
            return
        self._placed = ends
        begin = 0
        for place, cards in enumerate(self._columns):
            while cards.count():
                cards.takeAt(0)
            end = ends[place] if place < len(ends) else begin
            for card in self._cards[begin:end]:
                cards.addWidget(card)
            if end > begin:
                cards.addStretch(1)
            self._layout.setStretch(place, int(end > begin))
            begin = end


def balanced(heights: Sequence[int], count: int) -> tuple[int, ...]:
    """Return where each of `count` columns ends so that the highest is as low as can be."""
    count = min(count, len(heights))
    every = ((*inner, len(heights)) for inner in combinations(range(1, len(heights)), count - 1))

    def highest(ends: tuple[int, ...]) -> int:
        begins = (0, *ends)
        return max(sum(heights[begin:end]) for begin, end in zip(begins[:-1], ends, strict=True))

    return min(every, key=highest)
