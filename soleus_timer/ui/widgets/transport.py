"""The buttons of a session: one large one that says what it does, and the others below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from soleus_timer.core.commands import (
    AddTime,
    Back,
    Command,
    Done,
    Pause,
    RedoSet,
    Resume,
    Skip,
    Start,
    Stop,
)
from soleus_timer.ui.translation import tr

_PRIMARY: dict[type[Command], str] = {Start: "Start", Pause: "Pause", Resume: "Resume"}


class Transport(QWidget):
    """Offers what is legal now; what is not stays in its place, switched off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.primary = self._button("Start", tr("Space"))
        self.primary.setObjectName("primary")
        self.done = self._button("Set done", tr("Enter"))
        self.back = self._button("Back", tr("Left"))
        self.redo = self._button("Redo set", "R")
        self.skip = self._button("Skip", tr("Enter"))
        self.add_time = self._button("+15 s", "+")
        self.stop = self._button("Stop", "")
        self._commands: dict[QPushButton, type[Command]] = {
            self.done: Done,
            self.back: Back,
            self.redo: RedoSet,
            self.skip: Skip,
            self.add_time: AddTime,
            self.stop: Stop,
        }
        first = QHBoxLayout()
        first.addWidget(self.primary, 3)
        first.addWidget(self.done, 2)
        second = QHBoxLayout()
        for button in (self.back, self.redo, self.skip, self.add_time, self.stop):
            second.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(first)
        column.addLayout(second)
        self._legal: frozenset[type[Command]] | None = None

    def show_legal(self, legal: frozenset[type[Command]]) -> None:
        """Offer the commands in `legal`."""
        if legal == self._legal:
            return
        self._legal = legal
        for command, name in _PRIMARY.items():
            if command in legal:
                self.primary.setText(tr(name))
                self.primary.setAccessibleName(name)
        self.primary.setEnabled(bool(legal & _PRIMARY.keys()))
        for button, command in self._commands.items():
            if button.hasFocus() and command not in legal:
                # A switched-off button must not take the keyboard with it.
                self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setEnabled(command in legal)

    def set_room(self, width: int, height: int) -> None:
        """Choose sizes for a page of `width` by `height` pixels."""
        font = self.font()
        font.setPixelSize(max(11, min(height // 36, width // 46)))
        for button in self._commands:
            button.setFont(font)
            button.setMinimumHeight(max(26, height // 17))
        font.setPixelSize(max(13, min(height // 22, width // 30)))
        self.primary.setFont(font)
        self.primary.setMinimumHeight(max(34, height // 10))
        self.done.setFont(font)
        self.done.setMinimumHeight(max(34, height // 10))

    def _button(self, name: str, key: str) -> QPushButton:
        button = QPushButton(tr(name))
        button.setAccessibleName(name)
        # A click must not move the focus: Space stays with the large button.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if key:
            button.setToolTip(tr("Key: {key}").format(key=key))
        return button
