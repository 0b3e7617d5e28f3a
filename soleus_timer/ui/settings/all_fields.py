"""Every setting that a person can change: its field, what it is called, and its group."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from soleus_timer.core.appearance import Appearance, Motion, Units
from soleus_timer.core.preferences import FormCues, RepCounts, ToneSet, WhenAsleep
from soleus_timer.core.units import UnitSystem
from soleus_timer.ui.measurement import units_of_locale
from soleus_timer.ui.settings.cards import Card
from soleus_timer.ui.settings.fields import Choice, Field, Number, OutputChoice, WholeNumber
from soleus_timer.ui.settings.painted import Loudness, Switch
from soleus_timer.ui.settings.row import Row
from soleus_timer.ui.translation import tr
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.own_sounds import OwnSounds
from soleus_timer.ui.widgets.path_label import PathLabel


class AllFields(QWidget):
    """The fields by name, and `cards` that show them in groups."""

    def __init__(self, workouts_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sound = Switch("muted", opposite=True)
        self.muted_by_option = _text("quiet", tr("Off for this run, by --mute."))
        self.muted_by_option.hide()
        self.device = OutputChoice("device")
        self.volume = Loudness("volume")
        self.test = QPushButton(tr("Test sound"))
        self.output = _text("")
        self.voice = Switch("voice")
        self.voice_volume = Loudness("voice_volume")
        self.voice_speed = Number("voice_speed", (0.5, 2.0), step=0.1, unit=tr(" times"))
        self.voice_problem = _text("problem")
        self.voice_problem.hide()
        self.tone_volume = Loudness("tone_volume")
        self.tone_set = Choice(
            "tone_set",
            (
                (ToneSet.SOFT, tr("Soft")),
                (ToneSet.BRIGHT, tr("Bright")),
                (ToneSet.WOOD, tr("Wood")),
            ),
        )
        self.own_sounds = OwnSounds()
        self.form_cues = Choice(
            "form_cues",
            (
                (FormCues.ALL, tr("All")),
                (FormCues.SOME, tr("Some")),
                (FormCues.NONE, tr("None")),
            ),
        )
        self.rep_counts = Choice(
            "rep_counts",
            (
                (RepCounts.EACH, tr("Each")),
                (RepCounts.EVERY_FIFTH, tr("Every fifth")),
                (RepCounts.LAST_FIVE, tr("The last five")),
                (RepCounts.OFF, tr("None")),
            ),
        )
        self.halfway = Switch("halfway")
        self.ten_seconds = Switch("ten_seconds")
        self.countdown_ticks = Switch("countdown_ticks")
        self.tempo_tones = Switch("tempo_tones")
        self.count_in = Number(
            "count_in_seconds", (0, 10), step=1, unit=tr(" s"), at_least=tr("none")
        )
        self.when_asleep = Choice(
            "when_asleep",
            (
                (WhenAsleep.RESTS_RUN_ON, tr("A rest runs on")),
                (WhenAsleep.PAUSE, tr("A rest pauses too")),
            ),
        )
        self.ask_pain_and_effort = Switch("ask_pain_and_effort")
        self.progression = Switch("progression")
        self.planned_days = WholeNumber("planned_days_a_week", (1, 7))
        self.appearance = Choice(
            "appearance",
            (
                (Appearance.SYSTEM, tr("As the system")),
                (Appearance.LIGHT, tr("Light")),
                (Appearance.DARK, tr("Dark")),
                (Appearance.CONTRAST, tr("High contrast")),
            ),
        )
        self.motion = Choice(
            "motion",
            (
                (Motion.SYSTEM, tr("As the system")),
                (Motion.LESS, tr("Less")),
                (Motion.FULL, tr("Full")),
            ),
        )
        self.flash = Switch("flash")
        self.units = Choice(
            "units",
            (
                (Units.AUTOMATIC, _automatic_units()),
                (Units.METRIC, tr("Metres")),
                (Units.IMPERIAL, tr("Feet and inches")),
            ),
        )
        self.folder_button = QPushButton(tr("Open folder"))
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
                tr("Sound"),
                Row(tr("Sound on"), self.sound),
                self.muted_by_option,
                Row(tr("Output"), self.device),
                Row(tr("Volume"), self.volume),
                _beside(self.test, self.output),
            ),
            Card(
                tr("Voice"),
                Row(tr("A voice leads"), self.voice),
                Row(tr("Volume of the voice"), self.voice_volume),
                Row(tr("Speed of words you typed"), self.voice_speed),
                self.voice_problem,
            ),
            Card(
                tr("Tones"),
                Row(tr("Volume of the tones"), self.tone_volume),
                Row(tr("Tone set"), self.tone_set),
                Row(
                    tr("Your own sounds"),
                    sounds,
                    stops=(sounds.tone, sounds.choose, sounds.default),
                ),
            ),
            Card(
                tr("Cues"),
                Row(tr("Reminders of good form"), self.form_cues),
                Row(tr("Reps counted aloud"), self.rep_counts),
                Row(tr("Say halfway"), self.halfway),
                Row(tr("Say when ten seconds are left"), self.ten_seconds),
                Row(tr("Tick the last three seconds"), self.countdown_ticks),
                Row(tr("Tones for up and down"), self.tempo_tones),
            ),
            Card(
                tr("Session"),
                Row(tr("Count back in after a pause"), self.count_in),
                Row(tr("While the computer sleeps"), self.when_asleep),
            ),
            Card(
                tr("Afterwards"),
                Row(tr("Ask for pain and effort"), self.ask_pain_and_effort),
                Row(tr("Suggest the next dose"), self.progression),
                Row(tr("Planned days a week"), self.planned_days),
            ),
            Card(
                tr("Looks"),
                Row(tr("Appearance"), self.appearance),
                Row(tr("Motion"), self.motion),
                Row(tr("Flash gently at changes while the sound is off"), self.flash),
            ),
            Card(tr("Units"), Row(tr("Lengths and distances"), self.units)),
            Card(
                tr("Your workouts"),
                _text("", tr("Everything stays on this computer, in a folder of your own.")),
                _path(self._folder),
                _beside(self.folder_button),
            ),
        )


def _automatic_units() -> str:
    match units_of_locale():
        case UnitSystem.METRIC:
            return tr("As the system: metres")
        case UnitSystem.IMPERIAL:
            return tr("As the system: feet")
        case None:
            return tr("As the workout says")


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
