"""Asks how much it hurt and how hard it was: one tap on a row of eleven, and a note."""

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLineEdit, QPushButton, QWidget

from soleus_timer.domain.history.session import LONGEST_NOTE, WORST, Rating
from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.summary.offers import ButtonRow
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.layout import column, row

_SIDE = 44
"""The height of a button, and its width where there is room (pixels)."""

_NARROWEST = 34
_GAP = 4


class ScaleRow(QWidget):
    """A question with a number from 0 to 10 for an answer; `chosen` carries each new one."""

    chosen = Signal(int)

    def __init__(self, name: str, question: str, parent: QWidget | None = None) -> None:
        """Ask `question`; a screen reader calls the buttons `{name} 3 of 10`."""
        super().__init__(parent)
        self._columns = 0
        self._typed_one = False
        self.question = Label(question, wraps=True)
        self.buttons: list[QPushButton] = []
        # In an exclusive group arrow keys move from number to number, and Tab leaves it.
        self._group = QButtonGroup(self)
        for number in range(WORST + 1):
            button = QPushButton(str(number))
            button.setCheckable(True)
            button.setProperty("tight", True)
            button.setFixedHeight(_SIDE)
            button.setMinimumWidth(_NARROWEST)
            button.setAccessibleName(
                _("{name} {number} of {worst}", name=name, number=number, worst=WORST)
            )
            self._group.addButton(button, number)
            self.buttons.append(button)
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        column(self, self.question, self._grid, spacing=6)
        self._arrange(WORST + 1)
        # Not `idClicked`: a screen reader toggles without a click.
        self._group.idToggled.connect(self._emit)

    @property
    def number(self) -> int | None:
        """What is chosen; None before that."""
        number = self._group.checkedId()
        return None if number < 0 else number

    def show_number(self, number: int | None) -> None:
        """Show what was chosen, without a signal."""
        self._typed_one = False
        self._group.setExclusive(False)
        with QSignalBlocker(self._group):
            for place, button in enumerate(self.buttons):
                button.setChecked(place == number)
        self._group.setExclusive(True)

    @property
    def has_focus(self) -> bool:
        """Whether one of the buttons has the focus."""
        return any(button.hasFocus() for button in self.buttons)

    def type_digit(self, digit: int) -> None:
        """Choose by a key; 1 and then 0 are ten."""
        ten = digit == 0 and self._typed_one and self.number == 1
        button = self.buttons[WORST if ten else digit]
        button.setFocus()
        button.click()
        self._typed_one = digit == 1

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take digits where one of the buttons has the focus."""
        digit = digit_of(event)
        if digit is None:
            super().keyPressEvent(event)
        else:
            self.type_digit(digit)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for little width: the buttons stand in more rows where it is narrow."""
        return QSize(1, super().minimumSizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stand the buttons in one row where they fit, else in two or three."""
        super().resizeEvent(event)
        fit = (self.width() + _GAP) // (_NARROWEST + _GAP)
        self._arrange(next((columns for columns in (WORST + 1, 6) if columns <= fit), 4))

    def _emit(self, number: int, is_checked: bool) -> None:
        if is_checked:
            self.chosen.emit(number)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for place in range(max(columns, self._columns)):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        self._columns = columns
        for number, button in enumerate(self.buttons):
            self._grid.addWidget(button, *divmod(number, columns))


def digit_of(event: QKeyEvent) -> int | None:
    """Return the digit that a key stands for; None for any other key."""
    text = event.text()
    return int(text) if len(text) == 1 and text.isascii() and text.isdigit() else None


class RatingCard(QFrame):
    """Two rows of numbers and a note. `rated` carries the `Rating` each time it changes.

    `opted_out` is emitted when the person does not want to be asked again.
    """

    rated = Signal(object)
    opted_out = Signal()

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
        self._buttons = ButtonRow(self.skip, self.never)
        line = row(None, note_name, self.note)
        parts = (self.pain, self.effort, line, self._buttons)
        column(self, *parts, spacing=10, margins=(14, 12, 14, 12))
        for scale in (self.pain, self.effort):
            scale.chosen.connect(self._emit)
        self.note.editingFinished.connect(self._emit_note)
        self.skip.clicked.connect(self.hide)
        self.never.clicked.connect(self.opted_out)

    def ask(self, rating: Rating) -> None:
        """Ask, with what was answered already."""
        self.pain.show_number(rating.pain)
        self.effort.show_number(rating.effort)
        self._note = rating.note
        self.note.setText(rating.note)
        self._name_skip()
        self.show()

    def type_digit(self, digit: int) -> None:
        """Answer the question that has the focus, else the first without an answer."""
        rows = (self.pain, self.effort)
        focused = next((row for row in rows if row.has_focus), None)
        unanswered = next((row for row in rows if row.number is None), self.effort)
        (focused or unanswered).type_digit(digit)

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Lose no note that was typed last."""
        super().hideEvent(event)
        self._emit_note()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stand the buttons one below the other where it is narrow."""
        super().resizeEvent(event)
        self._buttons.set_room(self.width())

    def _emit_note(self) -> None:
        if self.note.text() != self._note:
            self._emit()

    def _name_skip(self) -> None:
        open_still = self.pain.number is None and self.effort.number is None
        self.skip.setText(_("Skip") if open_still else _("Close"))

    def _emit(self) -> None:
        self._name_skip()
        self._note = self.note.text()
        self.rated.emit(Rating(self.pain.number, self.effort.number, self._note))
