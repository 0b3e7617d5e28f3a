"""The settings, in groups, applied at once, each with the way back to its default."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.core.appearance import Appearance
from soleus_timer.core.preferences import FormCues, RepCounts, ToneSet
from soleus_timer.core.settings import Settings
from soleus_timer.ui.sound_desk import SoundDesk
from soleus_timer.ui.translation import tr
from soleus_timer.ui.widgets.own_sounds import OwnSounds

_WIDEST = 820
_LOWEST_FIELD = 34


class SettingsPage(QWidget):
    """Edits a copy of the settings; `changed` carries the new ones."""

    changed = Signal(object)
    home_asked = Signal()

    def __init__(
        self,
        settings: Settings,
        workouts_folder: Path,
        desk: SoundDesk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._folder = workouts_folder
        self._desk = desk
        self.sound = QCheckBox(tr("Sound on"))
        self.device = QComboBox()
        self.volume = _slider(tr("Volume"))
        self.voice_volume = _slider(tr("Volume of the voice"))
        self.tone_volume = _slider(tr("Volume of the tones"))
        self.tone_set = _choice(
            (ToneSet.SOFT, tr("Soft")), (ToneSet.BRIGHT, tr("Bright")), (ToneSet.WOOD, tr("Wood"))
        )
        self.own_sounds = OwnSounds()
        self.test = QPushButton(tr("Test sound"))
        self.output = QLabel()
        self.voice = QCheckBox(tr("A voice leads"))
        self.form_cues = _choice(
            (FormCues.ALL, tr("All")), (FormCues.SOME, tr("Some")), (FormCues.NONE, tr("None"))
        )
        self.rep_counts = _choice(
            (RepCounts.EACH, tr("Each")),
            (RepCounts.EVERY_FIFTH, tr("Every fifth")),
            (RepCounts.LAST_FIVE, tr("The last five")),
            (RepCounts.OFF, tr("None")),
        )
        self.halfway = QCheckBox(tr("Say halfway"))
        self.ten_seconds = QCheckBox(tr("Say when ten seconds are left"))
        self.countdown_ticks = QCheckBox(tr("Tick the last three seconds"))
        self.tempo_tones = QCheckBox(tr("Tones for up and down"))
        self.voice_speed = QDoubleSpinBox()
        self.voice_speed.setRange(0.5, 2.0)
        self.voice_speed.setSingleStep(0.1)
        self.voice_speed.setDecimals(1)
        self.voice_problem = QLabel()
        self.voice_problem.setObjectName("problem")
        self.voice_problem.setWordWrap(True)
        self.voice_problem.hide()
        self.count_in = QDoubleSpinBox()
        self.count_in.setRange(0, 10)
        self.count_in.setDecimals(0)
        self.count_in.setSuffix(tr(" s"))
        self.count_in.setSpecialValueText(tr("none"))
        self.appearance = _choice(
            (Appearance.SYSTEM, tr("As the system")),
            (Appearance.LIGHT, tr("Light")),
            (Appearance.DARK, tr("Dark")),
        )
        self.flash = QCheckBox(tr("Flash gently at changes while the sound is off"))
        self.folder_button = QPushButton(tr("Open folder"))
        self.home = QPushButton(tr("Home"))
        self.home.setObjectName("primary")
        self.home.setMinimumHeight(48)
        self.defaults = QPushButton(tr("All back to default"))
        self._lay_out()
        self.show_settings(settings)
        self._connect()

    def show_settings(self, settings: Settings) -> None:
        """Show `settings`, which were changed elsewhere."""
        self._settings = settings
        fields: list[QWidget] = [*self._checks(), *self._choices(), *self._numbers(), self.device]
        for field in fields:
            field.blockSignals(True)
        self.sound.setChecked(not settings.muted)
        for check, key in self._checks().items():
            if key != "muted":
                check.setChecked(bool(getattr(settings, key)))
        for choice, key in self._choices().items():
            choice.setCurrentIndex(choice.findData(getattr(settings, key)))
        for number, key in self._numbers().items():
            number.setValue(getattr(settings, key))
        self.own_sounds.show_sounds(dict(settings.sounds))
        self._show_devices([])
        for field in fields:
            field.blockSignals(False)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the first field, with the outputs there are now."""
        super().showEvent(event)
        self.test.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.devices_asked.emit()

    def _checks(self) -> dict[QCheckBox, str]:
        return {
            self.sound: "muted",
            self.voice: "voice",
            self.halfway: "halfway",
            self.ten_seconds: "ten_seconds",
            self.countdown_ticks: "countdown_ticks",
            self.tempo_tones: "tempo_tones",
            self.flash: "flash",
        }

    def _choices(self) -> dict[QComboBox, str]:
        return {
            self.tone_set: "tone_set",
            self.form_cues: "form_cues",
            self.rep_counts: "rep_counts",
            self.appearance: "appearance",
        }

    def _numbers(self) -> dict[QSlider | QDoubleSpinBox, str]:
        return {
            self.volume: "volume",
            self.voice_volume: "voice_volume",
            self.tone_volume: "tone_volume",
            self.voice_speed: "voice_speed",
            self.count_in: "count_in_seconds",
        }

    def _connect(self) -> None:
        for check, key in self._checks().items():
            check.toggled.connect(
                lambda on, key=key: self._change(key, not on if key == "muted" else on)
            )
        for choice, key in self._choices().items():
            choice.currentIndexChanged.connect(
                lambda _index, choice=choice, key=key: self._change(key, choice.currentData())
            )
        for number, key in self._numbers().items():
            number.valueChanged.connect(lambda value, key=key: self._change(key, value))
        self.device.activated.connect(
            lambda _index: self._change("device", self.device.currentData())
        )
        self.own_sounds.changed.connect(lambda sounds: self._change("sounds", sounds))
        self.test.clicked.connect(self._test)
        self._desk.devices_told.connect(self._show_devices)
        self._desk.output_told.connect(self._show_output)
        self._desk.problem_told.connect(self.output.setText)
        self._desk.voice_told.connect(self._show_voice_problem)
        self.folder_button.clicked.connect(self._open_folder)
        self.defaults.clicked.connect(self._back_to_defaults)
        self.home.clicked.connect(self.home_asked)

    def _change(self, key: str, value: object) -> None:
        self._settings = self._settings.model_copy(update={key: value})
        self.changed.emit(self._settings)

    def _back_to_defaults(self) -> None:
        kept = {"choices": self._settings.choices, "sound_checked": self._settings.sound_checked}
        settings = Settings().model_copy(update=kept)
        self.show_settings(settings)
        self.changed.emit(settings)

    def _test(self) -> None:
        self.output.setText(tr("Playing …"))
        self._change("sound_checked", True)
        self._desk.test_asked.emit()

    def _show_output(self, name: str) -> None:
        if not name:
            return  # why, is told by itself
        self.output.setText(tr("Played on {device}").format(device=name))

    def _show_voice_problem(self, text: str) -> None:
        self.voice_problem.setText(text)
        self.voice_problem.show()

    def _show_devices(self, names: list[str]) -> None:
        chosen = self._settings.device
        self.device.blockSignals(True)
        self.device.clear()
        self.device.addItem(tr("The system's own choice"), "")
        for name in dict.fromkeys([*names, *([chosen] if chosen else [])]):
            self.device.addItem(name, name)
        self.device.setCurrentIndex(max(0, self.device.findData(chosen)))
        self.device.blockSignals(False)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _lay_out(self) -> None:
        test = QHBoxLayout()
        test.addWidget(self.test)
        test.addWidget(self.output, 1)
        sound = _group(
            tr("Sound"),
            (self.sound, None),
            (test, None),
            (self.device, tr("Output")),
            (self.volume, tr("Volume")),
            (self.voice_volume, tr("Voice")),
            (self.tone_volume, tr("Tones")),
            (self.tone_set, tr("Tone set")),
            (self.own_sounds, tr("Your own sounds")),
        )
        spoken = _group(
            tr("What is said and sounded"),
            (self.voice, None),
            (self.form_cues, tr("Reminders of good form")),
            (self.rep_counts, tr("Reps counted aloud")),
            (self.halfway, None),
            (self.ten_seconds, None),
            (self.countdown_ticks, None),
            (self.tempo_tones, None),
            (self.voice_speed, tr("Speed of words you typed")),
            (self.voice_problem, None),
        )
        session = _group(
            tr("Session and window"),
            (self.count_in, tr("Count back in after a pause")),
            (self.appearance, tr("Appearance")),
            (self.flash, None),
        )
        folder = QLabel(str(self._folder))
        folder.setObjectName("quiet")
        folder.setWordWrap(True)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        workouts = _group(tr("Your workouts"), (folder, None), (self.folder_button, None))
        title = QLabel(tr("Settings"))
        title.setObjectName("title")
        inner = QWidget()
        groups = QVBoxLayout(inner)
        groups.setContentsMargins(0, 0, 12, 0)
        for widget in (title, sound, spoken, session, workouts, self.defaults):
            widget.setMaximumWidth(_WIDEST)
            groups.addWidget(widget)
        groups.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(scroll, 1)
        column.addWidget(self.home)


def _group(title: str, *rows: tuple[QWidget | QHBoxLayout, str | None]) -> QFrame:
    """Return a card with a heading and fields, each with its label or a text of its own."""
    card = QFrame()
    card.setObjectName("card")
    form = QFormLayout(card)
    form.setContentsMargins(22, 16, 22, 16)
    form.setVerticalSpacing(12)
    form.setHorizontalSpacing(20)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    heading = QLabel(title)
    heading.setObjectName("heading")
    form.addRow(heading)
    for field, label in rows:
        if label is None:
            form.addRow(field)
        else:
            if isinstance(field, QWidget):
                field.setMinimumHeight(_LOWEST_FIELD)
                field.setAccessibleName(label)
            form.addRow(label, field)
    return card


def _slider(name: str) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, 100)
    slider.setAccessibleName(name)
    return slider


def _choice(*items: tuple[StrEnum, str]) -> QComboBox:
    choice = QComboBox()
    for value, text in items:
        choice.addItem(text, value)
    return choice
