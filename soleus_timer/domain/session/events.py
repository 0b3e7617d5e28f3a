"""What a session emits: events, each with the time at which it was due, and the cues among them."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from soleus_timer.domain.phrases import Phrase
from soleus_timer.domain.timeline import LegName
from soleus_timer.domain.units import Nanoseconds, from_seconds
from soleus_timer.domain.workout import Phase


class Tone(StrEnum):
    """The tones of cues; `audio` decides how each sounds."""

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
    """The higher speaks; the lower waits or is only shown."""

    HALFWAY = 1
    FORM = 2
    REP_COUNT = 3
    COUNTDOWN = 4
    TRANSITION = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """A signal for ear and eye; any of tone, say and show may be missing."""

    priority: Priority
    tone: Tone | None = None
    say: Phrase | None = None
    show: Phrase | None = None
    true_for: Nanoseconds | None = None
    """How long the shown text is true (nanoseconds); None: until the step ends."""


SPEECH_AFTER_TONE = from_seconds(0.4)
"""From the start of a cue's tone to its words (nanoseconds)."""


class EndReason(StrEnum):
    """Why a step ended."""

    COMPLETED = "completed"
    """Its time was up."""
    DONE = "done"
    """The person said so."""
    SKIPPED = "skipped"
    WENT_BACK = "went_back"
    REDONE = "redone"
    JUMPED = "jumped"
    STOPPED = "stopped"


IN_FULL = frozenset({EndReason.COMPLETED, EndReason.DONE})
"""The reasons of a set that was done to its end."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at `at` (nanoseconds on the session's clock)."""

    at: Nanoseconds


@dataclass(frozen=True, slots=True)
class SessionStarted(Event):
    """The first event of every session."""


@dataclass(frozen=True, slots=True)
class StepEvent(Event):
    """An event within the step with index `step`."""

    step: int


@dataclass(frozen=True, slots=True)
class StepStarted(StepEvent):
    """A step's clock began to run; `attempt` counts how often this step was begun, from 1."""

    attempt: int


@dataclass(frozen=True, slots=True)
class LegStarted(StepEvent):
    """A leg of a walk began; `number` counts the legs of the set from 0, turns included."""

    number: int
    leg: LegName


@dataclass(frozen=True, slots=True)
class PhaseStarted(StepEvent):
    """A phase of rep number `rep` (from 1) began."""

    rep: int
    phase: Phase


@dataclass(frozen=True, slots=True)
class RepCounted(StepEvent):
    """Rep number `rep` (from 1) is complete."""

    rep: int


@dataclass(frozen=True, slots=True)
class CueDue(StepEvent):
    """A cue, and the time at which it is to be heard and shown.

    Its time counts from the step's start where a step is only planned, and is real time in `audio`.
    """

    cue: Cue

    @property
    def speech_at(self) -> Nanoseconds:
        """When its words begin: a moment after its tone, if it has one."""
        return self.at if self.cue.tone is None else Nanoseconds(self.at + SPEECH_AFTER_TONE)


@dataclass(frozen=True, slots=True)
class TimeAdded(StepEvent):
    """The step got `added` nanoseconds more."""

    added: Nanoseconds


@dataclass(frozen=True, slots=True)
class Paused(StepEvent):
    """The clock of the step stands still, `elapsed` nanoseconds into it."""

    elapsed: Nanoseconds


@dataclass(frozen=True, slots=True)
class Slept(StepEvent):
    """The computer slept for `slept` nanoseconds, in which the session's clock stood still.

    The step's clock continues as if `counted` nanoseconds had passed. With `awake`, the program
    alone stood still.
    """

    slept: Nanoseconds
    counted: Nanoseconds
    awake: bool = False


@dataclass(frozen=True, slots=True)
class CountInStarted(StepEvent):
    """The session goes on in `duration` nanoseconds, which are counted aloud."""

    duration: Nanoseconds


@dataclass(frozen=True, slots=True)
class Resumed(StepEvent):
    """The clock of the step runs again."""


@dataclass(frozen=True, slots=True)
class StepEnded(StepEvent):
    """A step ended, `elapsed` nanoseconds into it, pauses left out.

    `attempt` is 0 where the step was only passed through in a pause and never began.
    """

    attempt: int
    elapsed: Nanoseconds
    reason: EndReason


@dataclass(frozen=True, slots=True)
class SessionFinished(Event):
    """The last event of every session; `completed` unless it was stopped."""

    completed: bool
