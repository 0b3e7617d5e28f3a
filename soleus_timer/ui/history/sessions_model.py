"""The sessions as a table that is quick with ten thousand rows: a cell is made when it is seen."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from soleus_timer.core.history.kept import SessionLine
from soleus_timer.core.units import elapsed_text
from soleus_timer.messages import _
from soleus_timer.ui.plain_text import plain_tip
from soleus_timer.ui.text import day_text

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

    def __init__(self, parent: QObject | None = None) -> None:
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
        told, column = cells(self._lines[index.row()]), Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return told[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.DAY:
            named = zip(self._titles, told, strict=True)
            return ", ".join(f"{title}: {text}" for title, text in named if text)
        if role == Qt.ItemDataRole.ToolTipRole and column in {Column.NOTE, Column.WORKOUT}:
            return plain_tip(told[column])
        return None


def cells(line: SessionLine) -> tuple[str, ...]:
    """Return what the columns tell of a session."""
    return (
        day_text(line.day.year, line.day.month, line.day.day),
        line.name,
        _("{done} of {total}", done=line.sets_done, total=line.sets),
        elapsed_text(line.duration),
        "" if line.pain is None else str(line.pain),
        "" if line.effort is None else str(line.effort),
        " ".join(line.note.split()),
    )
