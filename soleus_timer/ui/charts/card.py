"""A chart on a card, with its value below it and its table behind it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.messages import _
from soleus_timer.ui.charts.chart import Chart, Numbers
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.style import propagate_font
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label, wrapping_label
from soleus_timer.ui.widgets.plain_text import set_tip

_ROWS = 8
"""So many rows are seen at once."""
_ROW_HEIGHT = 32
_AROUND = 12
"""More room than a header asks for (pixels): it leaves out what the style puts around it."""


class NumbersTable(QTableWidget):
    """Its columns are as wide as their texts, and share what room there is beyond that."""

    def __init__(self, name: str, parent: QWidget) -> None:
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
        """Share the room again."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        spare = max(0, self.viewport().width() - sum(self._widths))
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, width + spare // len(self._widths))


class ChartCard(QFrame):
    """Heading, chart and value; `Show as table` swaps the chart for the same numbers as a table."""

    def __init__(
        self, heading: str, chart: Chart, hint: str = "", chooser: QWidget | None = None
    ) -> None:
        """Show `chart`; `hint` says how to read it, `chooser` what it shows."""
        super().__init__()
        self.setObjectName("card")
        self.chart = chart
        self.heading = Label(heading, name="heading", wraps=True)
        self.hint = Label(hint, name="quiet", wraps=True)
        self.hint.setHidden(not hint)
        self.value = wrapping_label(name="quiet")
        self.as_table = QPushButton(_("Table"))
        self.as_table.setCheckable(True)
        self.as_table.setMinimumHeight(SIZES.lowest_control)
        self.as_table.setAccessibleName(_("{chart}: show as table", chart=heading))
        set_tip(self.as_table, _("Show as table"))
        self._subject = heading
        self._table: NumbersTable | None = None
        self._is_filled = False
        self._lay_out(chooser)
        chart.described.connect(self.value.setText)
        self.as_table.toggled.connect(self._swap)

    @property
    def table(self) -> NumbersTable:
        """The table behind the chart, built when somebody first opens it."""
        if self._table is None:
            self._table = NumbersTable(self._subject, self)
            self._table.hide()
            self._column.insertWidget(self._column.indexOf(self.chart) + 1, self._table)
            QWidget.setTabOrder(self.as_table, self._table)
            propagate_font(self.window())
        return self._table

    def say_subject(self, subject: str) -> None:
        """Change what the chart is about; the heading stays."""
        self._subject = subject
        self.chart.setAccessibleName(subject)
        if self._table is not None:
            self._table.setAccessibleName(subject)
        self.as_table.setAccessibleName(_("{chart}: show as table", chart=subject))

    def refresh(self) -> None:
        """Show the numbers that the chart has now; the table is filled when it is looked at."""
        self._is_filled = False
        if self.as_table.isChecked():
            self._fill()

    def _swap(self, as_table: bool) -> None:
        if as_table and not self._is_filled:
            self._fill()
        self.table.setVisible(as_table)
        self.chart.setVisible(not as_table)
        self.value.setText(self.chart.summary)

    def _fill(self) -> None:
        self._is_filled = True
        self.table.show_numbers(self.chart.numbers)

    def _lay_out(self, chooser: QWidget | None) -> None:
        # Tab leads in the order in which they come. As one reads: the button stands at the right,
        # above what it swaps.
        for widget in (chooser, self.chart, self.as_table):
            if widget is not None:
                widget.setParent(self)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.as_table, 0, Qt.AlignmentFlag.AlignTop)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.hint)
        if chooser is not None:
            column.addWidget(chooser)
            self.heading.setBuddy(chooser)
        # Beside a higher card the charts end in one line.
        column.addStretch(1)
        column.addWidget(self.chart)
        column.addWidget(self.value)
