"""A person's own sound file for each tone."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QPushButton, QVBoxLayout, QWidget

from soleus_timer.domain.session.events import Tone
from soleus_timer.messages import _
from soleus_timer.ui.notices import tone_name
from soleus_timer.ui.widgets.fields import ChoiceBox
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.plain_text import set_tip


class OwnSounds(QWidget):
    """Chooses a file for a tone; a field of the settings page for the setting `sounds`."""

    key = "sounds"

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sounds: dict[Tone, str] = {}
        self.tone = ChoiceBox()
        self.tone.setAccessibleName(_("Tone"))
        # On Linux a combo box is called by what is chosen in it; it takes a label, or this.
        self.tone.setAccessibleDescription(_("Tone"))
        for tone in Tone:
            self.tone.addItem(tone_name(tone), tone)
        self.file = Label()
        self.file.setObjectName("quiet")
        self.file.setWordWrap(True)
        self.choose = QPushButton(_("Choose a file"))
        self.default = QPushButton(_("Use built-in"))
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.addWidget(self.choose)
        self._buttons.addWidget(self.default)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tone)
        column.addWidget(self.file)
        column.addLayout(self._buttons)
        self.tone.currentIndexChanged.connect(self._show)
        self.choose.clicked.connect(self._ask)
        self.default.clicked.connect(lambda: self._take(""))
        self._show()

    def show_setting(self, sounds: dict[Tone, str]) -> None:
        """Show what is chosen."""
        self._sounds = dict(sounds)
        self._show()

    def listen(self, tell: Callable[[object], None]) -> None:
        """Let `tell` know of all that is chosen, by tone, when it changes."""
        self.changed.connect(tell)

    def set_narrow(self, narrow: bool) -> None:
        """Put the buttons one below the other where there is no room side by side."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._buttons.setDirection(way)

    def _ask(self) -> None:
        kinds = _("Sounds") + " (*.wav *.flac *.ogg)"
        path, _kind = QFileDialog.getOpenFileName(self, _("A sound for this tone"), "", kinds)
        if path:
            self._take(path)

    def _take(self, path: str) -> None:
        tone = Tone(self.tone.currentData())
        self._sounds.pop(tone, None)
        if path:
            self._sounds[tone] = path
        self._show()
        self.changed.emit(dict(self._sounds))

    def _show(self) -> None:
        path = self._sounds.get(Tone(self.tone.currentData()))
        self.file.setText(Path(path).name if path else _("Built-in"))
        set_tip(self.file, path or "")
        if path is None and self.default.hasFocus():
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self.default.setVisible(path is not None)
