"""The sessions as a table that is quick with ten thousand rows."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from soleus_timer.domain.history.session import SessionLine
from soleus_timer.domain.units import elapsed_text
from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.text import day_text
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.plain_text import plain_tip

Index = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()


class Column(IntEnum):
    """What a column tells, in the order in which they stand."""

    DAY = 0
    WORKOUT = 1
    SETS = 2
    TIME = 3
    PAIN = 4
    EFFORT = 5
    NOTE = 6


class SessionsModel(QAbstractTableModel):
    """A row for each session, the latest first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: tuple[SessionLine, ...] = ()
        self._names: set[str] = set()
        self._titles = (
            _("Day"),
            _("Workout"),
            _("Sets"),
            _("Time"),
            _("Pain"),
            _("Effort"),
            _("Note"),
        )

    def show_lines(self, lines: Sequence[SessionLine]) -> None:
        """Show sessions; they come the oldest first."""
        self.beginResetModel()
        self._names = {line.name for line in lines}
        self._lines = tuple(reversed(lines))
        self.endResetModel()

    def line(self, row: int) -> SessionLine:
        """Return the session of a row."""
        return self._lines[row]

    def names(self) -> set[str]:
        """Return what the workouts are called."""
        return self._names

    def row_of(self, session_id: str) -> int | None:
        """Return the row of a session; None where it is not shown."""
        rows = (row for row, line in enumerate(self._lines) if line.id == session_id)
        return next(rows, None)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return how many sessions there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, and for screen readers what its row tells."""
        texts, column = cells(self._lines[index.row()]), Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.DAY:
            named = zip(self._titles, texts, strict=True)
            return ", ".join(f"{title}: {text}" for title, text in named if text)
        if role == Qt.ItemDataRole.ToolTipRole and column in {Column.NOTE, Column.WORKOUT}:
            return plain_tip(texts[column])
        return None


def cells(line: SessionLine) -> tuple[str, ...]:
    """Return what the columns tell of a session."""
    return (
        day_text(line.day),
        line.name,
        _("{done} of {total}", done=line.sets_done, total=line.sets),
        elapsed_text(line.duration),
        "" if line.pain is None else str(line.pain),
        "" if line.effort is None else str(line.effort),
        " ".join(line.note.split()),
    )


_ROWS = 9
"""So many rows are seen at once; the list scrolls in itself."""
_LEAVES_FIRST = (Column.NOTE, Column.EFFORT, Column.TIME, Column.PAIN, Column.SETS)
_LONGEST_NAME = 220
_LEAST_NOTE = 160
"""The most that a workout's name asks for, and the least that a note is shown in (pixels)."""


class SessionsView(QTableView):
    """`opened` carries the id of the session that the person wants to see."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sessions = SessionsModel(self)
        self.setModel(self.sessions)
        self.setAccessibleName(_("Sessions"))
        self.setObjectName("sessions")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setHighlightSections(False)
        self.clicked.connect(self._open)

    def show_lines(self, lines: Sequence[SessionLine]) -> None:
        """Show sessions (they come the oldest first), and stay at the one that was chosen."""
        chosen = self.currentIndex()
        shown = self.sessions.line(chosen.row()).id if chosen.isValid() else None
        self.sessions.show_lines(lines)
        row = None if shown is None else self.sessions.row_of(shown)
        if row is None and lines:
            row = min(max(0, chosen.row()), len(lines) - 1)
        if row is not None:
            self.setCurrentIndex(self.sessions.index(row, Column.DAY))
        self._fit()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open with Enter or Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out columns for which there is no room; an opened session tells all."""
        super().resizeEvent(event)
        self._fit()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.sessions.line(index.row()).id)

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        line = metrics.height()
        self.verticalHeader().setDefaultSectionSize(max(SIZES.lowest_control, line + 12))
        widths = {column: self._width(column) for column in Column}
        left_out: set[Column] = set()
        for column in _LEAVES_FIRST:
            if sum(wide for one, wide in widths.items() if one not in left_out) <= self._room():
                break
            left_out.add(column)
        shown = [column for column in Column if column not in left_out]
        fixed = sum(widths[one] for one in shown if one is not Column.WORKOUT)
        spare = self._room() - fixed - widths[Column.WORKOUT]
        has_note = Column.NOTE in shown
        for column in Column:
            self.setColumnHidden(column, column in left_out)
            if column is Column.WORKOUT:
                wide = widths[column] + spare * (0.3 if has_note else 1)
            else:
                wide = widths[column] + (spare * 0.7 if column is Column.NOTE else 0)
            self.setColumnWidth(column, int(wide))
        rows = min(_ROWS, max(1, self.sessions.rowCount()))
        height = rows * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(height + self.horizontalHeader().sizeHint().height() + 4)

    def _width(self, column: Column) -> int:
        metrics = self.fontMetrics()
        samples = {
            Column.DAY: "28 Mmm 2000",
            Column.SETS: _("{done} of {total}", done=10, total=10),
            Column.TIME: "1:00:00",
        }
        title = str(self.sessions.headerData(column, Qt.Orientation.Horizontal))
        texts = (title, samples.get(column, ""))
        wide = max(metrics.horizontalAdvance(text) for text in texts) + 26
        match column:
            case Column.WORKOUT:
                names = [metrics.horizontalAdvance(name) for name in self.sessions.names()]
                return max(wide, min(_LONGEST_NAME, max(names, default=0)) + 26)
            case Column.NOTE:
                return max(wide, _LEAST_NOTE)
            case _:
                return wide

    def _room(self) -> int:
        has_bar = self.sessions.rowCount() > _ROWS
        return self.width() - (SIZES.scroll_bar if has_bar else 0) - 4
