"""Asks how much it hurt and how hard it was: two taps, and a note if one likes."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.core.history.kept import LONGEST_NOTE, Rating
from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.summary.scale_row import ScaleRow
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label


class RatingCard(QFrame):
    """Two rows of numbers and a note. `rated` carries the `Rating` each time it changes.

    `never_asked` tells that the person wants to be asked no more.
    """

    rated = Signal(object)
    never_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(_("Pain and effort"))
        self.pain = ScaleRow(
            _("Pain"), _("How much did it hurt? 0 is not at all, 10 the worst there is.")
        )
        self.effort = ScaleRow(
            _("Effort"), _("How hard was it? 0 is no effort at all, 10 all you had.")
        )
        note_name = Label(_("&Note"))
        self.note = QLineEdit()
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.setMinimumHeight(SIZES.lowest_control)
        self.note.setAccessibleName(_("Note"))
        note_name.setBuddy(self.note)
        self.skip = QPushButton(_("Skip"))
        self.never = QPushButton(_("Do not ask again"))
        self._note = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.pain)
        column.addWidget(self.effort)
        line = QHBoxLayout()
        line.addWidget(note_name)
        line.addWidget(self.note, 1)
        column.addLayout(line)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.addWidget(self.skip)
        self._buttons.addWidget(self.never)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        for row in (self.pain, self.effort):
            row.chosen.connect(self._tell)
        self.note.editingFinished.connect(self._tell_note)
        self.skip.clicked.connect(self.hide)
        self.never.clicked.connect(self.never_asked)

    def ask(self, rating: Rating) -> None:
        """Ask, with what was answered already."""
        self.pain.show_number(rating.pain)
        self.effort.show_number(rating.effort)
        self._note = rating.note
        self.note.setText(rating.note)
        self._name_skip()
        self.show()

    def type_digit(self, digit: int) -> None:
        """Answer by a key what has the focus, else what is not answered yet."""
        rows = (self.pain, self.effort)
        focused = next((row for row in rows if row.has_focus), None)
        unanswered = next((row for row in rows if row.number is None), self.effort)
        (focused or unanswered).type_digit(digit)

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Lose no note that was typed last."""
        super().hideEvent(event)
        self._tell_note()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stand the buttons one below the other where it is narrow."""
        super().resizeEvent(event)
        needed = self.skip.sizeHint().width() + self.never.sizeHint().width() + 48
        ways = QBoxLayout.Direction
        wide = needed <= self.width()
        self._buttons.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def _tell_note(self) -> None:
        if self.note.text() != self._note:
            self._tell()

    def _name_skip(self) -> None:
        open_still = self.pain.number is None and self.effort.number is None
        self.skip.setText(_("Skip") if open_still else _("Close"))

    def _tell(self) -> None:
        self._name_skip()
        self._note = self.note.text()
        self.rated.emit(Rating(self.pain.number, self.effort.number, self._note))
