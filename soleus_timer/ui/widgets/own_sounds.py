"""A person's own sound file for each tone."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QLabel, QPushButton, QWidget

from soleus_timer.core.cues import Tone
from soleus_timer.ui.translation import tr


def tone_name(tone: Tone) -> str:
    """Return what a tone is for, in words."""
    return {
        Tone.TICK: tr("Countdown"),
        Tone.WORK: tr("Work begins"),
        Tone.REST: tr("Rest begins"),
        Tone.TURN: tr("Turn around"),
        Tone.SWITCH: tr("Switch sides"),
        Tone.DONE: tr("Done"),
        Tone.UP: tr("Tempo: up"),
        Tone.DOWN: tr("Tempo: down"),
        Tone.BEAT: tr("Metronome"),
    }[tone]


class OwnSounds(QWidget):
    """Chooses a file for a tone; `changed` carries all that are chosen, by tone."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sounds: dict[Tone, str] = {}
        self.tone = QComboBox()
        self.tone.setAccessibleName(tr("Tone"))
        for tone in Tone:
            self.tone.addItem(tone_name(tone), tone)
        self.file = QLabel()
        self.file.setObjectName("quiet")
        self.file.setWordWrap(True)
        self.choose = QPushButton(tr("Choose a file"))
        self.default = QPushButton(tr("Back to ours"))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tone, 0, 0)
        layout.addWidget(self.choose, 0, 1)
        layout.addWidget(self.default, 0, 2)
        layout.addWidget(self.file, 1, 0, 1, 3)
        layout.setColumnStretch(0, 1)
        self.tone.currentIndexChanged.connect(self._show)
        self.choose.clicked.connect(self._ask)
        self.default.clicked.connect(lambda: self._take(""))
        self._show()

    def show_sounds(self, sounds: dict[Tone, str]) -> None:
        """Show what is chosen."""
        self._sounds = dict(sounds)
        self._show()

    def _ask(self) -> None:
        kinds = tr("Sounds") + " (*.wav *.flac *.ogg)"
        path, _ = QFileDialog.getOpenFileName(self, tr("A sound for this tone"), "", kinds)
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
        self.file.setText(Path(path).name if path else tr("Our own sound"))
        self.file.setToolTip(path or "")
        self.default.setEnabled(path is not None)
