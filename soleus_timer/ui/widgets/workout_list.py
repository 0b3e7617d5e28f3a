"""The list of workouts, filled while the window is already there."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from soleus_timer.core.library import BadFile, Entry
from soleus_timer.core.units import UnitSystem
from soleus_timer.ui.presentation import whole_time
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.translation import tr

_SLICE_SECONDS = 0.008
"""So long may reading files keep the window from doing anything else."""


class WorkoutList(QListWidget):
    """Workouts and files that could not be read; `chosen` carries an `Entry` or a `BadFile`."""

    chosen = Signal(object)
    filled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._source: Iterator[Entry | BadFile] = iter(())
        self._ids: set[str] = set()
        self._units: UnitSystem | None = None
        self.setAccessibleName(tr("Workouts"))
        self.setWordWrap(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._choose)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read_some)

    def add(self, found: Entry | BadFile) -> QListWidgetItem:
        """Add a workout, or a file with its problem; a workout that is there already stays."""
        item = QListWidgetItem(_caption(found, self._units))
        item.setData(Qt.ItemDataRole.UserRole, found)
        if isinstance(found, Entry):
            self._ids.add(found.id)
        else:
            item.setForeground(QColor(self._theme.danger))
            item.setToolTip(str(found.problems[0]))
        self.addItem(item)
        return item

    def fill(self, source: Iterator[Entry | BadFile]) -> None:
        """Read `source` in slices while the window stays alive; `filled` is told at its end."""
        self._source = source
        self._timer.start()

    def select(self, found: Entry | BadFile) -> None:
        """Select what is listed as `found`; add it where it is not listed."""
        for row in range(self.count()):
            item = self.item(row)
            if item.data(Qt.ItemDataRole.UserRole) is found:
                self.setCurrentItem(item)
                return
        self.setCurrentItem(self.add(found))

    def set_units(self, units: UnitSystem | None) -> None:
        """Tell what there is in other measures."""
        self._units = units
        for row in range(self.count()):
            item = self.item(row)
            item.setText(_caption(item.data(Qt.ItemDataRole.UserRole), units))

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        for row in range(self.count()):
            if isinstance(self.item(row).data(Qt.ItemDataRole.UserRole), BadFile):
                self.item(row).setForeground(QColor(theme.danger))

    def _read_some(self) -> None:
        until = perf_counter() + _SLICE_SECONDS
        while perf_counter() < until:
            found = next(self._source, None)
            if found is None:
                self._timer.stop()
                self.filled.emit()
                return
            if not (isinstance(found, Entry) and found.id in self._ids):
                self.add(found)

    def _choose(self, current: QListWidgetItem | None) -> None:
        if current is not None:
            self.chosen.emit(current.data(Qt.ItemDataRole.UserRole))


def _caption(found: Entry | BadFile, units: UnitSystem | None) -> str:
    if isinstance(found, BadFile):
        return tr("{file}\nCannot be read: see why").format(file=found.path.name)
    found = found.told_in(units)
    timeline = found.timeline()
    time = whole_time(timeline.duration, estimated=timeline.estimated)
    trains = f"  ·  {found.workout.trains}" if found.workout.trains else ""
    return f"{found.workout.name}\n{time}{trains}"
