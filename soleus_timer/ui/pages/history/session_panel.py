"""One session opened, and the line that takes its deletion back."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.domain.history.session import LONGEST_NOTE, WORST, Rating, StoredSession
from soleus_timer.messages import _
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.history.filters import NameBox
from soleus_timer.ui.text import day_text, endurance_text, record_numbers
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label, wrapping_label
from soleus_timer.ui.widgets.record import NumberCards, SetsTable

_NOTE_LINES = 4


class SessionPanel(QWidget):
    """Shows a session.

    `rated` carries its id and a `Rating`, `delete_asked` its id; `back_asked` leads to the list.
    A note is saved when it loses the focus, and when the panel is left.
    """

    rated = Signal(str, object)
    delete_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._session_id = ""
        self._kept = Rating()
        self.title = wrapping_label(name="title")
        self.when = wrapping_label(name="quiet")
        self.numbers = NumberCards()
        self.endurance = Label(wraps=True)
        self.endurance.setAccessibleName(_("Endurance"))
        self.table = SetsTable()
        self.pain, self.effort = NameBox(), NameBox()
        self.note = QPlainTextEdit()
        self.state = wrapping_label(name="quiet")
        self.back = QPushButton(_("Back"))
        self.back.setObjectName("primary")
        self.delete = QPushButton(_("Delete this session"))
        for box, name in ((self.pain, _("Pain")), (self.effort, _("Effort"))):
            box.setAccessibleName(name)
            numbers = [(str(number), str(number)) for number in range(WORST + 1)]
            box.offer([(_("Not rated"), None), *numbers])
            box.activated.connect(self.keep)
        self.note.setAccessibleName(_("Note"))
        self.note.setPlaceholderText(_("How it was, what you noticed"))
        self.note.setTabChangesFocus(True)
        self.note.installEventFilter(self)
        self.note.textChanged.connect(self._limit)
        self.back.clicked.connect(self.back_asked)
        self.delete.clicked.connect(lambda: self.delete_asked.emit(self._session_id))
        self._lay_out()

    def show_session(self, session: StoredSession) -> None:
        """Show a session."""
        rating = session.rating
        self._session_id, self._kept = session.id, rating
        self.title.setText(session.timeline.name)
        day = session.day
        when = _(
            "{day}, {time}",
            day=day_text(day, "dddd d MMMM yyyy"),
            time=session.started.strftime("%H:%M"),
        )
        if session.partial:
            when = _("{when}. Interrupted, and not resumed.", when=when)
        elif not session.record.completed:
            when = _("{when}. Stopped early.", when=when)
        self.when.setText(when)
        self.numbers.show_numbers(record_numbers(session.record))
        text = endurance_text(session.record)
        self.endurance.setText(text)
        self.endurance.setAccessibleDescription(text)
        self.endurance.setHidden(not text)
        self.table.show_sets(session.record)
        self.pain.choose(None if rating.pain is None else str(rating.pain))
        self.effort.choose(None if rating.effort is None else str(rating.effort))
        self.note.setPlainText(rating.note)
        self.state.clear()
        self._scroll.verticalScrollBar().setValue(0)

    def rating(self) -> Rating:
        """Return the rating as it is entered."""
        pain, effort = self.pain.chosen(), self.effort.chosen()
        return Rating(
            None if pain is None else int(pain),
            None if effort is None else int(effort),
            self.note.toPlainText()[:LONGEST_NOTE],
        )

    def keep(self) -> None:
        """Emit `rated` where the rating changed."""
        rating = self.rating()
        if self._session_id and rating != self._kept:
            self.rated.emit(self._session_id, rating)

    def say_kept(self, rating: Rating | None, more: str = "") -> None:
        """Say that `rating` was saved, and what came of it; None where it could not be saved."""
        if rating is not None:
            self._kept = rating
        text = _("Saved.") if rating is not None else _("It could not be saved.")
        self.state.setText(f"{text} {more}".strip())
        announce(self.state, self.state.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the note when the focus leaves it."""
        if watched is self.note and event.type() is QEvent.Type.FocusOut:
            self.keep()
        return super().eventFilter(watched, event)

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was written last."""
        self.keep()
        super().hideEvent(event)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Let one press lead back."""
        super().showEvent(event)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def _limit(self) -> None:
        text = self.note.toPlainText()
        if len(text) > LONGEST_NOTE:
            self.note.setPlainText(text[:LONGEST_NOTE])
            self.note.moveCursor(self.note.textCursor().MoveOperation.End)
            self.state.setText(_("A note has at most {most} characters.", most=LONGEST_NOTE))
            announce(self.state, self.state.text())

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        around = QVBoxLayout(card)
        around.setContentsMargins(8, 8, 8, 8)
        around.addWidget(self.table)
        ratings = QGridLayout()
        ratings.setSpacing(6)
        for column, box in enumerate((self.pain, self.effort)):
            label = Label(box.accessibleName())
            label.setBuddy(box)
            ratings.addWidget(label, 0, column)
            ratings.addWidget(box, 1, column)
            ratings.setColumnStretch(column, 1)
        note_label = Label(_("Note"))
        note_label.setBuddy(self.note)
        self.note.setFixedHeight(self.note.fontMetrics().height() * _NOTE_LINES + 20)
        inner = QWidget()
        column_of_all = QVBoxLayout(inner)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.when, self.numbers, self.endurance, card):
            column_of_all.addWidget(widget)
        column_of_all.addLayout(ratings)
        for widget in (note_label, self.note, self.state):
            column_of_all.addWidget(widget)
        column_of_all.addStretch(1)
        inner.setMaximumWidth(SIZES.reading_width + 80)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner)
        self._scroll = QScrollArea()
        self._scroll.setWidget(middle)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName(_("Session"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QHBoxLayout()
        for button, share in ((self.back, 2), (self.delete, 1)):
            button.setMinimumHeight(SIZES.lowest_control)
            buttons.addWidget(button, share)
        all_of_it = QVBoxLayout(self)
        all_of_it.setContentsMargins(0, 0, 0, 0)
        all_of_it.addWidget(self._scroll, 1)
        all_of_it.addLayout(buttons)


class UndoBar(QFrame):
    """Hidden until something is deleted; `undo_asked` carries the id of what is to come back."""

    undo_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._deleted = ""
        self.text = Label(wraps=True)
        self.undo = QPushButton(_("Undo"))
        self.undo.setMinimumHeight(SIZES.lowest_control)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.addWidget(self.text, 1)
        row.addWidget(self.undo)
        self.undo.clicked.connect(lambda: self.undo_asked.emit(self._deleted))
        self.hide()

    def offer(self, deleted: str, text: str) -> None:
        """Say what was deleted, and offer to bring it back."""
        self._deleted = deleted
        self.text.setText(text)
        self.setAccessibleName(text)
        self.show()
        announce(self, text)
