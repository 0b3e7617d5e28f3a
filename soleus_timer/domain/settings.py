"""What a person can set: sound, looks, measures, and how sessions run."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le, Len

from soleus_timer.domain.appearance import Appearance, Motion, Units
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.markers import Doc
from soleus_timer.domain.session.events import Tone

VOICE_SPEEDS = (0.9, 1.0, 1.1)
"""How fast the voice may speak; 1 is usual."""


class FormCues(StrEnum):
    """How many reminders of good form."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


class RepCounts(StrEnum):
    """Which reps are counted aloud."""

    EACH = "each"
    EVERY_FIFTH = "every_fifth"
    LAST_FIVE = "last_five"
    OFF = "off"


class WhenAsleep(StrEnum):
    """What a session does while the computer sleeps; a set pauses in any case."""

    PAUSE = "pause"
    RESTS_RUN_ON = "rests_run_on"
    """A rest runs on by the clock on the wall, and what follows it waits for the person."""


class ToneSet(StrEnum):
    """The sets of tones to choose from."""

    SOFT = "soft"
    BRIGHT = "bright"
    WOOD = "wood"


@dataclass(frozen=True, slots=True)
class CuePreferences:
    """Which cues a session has; what is off here is neither heard nor shown."""

    form_cues: FormCues = FormCues.ALL
    rep_counts: RepCounts = RepCounts.EACH
    halfway: bool = True
    ten_seconds: bool = True
    tempo_tones: bool = True


@dataclass(frozen=True, slots=True)
class SessionPreferences:
    """What a person may choose about how a session goes; times in seconds."""

    count_in_seconds: float = 3.0
    when_asleep: WhenAsleep = WhenAsleep.RESTS_RUN_ON
    cues: CuePreferences = CuePreferences()


Percent = Annotated[int, Ge(0), Le(100), Doc("Per cent, as loud as it seems.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the program remembers of a person's wishes."""

    count_in_seconds: Annotated[
        float,
        Ge(0),
        Le(10),
        Doc("Counted back in before an interrupted set; 0 is none."),
    ] = 3.0
    when_asleep: Annotated[WhenAsleep, Doc("What a rest does while the computer sleeps.")] = (
        WhenAsleep.RESTS_RUN_ON
    )
    muted: bool = False
    device: Annotated[
        str,
        Len(0, 300),
        Doc("The sound output's description; empty is the system's own choice."),
    ] = ""
    volume: Percent = 80
    voice_volume: Percent = 100
    tone_volume: Percent = 100
    voice: bool = True
    form_cues: FormCues = FormCues.ALL
    rep_counts: RepCounts = RepCounts.EACH
    halfway: bool = True
    ten_seconds: bool = True
    countdown_ticks: bool = True
    tempo_tones: bool = True
    tone_set: ToneSet = ToneSet.SOFT
    sounds: Annotated[
        dict[Tone, Annotated[str, Len(0, 4096)]],
        Doc("A person's own sound file for a tone, by the tone's name."),
    ] = field(default_factory=dict)
    voice_speed: Annotated[
        float,
        Ge(0.5),
        Le(2),
        Doc("How fast the voice speaks: 0.9, 1 or 1.1; others are as the nearest."),
    ] = 1.0
    flash: Annotated[bool, Doc("Flash at transitions while sound is off.")] = True
    sound_checked: Annotated[bool, Doc("Whether the sound was tried once.")] = False
    appearance: Appearance = Appearance.SYSTEM
    motion: Motion = Motion.SYSTEM
    units: Units = Units.AUTOMATIC
    ask_pain_and_effort: Annotated[
        bool, Doc("Ask after a session how much it hurt and how hard it was.")
    ] = True
    planned_days_a_week: Annotated[
        int, Ge(1), Le(7), Doc("Days of practice; the others are for rest.")
    ] = 3
    progression: Annotated[bool, Doc("Suggest the next dose when the last sessions went well.")] = (
        True
    )
    choices: Annotated[dict[str, Choices], Doc("What was chosen last, by the workout's id.")] = (
        field(default_factory=dict)
    )
    cautions_seen: Annotated[
        list[Annotated[str, Len(0, 64)]],
        Doc("Digests of the cautions that a person has seen; see domain.cautions."),
    ] = field(default_factory=list)

    @property
    def voice_pace(self) -> float:
        """How fast the voice speaks: the nearest of `VOICE_SPEEDS`."""
        return min(VOICE_SPEEDS, key=lambda speed: abs(speed - self.voice_speed))

    def session_preferences(self) -> SessionPreferences:
        """Return what a session needs to know of these settings."""
        return SessionPreferences(
            count_in_seconds=self.count_in_seconds,
            when_asleep=self.when_asleep,
            cues=CuePreferences(
                form_cues=self.form_cues,
                rep_counts=self.rep_counts,
                halfway=self.halfway,
                ten_seconds=self.ten_seconds,
                tempo_tones=self.tempo_tones,
            ),
        )
