"""A line that says what was deleted, with the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label


class UndoBar(QFrame):
    """Hidden until something is deleted; `undo_asked` carries the id of what is to come back."""

    undo_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._deleted = ""
        self.text = Label()
        self.text.setWordWrap(True)
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
