"""Every setting that a person can change: its field, what it is called, and its group."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from soleus_timer.domain.appearance import Appearance, Motion, Units
from soleus_timer.domain.settings import FormCues, RepCounts, ToneSet, WhenAsleep
from soleus_timer.domain.units import UnitSystem
from soleus_timer.messages import _
from soleus_timer.ui.desktop import units_of_locale
from soleus_timer.ui.pages.settings.fields import (
    Choice,
    Field,
    Loudness,
    Number,
    OutputChoice,
    Switch,
    WholeNumber,
)
from soleus_timer.ui.pages.settings.own_sounds import OwnSounds
from soleus_timer.ui.pages.settings.rows import Card, Row
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.plain_text import PathLabel


class AllFields(QWidget):
    """The fields by name, and `cards` that show them in groups."""

    def __init__(self, workouts_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sound = Switch("muted", opposite=True)
        self.muted_by_option = _text("quiet", _("Off for this run, by --mute."))
        self.muted_by_option.hide()
        self.device = OutputChoice("device")
        self.volume = Loudness("volume")
        self.test = QPushButton(_("Test sound"))
        self.output = _text("")
        self.voice = Switch("voice")
        self.voice_volume = Loudness("voice_volume")
        self.voice_speed = Number("voice_speed", (0.5, 2.0), step=0.1, unit=_(" times"))
        self.voice_problem = _text("problem")
        self.voice_problem.hide()
        self.tone_volume = Loudness("tone_volume")
        self.tone_set = Choice(
            "tone_set",
            (
                (ToneSet.SOFT, _("Soft")),
                (ToneSet.BRIGHT, _("Bright")),
                (ToneSet.WOOD, _("Wood")),
            ),
        )
        self.own_sounds = OwnSounds()
        self.form_cues = Choice(
            "form_cues",
            (
                (FormCues.ALL, _("All")),
                (FormCues.SOME, _("Some")),
                (FormCues.NONE, _("None")),
            ),
        )
        self.rep_counts = Choice(
            "rep_counts",
            (
                (RepCounts.EACH, _("Each")),
                (RepCounts.EVERY_FIFTH, _("Every fifth")),
                (RepCounts.LAST_FIVE, _("The last five")),
                (RepCounts.OFF, _("None")),
            ),
        )
        self.halfway = Switch("halfway")
        self.ten_seconds = Switch("ten_seconds")
        self.countdown_ticks = Switch("countdown_ticks")
        self.tempo_tones = Switch("tempo_tones")
        self.count_in = Number(
            "count_in_seconds", (0, 10), step=1, unit=_(" s"), at_least=_("none")
        )
        self.when_asleep = Choice(
            "when_asleep",
            (
                (WhenAsleep.RESTS_RUN_ON, _("Rest continues")),
                (WhenAsleep.PAUSE, _("Rest pauses too")),
            ),
        )
        self.ask_pain_and_effort = Switch("ask_pain_and_effort")
        self.progression = Switch("progression")
        self.planned_days = WholeNumber("planned_days_a_week", (1, 7))
        self.appearance = Choice(
            "appearance",
            (
                (Appearance.SYSTEM, _("System")),
                (Appearance.LIGHT, _("Light")),
                (Appearance.DARK, _("Dark")),
                (Appearance.CONTRAST, _("High contrast")),
            ),
        )
        self.motion = Choice(
            "motion",
            (
                (Motion.SYSTEM, _("System")),
                (Motion.LESS, _("Less")),
                (Motion.FULL, _("Full")),
            ),
        )
        self.flash = Switch("flash")
        self.units = Choice(
            "units",
            (
                (Units.AUTOMATIC, _automatic_units()),
                (Units.METRIC, _("Metres")),
                (Units.IMPERIAL, _("Feet and inches")),
            ),
        )
        self.folder_button = QPushButton(_("Open folder"))
        self._folder = workouts_folder
        self.cards = self._grouped()

    @property
    def rows(self) -> dict[str, Row]:
        """The rows by the key of the setting that each shows, in the order of the page."""
        found: dict[str, Row] = {}
        for card in self.cards:
            for row in card.rows:
                if isinstance(row, Row):
                    field: Field = row.field  # type: ignore[assignment]
                    found[field.key] = row
        return found

    def _grouped(self) -> tuple[Card, ...]:
        sounds = self.own_sounds
        return (
            Card(
                _("Sound"),
                Row(_("Sound on"), self.sound),
                self.muted_by_option,
                Row(_("Output"), self.device),
                Row(_("Volume"), self.volume),
                _beside(self.test, self.output),
            ),
            Card(
                _("Voice"),
                Row(_("A voice leads"), self.voice),
                Row(_("Voice volume"), self.voice_volume),
                Row(_("Speed of words you typed"), self.voice_speed),
                self.voice_problem,
            ),
            Card(
                _("Tones"),
                Row(_("Tone volume"), self.tone_volume),
                Row(_("Tone set"), self.tone_set),
                Row(
                    _("Your own sounds"),
                    sounds,
                    stops=(sounds.tone, sounds.choose, sounds.default),
                ),
            ),
            Card(
                _("Cues"),
                Row(_("Form reminders"), self.form_cues),
                Row(_("Count reps aloud"), self.rep_counts),
                Row(_("Say halfway"), self.halfway),
                Row(_("Say when ten seconds are left"), self.ten_seconds),
                Row(_("Tick the last three seconds"), self.countdown_ticks),
                Row(_("Tones for up and down"), self.tempo_tones),
            ),
            Card(
                _("Session"),
                Row(_("Count in after a pause"), self.count_in),
                Row(_("While the computer sleeps"), self.when_asleep),
            ),
            Card(
                _("After a session"),
                Row(_("Ask for pain and effort"), self.ask_pain_and_effort),
                Row(_("Suggest the next dose"), self.progression),
                Row(_("Planned days a week"), self.planned_days),
            ),
            Card(
                _("Display"),
                Row(_("Appearance"), self.appearance),
                Row(_("Motion"), self.motion),
                Row(_("Flash gently at changes while the sound is off"), self.flash),
            ),
            Card(_("Units"), Row(_("Lengths and distances"), self.units)),
            Card(
                _("Your workouts"),
                _text("", _("Everything stays on this computer, in a folder of your own.")),
                _path(self._folder),
                _beside(self.folder_button),
            ),
        )


def _automatic_units() -> str:
    match units_of_locale():
        case UnitSystem.METRIC:
            return _("System: metres")
        case UnitSystem.IMPERIAL:
            return _("System: feet")
        case None:
            return _("As the workout says")


def _path(path: Path) -> PathLabel:
    label = PathLabel(path)
    label.setObjectName("quiet")
    return label


def _text(name: str, text: str = "") -> Label:
    label = Label(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def _beside(button: QPushButton, text: Label | None = None) -> QWidget:
    """Return a button and, to its right, the text that answers a press."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    if text is None:
        row.addStretch(1)
    else:
        row.addWidget(text, 1)
    return both
