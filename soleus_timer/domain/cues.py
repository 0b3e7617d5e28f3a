"""Cues: what sounds, what is said, what is shown at one moment; and what gives way to what."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from soleus_timer.domain.phrases import Phrase
from soleus_timer.domain.units import Nanoseconds, from_seconds


class Tone(StrEnum):
    """The sounds a cue may ask for; how each sounds is the audio room's affair."""

    TICK = "tick"
    WORK = "work"
    REST = "rest"
    TURN = "turn"
    SWITCH = "switch"
    DONE = "done"
    UP = "up"
    DOWN = "down"
    BEAT = "beat"


class Priority(IntEnum):
    """What gives way to what: the higher speaks, the lower waits or is only shown."""

    HALFWAY = 1
    FORM = 2
    REP_COUNT = 3
    COUNTDOWN = 4
    TRANSITION = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """One moment for the ear and the eye; any of tone, say and show may be missing."""

    priority: Priority
    tone: Tone | None = None
    say: Phrase | None = None
    show: Phrase | None = None
    true_for: Nanoseconds | None = None
    """How long what is shown is true; None: as long as the step goes on (nanoseconds)."""


SPEECH_AFTER_TONE = from_seconds(0.4)
"""Where a cue has a tone and words, the words begin so much later (nanoseconds)."""
