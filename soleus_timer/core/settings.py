"""Every setting: its key, its default and its range, once."""

from typing import Annotated

from pydantic import Field

from soleus_timer.core.appearance import Appearance, Motion, Units
from soleus_timer.core.choices import Choices
from soleus_timer.core.cues import Tone
from soleus_timer.core.preferences import (
    CuePreferences,
    FormCues,
    RepCounts,
    SessionPreferences,
    ToneSet,
    WhenAsleep,
)
from soleus_timer.core.workout import Model

Percent = Annotated[int, Field(ge=0, le=100, description="Per cent, as loud as it seems.")]


class Settings(Model):
    """What the program remembers of a person's wishes."""

    count_in_seconds: Annotated[
        float,
        Field(ge=0, le=10, description="Counted back in before an interrupted set; 0 is none."),
    ] = 3.0
    when_asleep: Annotated[WhenAsleep, Field(strict=False)] = Field(
        default=WhenAsleep.RESTS_RUN_ON, description="What a rest does while the computer sleeps."
    )
    muted: bool = False
    device: Annotated[str, Field(max_length=300)] = Field(
        default="", description="The sound output's description; empty is the system's own choice."
    )
    volume: Percent = 80
    voice_volume: Percent = 100
    tone_volume: Percent = 100
    voice: bool = True
    form_cues: Annotated[FormCues, Field(strict=False)] = FormCues.ALL
    rep_counts: Annotated[RepCounts, Field(strict=False)] = RepCounts.EACH
    halfway: bool = True
    ten_seconds: bool = True
    countdown_ticks: bool = True
    tempo_tones: bool = True
    tone_set: Annotated[ToneSet, Field(strict=False)] = ToneSet.SOFT
    sounds: dict[Annotated[Tone, Field(strict=False)], Annotated[str, Field(max_length=4096)]] = (
        Field(default={}, description="A person's own sound file for a tone, by the tone's name.")
    )
    voice_speed: Annotated[
        float, Field(ge=0.5, le=2, description="How fast words that users typed are spoken.")
    ] = 1.0
    flash: bool = Field(default=True, description="Flash at transitions while sound is off.")
    sound_checked: bool = Field(default=False, description="Whether the sound was tried once.")
    appearance: Annotated[Appearance, Field(strict=False)] = Appearance.SYSTEM
    motion: Annotated[Motion, Field(strict=False)] = Motion.SYSTEM
    units: Annotated[Units, Field(strict=False)] = Units.AUTOMATIC
    ask_pain_and_effort: bool = Field(
        default=True, description="Ask after a session how much it hurt and how hard it was."
    )
    planned_days_a_week: Annotated[
        int, Field(ge=1, le=7, description="Days of practice; the others are for rest.")
    ] = 3
    progression: bool = Field(
        default=True, description="Suggest the next dose when the last sessions went well."
    )
    choices: dict[str, Choices] = Field(
        default={}, description="What was chosen last, by the workout's id."
    )
    cautions_seen: list[Annotated[str, Field(max_length=64)]] = Field(
        default=[], description="Digests of the cautions that a person has seen; see core.cautions."
    )

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
