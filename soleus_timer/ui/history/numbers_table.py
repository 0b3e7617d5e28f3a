"""The table behind a chart."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.history.numbers import Numbers
from soleus_timer.ui.theme import SIZES

_ROWS = 8
"""So many rows are seen at once."""
_ROW_HEIGHT = 32
_AROUND = 12
"""More room than a header asks for (pixels): it leaves out what the style puts around it."""


class NumbersTable(QTableWidget):
    """Its columns are as wide as their texts, and share what room there is beyond that."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths: list[int] = []
        self.setAccessibleName(name)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)

    def show_numbers(self, numbers: Numbers) -> None:
        """Show numbers, from the latest on; the others are above."""
        self.clear()
        self.setColumnCount(len(numbers.columns))
        self.setRowCount(len(numbers.rows))
        self.setHorizontalHeaderLabels(list(numbers.columns))
        for row, cells in enumerate(numbers.rows):
            for column, cell in enumerate(cells):
                self.setItem(row, column, QTableWidgetItem(cell))
        header = self.horizontalHeader()
        self._widths = [
            max(self.sizeHintForColumn(column), header.sectionSizeHint(column)) + _AROUND
            for column in range(len(numbers.columns))
        ]
        self._spread()
        rows = min(_ROWS, max(1, len(numbers.rows)))
        below = header.sizeHint().height() + SIZES.scroll_bar + 4
        self.setFixedHeight(rows * _ROW_HEIGHT + below)
        self.scrollToBottom()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the room anew."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        spare = max(0, self.viewport().width() - sum(self._widths))
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, width + spare // len(self._widths))
