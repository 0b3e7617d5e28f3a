"""Questions and answers in small windows of their own."""

from typing import Self

from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.keys import SESSION_KEYS, WINDOW_KEYS
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.plain_text import Message


class StopQuestion(Message):
    """Asks before a session ends early. What was done is kept either way."""

    def __init__(self, parent: QWidget | None, *, closing: bool, runs: bool = True) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Stop the session?"))
        self.setText(
            _("Stop the session and close the window?") if closing else _("Stop the session?")
        )
        if runs:
            self.setInformativeText(_("The clock keeps running while you decide."))
        self._stop = self.addButton(_("Stop session"), Message.ButtonRole.DestructiveRole)
        keep = self.addButton(_("Keep going"), Message.ButtonRole.RejectRole)
        self.setDefaultButton(keep)
        self.setEscapeButton(keep)

    @property
    def wants_stop(self) -> bool:
        """Whether the person chose to stop."""
        return self.clickedButton() is self._stop

    @classmethod
    def prepared(cls, parent: QWidget, *, closing: bool, runs: bool = True) -> Self:
        """Return the question, ready to be opened; a test may put another in its place.

        `runs` says whether a clock runs meanwhile.
        """
        return cls(parent, closing=closing, runs=runs)


class KeysDialog(QDialog):
    """All keys and what they do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        layout = QGridLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setHorizontalSpacing(28)
        layout.setVerticalSpacing(10)
        for row, key in enumerate((*SESSION_KEYS, *WINDOW_KEYS)):
            name = Label(_(key.label))
            name.setObjectName("heading")
            layout.addWidget(name, row, 0)
            layout.addWidget(Label(_(key.does)), row, 1)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        layout.addWidget(close, len(SESSION_KEYS) + len(WINDOW_KEYS), 0, 1, 2)
