"""What a person may choose about how a session goes and what of it is heard."""

from dataclasses import dataclass
from enum import StrEnum


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
