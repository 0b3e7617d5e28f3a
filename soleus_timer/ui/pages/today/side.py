"""What stands beside the hero: the search, the workouts as cards, and the ways to other pages."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.ports import LastDone
from soleus_timer.messages import _
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.keys import takes_key
from soleus_timer.ui.pages.today.workout_list import WorkoutList
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.figure_pictures import Thumbnails
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.plain_text import set_tip


class SearchField(QLineEdit):
    """Tells `textChanged` as any field does; `list_asked` and `taken` for Down and Enter."""

    list_asked = Signal()
    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("Search"))
        self.setAccessibleName(_("Search workouts"))
        self.setAccessibleDescription(_("By name, exercise or what is trained. Esc clears."))
        set_tip(self, _("Name, exercise or what is trained"))
        self.setClearButtonEnabled(True)
        self.returnPressed.connect(self.taken)

    def event(self, event: QEvent) -> bool:
        """Have Esc for itself while there is something to clear."""
        return takes_key(event, *_own_keys(has_text=bool(self.text()))) or super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Clear, go to the list, or write."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.list_asked.emit()
        else:
            super().keyPressEvent(event)


def _own_keys(*, has_text: bool) -> set[Qt.Key]:
    keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}
    return keys | {Qt.Key.Key_Escape} if has_text else keys


class TodaySide(QWidget):
    """Search, cards and buttons; tells by the signals of its parts."""

    def __init__(
        self,
        theme: Theme,
        thumbnails: Thumbnails,
        choices: Mapping[str, Choices],
        history: LastDone | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.heading = Label(_("Workouts"))
        self.heading.setObjectName("heading")
        self.search = SearchField()
        self.search.setMinimumHeight(36)
        self.nothing = Label()
        self.nothing.setObjectName("quiet")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.hide()
        self.list = WorkoutList(theme, thumbnails, choices, history)
        self.sound_check = QPushButton(_("Check the sound first"))
        self.settings = QPushButton(_("Settings"))
        self.learn = QPushButton(_("Learn"))
        self.keys = QPushButton(_("Keys"))
        self.history = QPushButton(_("History"))
        self._in_one_row: bool | None = None
        self._lay_out()
        self.search.textChanged.connect(self._search)
        self.search.list_asked.connect(self._go_to_list)
        self.search.taken.connect(self.list.take_first)
        self.list.filled.connect(lambda: self._search(self.search.text()))

    def stops(self) -> list[QWidget]:
        """Return what the keyboard stops at, in order."""
        return [self.search, self.list, self.sound_check, *self._ways()]

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stand the buttons in a row where they fit, else in two."""
        super().resizeEvent(event)
        widths = [button.sizeHint().width() for button in self._ways()]
        needed = len(widths) * max(widths) + (len(widths) - 1) * self._buttons.spacing()
        self._place_buttons(in_one_row=needed <= self.width())

    def _search(self, text: str) -> None:
        found = self.list.search(text)
        nothing = found == 0 and bool(text.strip())
        self.nothing.setText(_("Nothing found for “{words}”.", words=text.strip()))
        if nothing and self.nothing.isHidden():
            announce(self.nothing, self.nothing.text())
        self.nothing.setVisible(nothing)
        self.list.setVisible(not nothing)

    def _place_buttons(self, *, in_one_row: bool) -> None:
        if in_one_row == self._in_one_row:
            return
        self._in_one_row = in_one_row
        for number, button in enumerate(self._ways()):
            row, column, wide = (0, number, 1) if in_one_row else (*divmod(number, 2), 2)
            self._buttons.addWidget(button, 1 + row, column * wide, 1, wide)

    def _ways(self) -> tuple[QPushButton, ...]:
        """Return the buttons that lead to other pages."""
        return self.history, self.settings, self.learn, self.keys

    def _go_to_list(self) -> None:
        if self.list.cards.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.list.cards.index(0))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.heading)
        top.addWidget(self.search, 1)
        self._buttons = QGridLayout()
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.sound_check, 0, 0, 1, 4)
        self._place_buttons(in_one_row=True)
        for column in range(4):
            self._buttons.setColumnStretch(column, 1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(10)
        column_of_all.addLayout(top)
        column_of_all.addWidget(self.nothing, 1)
        column_of_all.addWidget(self.list, 1)
        column_of_all.addLayout(self._buttons)
