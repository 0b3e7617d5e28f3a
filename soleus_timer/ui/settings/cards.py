"""Groups of settings as cards, in as many columns as there is room for."""

from collections.abc import Sequence
from itertools import combinations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from soleus_timer.ui.settings.row import Row
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label

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
        self._column = QVBoxLayout(self)
        self._column.addWidget(heading)
        for row in rows:
            self._column.addWidget(row)

    def set_room(self, width: int) -> None:
        """Lay out for a width (pixels)."""
        narrow = width < _NARROW_EM * self.fontInfo().pixelSize()
        margin = SIZES.gap if narrow else SIZES.gap * 3 // 2
        self._column.setContentsMargins(margin, margin * 3 // 4, margin, margin)
        self._column.setSpacing(SIZES.gap * 3 // 4)
        for row in self.rows:
            if isinstance(row, Row):
                row.set_narrow(narrow)

    def height_for(self, width: int) -> int:
        """Return how high the card is at a width (pixels)."""
        return self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()


class CardColumns(QWidget):
    """Cards one below the other, in one to three columns that are read from the left."""

    def __init__(self, cards: Sequence[Card]) -> None:
        super().__init__()
        self._cards = tuple(cards)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SIZES.gap)
        self._columns: list[QVBoxLayout] = []
        for _ in range(_MOST_COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(SIZES.gap)
            self._columns.append(column)
            self._layout.addLayout(column)
        self._placed: tuple[int, ...] = ()
        self._place((len(self._cards),))

    def set_room(self, width: int) -> int:
        """Lay out for a width (pixels); return how wide all columns together are."""
        least, greatest = (part * self.fontInfo().pixelSize() for part in _COLUMN_EM)
        count = max(1, min(_MOST_COLUMNS, (width + SIZES.gap) // (least + SIZES.gap)))
        column = min(greatest, (width - (count - 1) * SIZES.gap) // count)
        for card in self._cards:
            card.set_room(column)
            card.setFixedWidth(column)
        heights = [card.height_for(column) for card in self._cards]
        self._place(balanced(heights, count))
        return count * column + (count - 1) * SIZES.gap

    def _place(self, ends: tuple[int, ...]) -> None:
        """Put the cards into columns; each ends before the card at its place in `ends`."""
        if ends == self._placed:
            return
        self._placed = ends
        begin = 0
        for place, column in enumerate(self._columns):
            while column.count():
                column.takeAt(0)
            end = ends[place] if place < len(ends) else begin
            for card in self._cards[begin:end]:
                column.addWidget(card)
            if end > begin:
                column.addStretch(1)
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
