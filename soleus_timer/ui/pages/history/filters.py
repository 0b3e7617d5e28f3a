"""What the lines and the list show: which workout, which exercise, which time."""

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from soleus_timer.domain.history.session import Contents, SessionQuery
from soleus_timer.messages import _
from soleus_timer.ui.widgets.fields import ChoiceBox
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.plain_text import set_tip

_BESIDE = 34
"""From how many heights of a line on the three stand side by side."""
_ALL = "all"
"""What stands for no limit of time; None would stand for the first choice."""
_LONGEST = 22
"""The widest a box asks for (in letters); longer names are shortened in it, not in its list."""


class Filters(QWidget):
    """Three boxes; `changed` when another choice was made."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.workout = NameBox()
        self.exercise = NameBox()
        self.period = NameBox()
        self._boxes = (
            (self.workout, _("Workout")),
            (self.exercise, _("Exercise")),
            (self.period, _("Time")),
        )
        self._labels = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        for box, name in self._boxes:
            label = Label(name, name="quiet")
            label.setBuddy(box)
            box.setAccessibleName(name)
            self._labels.append(label)
            box.activated.connect(self.changed)
        self._columns = 0
        self._arrange(3)

    def offer(self, contents: Contents, exercises: Iterable[tuple[str, str]], today: date) -> None:
        """Offer what there is; what was chosen stays chosen where it is still there."""
        workouts = contents.workouts.items()
        self.workout.offer([(_("All workouts"), None), *_by_name(workouts)])
        self.exercise.offer([(_("All exercises"), None), *_by_name(exercises)])
        first = contents.first
        years = range(today.year, first.year - 1, -1) if first is not None else ()
        self.period.offer(
            [
                (_("The last 12 months"), "365"),
                (_("The last 12 weeks"), "84"),
                (_("All time"), _ALL),
                *((str(year), f"year {year}") for year in years),
            ]
        )

    def query(self, today: date) -> SessionQuery:
        """Return what is asked for."""
        since = until = None
        period = self.period.chosen()
        if period and period.startswith("year "):
            year = int(period.removeprefix("year "))
            since, until = date(year, 1, 1), date(year, 12, 31)
        elif period and period != _ALL:
            since = today - timedelta(days=int(period) - 1)
        return SessionQuery(since, until, self.workout.chosen(), self.exercise.chosen())

    def arrange(self, width: int) -> None:
        """Stand side by side where `width` (pixels) has room for that, else one below the other."""
        self._arrange(3 if width >= _BESIDE * self.fontMetrics().height() else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, ((box, _name), label) in enumerate(zip(self._boxes, self._labels, strict=True)):
            row, column = divmod(number, columns)
            self._grid.addWidget(label, 2 * row, column)
            self._grid.addWidget(box, 2 * row + 1, column)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class NameBox(ChoiceBox):
    """A box of names with what they stand for; a name that is too long for it is shortened."""

    def __init__(self) -> None:
        super().__init__()
        self._values: list[str | None] = []

    def offer(self, choices: Iterable[tuple[str, str | None]]) -> None:
        """Offer names, and what each stands for; the choice stays where it can."""
        chosen = self.chosen()
        self.clear()
        # Kept here as well: of some texts Qt gives back less than it was given.
        self._values = []
        for name, value in choices:
            self.addItem(name, value)
            self._values.append(value)
        self.choose(chosen)

    def choose(self, value: str | None) -> None:
        """Choose the name that stands for `value`, else the first."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def chosen(self) -> str | None:
        """Return what the chosen name stands for."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with a few letters."""
        return QSize(min(self.sizeHint().width(), 140), self.sizeHint().height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no more than a name of usual length."""
        full = super().sizeHint()
        longest = self.fontMetrics().averageCharWidth() * _LONGEST + 40
        return QSize(min(full.width(), longest), full.height())

    def shown_text(self, width: int) -> str:
        """Return the name, shortened where it must be; the tool tip has all of it."""
        shown = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, width
        )
        set_tip(self, self.currentText() if shown != self.currentText() else "")
        return shown


def _by_name(items: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(((name, key) for key, name in items), key=lambda one: one[0].casefold())
