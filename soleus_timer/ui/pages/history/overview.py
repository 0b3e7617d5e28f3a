"""What the history page shows at first: practice, lines and the list of sessions."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from soleus_timer.domain.history.efforts import Effort, series_of
from soleus_timer.domain.history.session import NOTHING
from soleus_timer.domain.units import LengthUnit, UnitSystem
from soleus_timer.messages import _, ngettext
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.history.files import FilesRow, Past
from soleus_timer.ui.pages.history.filters import Filters
from soleus_timer.ui.pages.history.practice import Lines, Practice
from soleus_timer.ui.pages.history.sessions import SessionsView
from soleus_timer.ui.theme import SIZES, Theme
from soleus_timer.ui.widgets.label import wrapping_label

_WIDEST = 1180


class Overview(QScrollArea):
    """Scrolls as a whole; `opened` carries the id of a session."""

    opened = Signal(str)

    def __init__(self, theme: Theme, past: Past, parent: QWidget) -> None:
        super().__init__(parent)
        # From the outside in: whatever comes into a widget later, with all that it holds already,
        # is dressed once more, and that would take longer than to ask the history.
        inner = _Inner()
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._column = QVBoxLayout(inner)
        self._full = QWidget(inner)
        self._past = past
        self._units: UnitSystem | None = None
        self._contents = NOTHING
        self.practice = Practice(theme, past.history)
        self.filters = Filters()
        self.lines = Lines(theme)
        self.how_many = wrapping_label(name="quiet")
        self.sessions = SessionsView()
        self.empty = EmptyCard()
        self.files = FilesRow()
        self._lay_out()
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._show_filtered)
        self.filters.changed.connect(self._show_filtered)
        self.sessions.opened.connect(self.opened)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.practice.set_theme(theme)
        self.lines.set_theme(theme)

    def set_units(self, units: UnitSystem | None) -> None:
        """Tell distances in these measures; None is as the latest was prescribed."""
        self._units = units

    def refresh(self, planned: int, *, in_turns: bool = False) -> None:
        """Ask the history anew; `planned` are the days of practice a week.

        With `in_turns` the lines and the list come a turn later: of twenty years each takes its
        time, and the window waits for neither.
        """
        today = self._past.today()
        self._contents = self._past.history.contents()
        is_full = bool(self._contents.workouts)
        self.empty.setHidden(is_full)
        self.empty.show_known(self._contents.is_known)
        self._full.setVisible(is_full)
        self.files.export.setEnabled(is_full)
        self.files.pdf.setEnabled(is_full)
        self._rest.stop()
        if not is_full:
            return
        self.practice.show_practised(self._contents.practised, planned, today)
        if in_turns:
            self._rest.start()
        else:
            self._show_filtered()

    def _show_filtered(self) -> None:
        today, history = self._past.today(), self._past.history
        if not self.filters.workout.count():
            self.filters.offer(self._contents, (), today)
        query = self.filters.query(today)
        # Of these the exercises to choose from are made, too.
        efforts = history.efforts(replace(query, exercise=None))
        exercises = {effort.exercise: effort.title for effort in efforts}
        self.filters.offer(self._contents, exercises.items(), today)
        query = self.filters.query(today)
        if query.exercise is not None:
            efforts = [one for one in efforts if one.exercise == query.exercise]
        lines = history.sessions(query)
        self.lines.show_lines(series_of(efforts, self._unit(efforts)), lines)
        self.sessions.show_lines(lines)
        self.how_many.setText(
            ngettext("{number} session", "{number} sessions", len(lines))
            if lines
            else _("No session matches. Choose other filters.")
        )

    def _unit(self, efforts: Sequence[Effort]) -> LengthUnit:
        if self._units is not None:
            return self._units.length_unit
        units = [one.prescribed.unit for one in efforts if one.prescribed.unit is not None]
        return units[-1] if units else LengthUnit.FOOT

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stand things side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Measure anew in another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        room = self.viewport().width()
        width = min(_WIDEST, room)
        edge = (room - width) // 2
        self._column.setContentsMargins(edge, 0, edge + 6, 0)
        self.filters.arrange(width)
        self.lines.arrange(width)
        self.files.arrange(width)

    def _lay_out(self) -> None:
        title = wrapping_label(_("History"), "title")
        stays = wrapping_label(_("All of this stays on your computer."), "quiet")
        full = QVBoxLayout(self._full)
        full.setContentsMargins(0, 0, 0, 0)
        full.setSpacing(SIZES.gap)
        heading = wrapping_label(_("Exercises and sessions"), "heading")
        parts: tuple[QWidget, ...] = (self.practice, heading, self.filters, self.lines)
        for part in (*parts, self.how_many, self.sessions):
            full.addWidget(part)
        self._column.setSpacing(SIZES.gap)
        for widget in (title, stays, self.empty, self._full, self.files):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("History"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class EmptyCard(QFrame):
    """What stands there before there is anything to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.heading = wrapping_label(name="heading")
        self.text = wrapping_label(name="quiet")
        self.show_known(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.addWidget(self.heading)
        column.addWidget(self.text)

    def show_known(self, is_known: bool) -> None:
        """Say that there is nothing, or that nobody knows: the history could not be opened."""
        if is_known:
            self.heading.setText(_("Nothing here yet"))
            self.text.setText(
                _(
                    "Your first session will appear here: its day in a calendar, what you "
                    "did in it, and how it felt. You can also import what you exported "
                    "before."
                )
            )
        else:
            self.heading.setText(_("Your history could not be opened"))
            self.text.setText(
                _(
                    "The notice says why. Nothing was removed: your sessions appear here as soon "
                    "as the history can be opened."
                )
            )


class _Inner(QWidget):
    """As high as its texts are at its width: a layout's least height is that at their narrowest."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no height but that for the width."""
        return QSize(0, 0)
