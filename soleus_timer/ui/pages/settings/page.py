"""The settings, in groups, applied at once, each with the way back to its default."""

from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from soleus_timer.domain.appearance import Appearance, Motion, Units
from soleus_timer.domain.settings import (
    VOICE_SPEEDS,
    FormCues,
    RepCounts,
    Settings,
    ToneSet,
    WhenAsleep,
)
from soleus_timer.domain.units import UnitSystem
from soleus_timer.messages import _
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.audio_signals import SoundDesk
from soleus_timer.ui.desktop import units_of_locale
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.settings.fields import (
    Choice,
    Loudness,
    Number,
    OutputChoice,
    OwnSounds,
    PaceChoice,
    Switch,
    WholeNumber,
)
from soleus_timer.ui.pages.settings.rows import Card, CardColumns, Row
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.layout import column, row, scrolled
from soleus_timer.ui.widgets.plain_text import PathLabel


class SettingsPage(QWidget):
    """Edits a copy of the settings; `changed` carries the new ones.

    `mute_asked` asks for the sound to be off, or on, where the command line said otherwise.
    """

    changed = Signal(object)
    mute_asked = Signal(bool)
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
        self._is_muted_by_option = False
        self.sound = Switch("muted", opposite=True)
        self.muted_by_option = Label(_("Off for this run, by --mute."), name="quiet", wraps=True)
        self.muted_by_option.hide()
        self.device = OutputChoice("device")
        self.test = QPushButton(_("Test sound"))
        self.output = Label(desk.problem, wraps=True)
        self.sample = QPushButton(_("Play a sample"))
        self.sample.setAccessibleName(_("Play a sample of the voice"))
        self.sample_answer = Label(wraps=True)
        self._answer_place = self.output
        """Where the answer to the last press belongs."""
        self.voice_problem = Label(name="problem", wraps=True)
        self.voice_problem.hide()
        self.folder_button = QPushButton(_("Open folder"))
        self.defaults = QPushButton(_("All back to default"))
        self.home = QPushButton(_("Home"))
        self.home.setObjectName("primary")
        self.cards = self._make_cards()
        self.rows = {
            part.field.key: part
            for card in self.cards
            for part in card.rows
            if isinstance(part, Row)
        }
        """By the keys of the settings, in the order of the page."""
        self._lay_out()
        self._set_tab_order()
        self.show_settings(settings)
        self._connect()
        if desk.voice_problem:
            self._show_voice_problem(desk.voice_problem)

    def show_settings(self, settings: Settings) -> None:
        """Show `settings`, which were changed elsewhere."""
        self._settings = settings
        defaults = Settings()
        differs = False
        for key, shown in self.rows.items():
            value: Any = getattr(settings, key)
            is_default = value == getattr(defaults, key)
            shown.field.show_setting(value)
            shown.offer_default(not is_default)
            differs = differs or not is_default
        self.sound.show_setting(self._is_muted)
        self.defaults.setEnabled(differs)

    def show_muted_by_option(self, muted: bool) -> None:
        """Show whether --mute has the sound off for this run, whatever the settings say."""
        self._is_muted_by_option = muted
        self.muted_by_option.setVisible(muted)
        self.sound.show_setting(self._is_muted)

    @property
    def _is_muted(self) -> bool:
        return self._settings.muted or self._is_muted_by_option

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the first field, with the outputs there are now."""
        super().showEvent(event)
        self._use_room()
        self.test.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.verticalScrollBar().setValue(0)
        self._desk.devices_asked.emit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Use the room there is."""
        super().resizeEvent(event)
        self._use_room()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out again for letters of another size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.isVisible():
            self._use_room()

    def _use_room(self) -> None:
        margin = max(8, min(self.width(), self.height()) // 34)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(margin)
        self.home.setMinimumHeight(max(SIZES.lowest_control, min(48, self.height() // 12)))
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        width = self._columns.set_room(self.width() - 2 * margin - bar - 2)
        self._inner.setMaximumWidth(width + 2)
        self.home.setFixedWidth(min(self.width() - 2 * margin, SIZES.reading_width))

    def _connect(self) -> None:
        for key, shown in self.rows.items():
            shown.field.listen(partial(self._change, key))
            shown.default_asked.connect(partial(self._back_to_default, key))
        self.test.clicked.connect(self._test)
        self.sample.clicked.connect(self._play_sample)
        self._desk.devices_listed.connect(self.device.show_names)
        self._desk.output_reported.connect(self._show_output)
        self._desk.problem_reported.connect(self._answer)
        self._desk.voice_problem_reported.connect(self._show_voice_problem)
        self.folder_button.clicked.connect(self._open_folder)
        self.defaults.clicked.connect(self._back_to_defaults)
        self.home.clicked.connect(self.home_asked)

    def _change(self, key: str, value: Any) -> None:
        if key == "muted" and self._is_muted_by_option:
            self.mute_asked.emit(value)
            return
        self._take(replace(self._settings, **{key: value}))

    def _back_to_default(self, key: str) -> None:
        self._change(key, getattr(Settings(), key))

    def _back_to_defaults(self) -> None:
        # A setting without a field is not a person's wish but what the program remembers.
        defaults = {key: getattr(Settings(), key) for key in self.rows}
        self.home.setFocus(Qt.FocusReason.OtherFocusReason)
        self._take(replace(self._settings, **defaults))

    def _take(self, settings: Settings) -> None:
        self.show_settings(settings)
        self.changed.emit(settings)

    def _test(self) -> None:
        self._answer_place = self.output
        if self._is_muted:
            # Silence must not pass for a fault of the output.
            self._answer(_("The sound is off: switch it on to hear it."))
            return
        self._play(self.output, self._desk.test_asked)
        self._change("sound_checked", True)

    def _play_sample(self) -> None:
        self._answer_place = self.sample_answer
        if self._is_muted:
            self._answer(_("The sound is off: switch it on to hear it."))
        elif not self._settings.voice:
            self._answer(_("The voice is off: switch it on to hear it."))
        else:
            self._play(self.sample_answer, self._desk.sample_asked)

    def _play(self, place: Label, signal: SignalInstance) -> None:
        # What was played before is not heard to its end, and has no answer.
        self.output.clear()
        self.sample_answer.clear()
        place.setText(_("Playing …"))
        signal.emit()

    def _show_output(self, name: str) -> None:
        if name:  # without an output, `problem_reported` says why
            self._answer(_("Played on {device}", device=name))

    def _answer(self, text: str) -> None:
        self._answer_place.setText(text)
        if self.isVisible():
            announce(self, text)

    def _show_voice_problem(self, text: str) -> None:
        self.voice_problem.setText(text)
        self.voice_problem.show()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _make_cards(self) -> tuple[Card, ...]:
        path = PathLabel(self._folder)
        path.setObjectName("quiet")
        return (
            Card(
                _("Sound"),
                Row(_("Sound on"), self.sound),
                self.muted_by_option,
                Row(_("Output"), self.device),
                Row(_("Volume"), Loudness("volume")),
                _beside(self.test, self.output),
            ),
            Card(
                _("Voice"),
                Row(_("A voice leads"), Switch("voice")),
                Row(_("Voice volume"), Loudness("voice_volume")),
                Row(_("Pace of the voice"), PaceChoice("voice_speed", _paces())),
                _beside(self.sample, self.sample_answer),
                self.voice_problem,
            ),
            Card(
                _("Tones"),
                Row(_("Tone volume"), Loudness("tone_volume")),
                Row(_("Tone set"), Choice("tone_set", _tone_sets())),
                Row(_("Your own sounds"), OwnSounds()),
            ),
            Card(
                _("Cues"),
                Row(_("Form reminders"), Choice("form_cues", _form_cues())),
                Row(_("Count reps aloud"), Choice("rep_counts", _rep_counts())),
                Row(_("Say halfway"), Switch("halfway")),
                Row(_("Say when ten seconds are left"), Switch("ten_seconds")),
                Row(_("Tick the last three seconds"), Switch("countdown_ticks")),
                Row(_("Tones for up and down"), Switch("tempo_tones")),
            ),
            Card(
                _("Session"),
                Row(
                    _("Count in after a pause"),
                    Number("count_in_seconds", (0, 10), step=1, unit=_(" s"), at_least=_("none")),
                ),
                Row(_("While the computer sleeps"), Choice("when_asleep", _when_asleep())),
            ),
            Card(
                _("After a session"),
                Row(_("Ask for pain and effort"), Switch("ask_pain_and_effort")),
                Row(_("Suggest the next dose"), Switch("progression")),
                Row(_("Planned days a week"), WholeNumber("planned_days_a_week", (1, 7))),
            ),
            Card(
                _("Display"),
                Row(_("Appearance"), Choice("appearance", _appearances())),
                Row(_("Motion"), Choice("motion", _motions())),
                Row(_("Flash gently at changes while the sound is off"), Switch("flash")),
            ),
            Card(_("Units"), Row(_("Lengths and distances"), Choice("units", _units()))),
            Card(
                _("Your workouts"),
                Label(_("Everything stays on this computer, in a folder of your own."), wraps=True),
                path,
                _beside(self.folder_button),
            ),
        )

    def _lay_out(self) -> None:
        title = Label(_("Settings"))
        title.setObjectName("title")
        left = Qt.AlignmentFlag.AlignLeft
        self._columns = CardColumns(self.cards)
        self._inner = QWidget()
        inner = column(self._inner, title, spacing=SIZES.gap, margins=(0, 0, 2, 0))
        inner.addWidget(self._columns, 0, left)
        inner.addWidget(self.defaults, 0, left)
        inner.addStretch(1)
        self._scroll = scrolled(self._inner)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column = column(self)
        self._column.addWidget(self._scroll, 1)
        self._column.addWidget(self.home, 0, Qt.AlignmentFlag.AlignHCenter)

    def _set_tab_order(self) -> None:
        """Let Tab go through the groups as they are read, however many columns there are."""
        stops: list[QWidget] = []
        for card in self.cards:
            for part in card.rows:
                stops += part.stops if isinstance(part, Row) else part.findChildren(QPushButton)
        for one, following in pairwise([*stops, self.defaults, self.home]):
            QWidget.setTabOrder(one, following)


def _beside(button: QPushButton, text: Label | None = None) -> QWidget:
    """Return a button and, to its right, the text that answers a press."""
    both = QWidget()
    line = row(both)
    line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    if text is None:
        line.addStretch(1)
    else:
        line.addWidget(text, 1)
    return both


def _tone_sets() -> dict[ToneSet, str]:
    return {ToneSet.SOFT: _("Soft"), ToneSet.BRIGHT: _("Bright"), ToneSet.WOOD: _("Wood")}


def _paces() -> dict[float, str]:
    slower, usual, faster = VOICE_SPEEDS
    return {slower: _("A little slower"), usual: _("Usual"), faster: _("A little faster")}


def _form_cues() -> dict[FormCues, str]:
    return {FormCues.ALL: _("All"), FormCues.SOME: _("Some"), FormCues.NONE: _("None")}


def _rep_counts() -> dict[RepCounts, str]:
    return {
        RepCounts.EACH: _("Each"),
        RepCounts.EVERY_FIFTH: _("Every fifth"),
        RepCounts.LAST_FIVE: _("The last five"),
        RepCounts.OFF: _("None"),
    }


def _when_asleep() -> dict[WhenAsleep, str]:
    return {
        WhenAsleep.RESTS_RUN_ON: _("Rest continues"),
        WhenAsleep.PAUSE: _("Rest pauses too"),
    }


def _appearances() -> dict[Appearance, str]:
    return {
        Appearance.SYSTEM: _("System"),
        Appearance.LIGHT: _("Light"),
        Appearance.DARK: _("Dark"),
        Appearance.CONTRAST: _("High contrast"),
    }


def _motions() -> dict[Motion, str]:
    return {
        Motion.SYSTEM: _("System"),
        Motion.LESS: _("Less"),
        Motion.FULL: _("Full"),
    }


def _units() -> dict[Units, str]:
    of_system = {
        UnitSystem.METRIC: _("System: metres"),
        UnitSystem.IMPERIAL: _("System: feet"),
        None: _("As the workout says"),
    }
    return {
        Units.AUTOMATIC: of_system[units_of_locale()],
        Units.METRIC: _("Metres"),
        Units.IMPERIAL: _("Feet and inches"),
    }
