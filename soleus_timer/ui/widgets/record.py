"""What a session came to: large numbers on cards, and its sets as a table."""

from collections.abc import Sequence
from itertools import chain, islice

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.domain.session.recorder import SessionRecord
from soleus_timer.messages import _, ngettext
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.text import set_rows
from soleus_timer.ui.widgets.label import Label

_NARROWEST = 7
"""The least width of a card, in line heights of its text."""


class NumberCards(QWidget):
    """Shows numbers as cards."""

    def __init__(self) -> None:
        super().__init__()
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
        self.meaning = Label(meaning, name="quiet", wraps=True)
        self.meaning.setFont(font)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(2)
        column.addWidget(Label(value, name="title"))
        column.addWidget(self.meaning)


MOST_ROWS = 200
"""More rows help nobody and take long; the history's table of all sets (CSV) has the rest."""

FIRST_ROWS = 30
"""How many rows are there when the table is first painted; the others come a turn later."""

_BESIDE, _ABOVE = 24, 8
"""Around the words of a cell (pixels): the padding of its style, and Qt's own margins."""


class SetsTable(QTableWidget):
    """As high as its rows: what it lies in scrolls, not the table itself."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        self._heights: dict[tuple[object, ...], int] = {}
        """Of rows, by what they follow from; Qt asks for each several times."""
        self._rows: list[tuple[str, str, str, str]] = []
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.timeout.connect(self._fill)
        self.setAccessibleName(_("Sets"))
        self.setHorizontalHeaderLabels([_("Set"), _("Planned"), _("Done"), _("Ended")])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setWordWrap(True)
        # The Tab key leads on to the buttons; the arrow keys lead through the cells.
        self.setTabKeyNavigation(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(34)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)

    def show_sets(self, record: SessionRecord) -> None:
        """Show a row for each attempt at a set, and one for each set that was not begun."""
        is_named = len({done.step.title for done in record.sets}) > 1
        every_row = (set_rows(done, is_named=is_named) for done in record.sets)
        rows = list(islice(chain.from_iterable(every_row), MOST_ROWS))
        left_out = sum(max(1, len(one.attempts)) for one in record.sets) - len(rows)
        if left_out:
            rows.append((ngettext("and {number} more", "and {number} more", left_out), "", "", ""))
        self._heights.clear()
        self._rows = rows
        self.setRowCount(0)
        self._fill(FIRST_ROWS)
        if len(rows) > FIRST_ROWS:
            self._filling.start(0)
        else:
            self._filling.stop()

    def _fill(self, until: int = MOST_ROWS + 1) -> None:
        """Add the rows up to this number that are not there yet."""
        begin = self.rowCount()
        rows = self._rows[begin:until]
        self.setRowCount(begin + len(rows))
        for number, row in enumerate(rows, begin):
            for column, text in enumerate(row):
                self.setItem(number, column, QTableWidgetItem(text))
        if self.isVisible():  # else its width is not known, and all would be measured twice
            self._fit()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Fit what was filled in while nothing was seen."""
        super().showEvent(event)
        self._fit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give long words more lines where columns are narrow."""
        super().resizeEvent(event)
        self._fit()

    def sizeHintForRow(self, row: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that the lines of each cell need; Qt forgets the room around them."""
        widths = [self.columnWidth(column) for column in range(self.columnCount())]
        key = (row, self.font().key(), *widths)
        if key not in self._heights:
            self._heights[key] = self._height(row)
        return self._heights[key]

    def _height(self, row: int) -> int:
        found = super().sizeHintForRow(row)
        for column in range(self.columnCount()):
            item = self.item(row, column)
            if item is not None:
                room = QRect(0, 0, max(1, self.columnWidth(column) - _BESIDE), 10_000)
                flags = int(Qt.TextFlag.TextWordWrap)
                lines = self.fontMetrics().boundingRect(room, flags, item.text())
                found = max(found, lines.height() + _ABOVE)
        return found

    def _fit(self) -> None:
        self.resizeRowsToContents()
        rows = self.verticalHeader().length()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 4)
