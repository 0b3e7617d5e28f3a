"""The page after a session: what was done against what was planned."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from soleus_timer.domain.history.session import StoredSession
from soleus_timer.domain.session.recorder import SessionRecord
from soleus_timer.messages import _
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.summary.follow_up import FollowUp
from soleus_timer.ui.pages.summary.rating import digit_of
from soleus_timer.ui.text import endurance_text, record_numbers
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.layout import column, row, scrolled
from soleus_timer.ui.widgets.record import NumberCards, SetsTable

GUARD_MS = 700
"""How long no press counts after the clock ended the last set."""


class SummaryPage(QWidget):
    """Shows what was done. `again_asked` and `home_asked` say where to go."""

    again_asked = Signal()
    home_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: SessionRecord | None = None
        self.follow_up: FollowUp | None = None
        self.title = Label(name="title", wraps=True)
        self.title.setAccessibleName(_("Summary"))
        self.workout = Label(name="quiet", wraps=True)
        self.numbers = NumberCards()
        self.endurance = Label(wraps=True)
        self.endurance.setAccessibleName(_("Endurance"))
        self.table = SetsTable()
        self.home = QPushButton(_("Home"))
        self.home.setObjectName("primary")
        self.again = QPushButton(_("Do it again"))
        self.home.clicked.connect(self.home_asked)
        self.again.clicked.connect(self.again_asked)
        self._guarded = QTimer(self)
        self._guarded.setSingleShot(True)
        self._guarded.timeout.connect(self._end_guard)
        self._lay_out()

    def show_record(self, name: str, record: SessionRecord) -> None:
        """Show the record of the session of the workout called `name`."""
        self._shown = record
        if self.follow_up is not None:  # shown again when the session is stored
            self.follow_up.hide()
        self.title.setText(_title(record))
        self.title.setAccessibleDescription(self.title.text())
        if not record.completed:  # no cue says that it ended
            announce(self.title, self.title.text())
        self.workout.setText(name)
        self.numbers.show_numbers(record_numbers(record))
        text = endurance_text(record)
        self.endurance.setText(text)
        self.endurance.setAccessibleDescription(text)
        self.endurance.setHidden(not text)
        self.table.show_sets(record)

    def set_follow_up(self, follow_up: FollowUp) -> None:
        """Show `follow_up` below the numbers once a session is stored."""
        self.follow_up = follow_up
        follow_up.hide()
        self._reading.insertWidget(self._reading.indexOf(self.endurance) + 1, follow_up)
        self.setTabOrder(follow_up, self.table)

    def show_stored(self, kept: StoredSession) -> None:
        """Show the session that is just over, which the history has now."""
        if kept.record != self._shown:  # a resumed one, with what its journal has
            self.show_record(kept.timeline.name, kept.record)
        if self.follow_up is not None:
            self.follow_up.show_session(kept)
            self.follow_up.show()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let digits answer what is asked."""
        digit = digit_of(event)
        asks = self.follow_up is not None and self.follow_up.rating.isVisible()
        if digit is None or not asks:
            super().keyPressEvent(event)
        elif self.follow_up is not None:
            self.follow_up.rating.type_digit(digit)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Let one press lead home."""
        super().showEvent(event)
        self.area.verticalScrollBar().setValue(0)
        self.home.setFocus(Qt.FocusReason.OtherFocusReason)

    def guard(self) -> None:
        """Ignore presses for a moment: one meant for the last set would land here."""
        if GUARD_MS:
            self.area.setFocus(Qt.FocusReason.OtherFocusReason)
            self._enable_buttons(False)
            self._guarded.start(GUARD_MS)

    def _end_guard(self) -> None:
        self._enable_buttons(True)
        if self.area.hasFocus():
            self.home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable_buttons(self, enabled: bool) -> None:
        for button in (self.home, self.again):
            button.setEnabled(enabled)

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        column(card, self.table, margins=(8, 8, 8, 8))
        inner = QWidget()
        self._reading = column(inner, self.title, self.workout, self.numbers, self.endurance, card)
        self._reading.addStretch(1)
        self.area = scrolled(inner, Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(_("Summary"))
        buttons = row(None, self.home, self.again)
        buttons.setStretch(0, 2)
        buttons.setStretch(1, 1)
        self._column = column(self, self.area, buttons)
        self._column.setStretch(0, 1)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep less around everything where there is little room."""
        super().resizeEvent(event)
        margin = max(6, min(self.width(), self.height()) // 36)
        self._column.setContentsMargins(margin, margin, margin, margin)
        for button in (self.home, self.again):
            button.setMinimumHeight(max(36, self.height() // 15))


def _title(record: SessionRecord) -> str:
    """Return a heading that praises only what was done."""
    if not record.completed:
        return _("Stopped early")
    return _("Well done") if record.sets_done == record.sets_planned else _("Finished")
