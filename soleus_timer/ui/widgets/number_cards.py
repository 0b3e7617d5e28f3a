"""A few large numbers, each with what it means, in as many columns as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.widgets.label import Label

_NARROWEST = 7
"""A card is at least as wide as so many lines of its text are high."""


class NumberCards(QWidget):
    """Shows numbers as cards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[_Card] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_numbers(self, numbers: Sequence[tuple[str, str]]) -> None:
        """Show numbers, each with its meaning."""
        for card in self._cards:
            card.deleteLater()
        self._cards = [_Card(value, meaning, self.font()) for value, meaning in numbers]
        self._columns = 0
        self._lay_out()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the width of the widest card: with less room there are fewer columns."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Use the room there is now, in the window's size of text."""
        super().resizeEvent(event)
        # Their own style keeps them from following the window by themselves.
        for card in self._cards:
            card.meaning.setFont(self.font())
        self._lay_out()

    def _widest(self) -> int:
        return max((card.minimumSizeHint().width() for card in self._cards), default=0)

    def _lay_out(self) -> None:
        if not self._cards:
            return
        narrowest = max(self.fontMetrics().height() * _NARROWEST, self._widest())
        narrowest += self._grid.horizontalSpacing()
        columns = max(1, min(len(self._cards), self.width() // narrowest))
        # No lonely last card: two rows of two rather than three and one.
        rows = -(-len(self._cards) // columns)
        columns = -(-len(self._cards) // rows)
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, *divmod(number, columns))
            card.show()


class _Card(QFrame):
    """A number and, below it, its meaning."""

    def __init__(self, value: str, meaning: str, font: QFont) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(f"{value} {meaning}")
        number = Label(value)
        number.setObjectName("title")
        self.meaning = Label(meaning)
        self.meaning.setObjectName("quiet")
        self.meaning.setWordWrap(True)
        self.meaning.setFont(font)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(2)
        column.addWidget(number)
        column.addWidget(self.meaning)
