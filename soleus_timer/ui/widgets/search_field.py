"""A field to search in: Esc clears it, Down and Enter lead into what it finds."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.keys import takes_key
from soleus_timer.ui.plain_text import set_tip


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
