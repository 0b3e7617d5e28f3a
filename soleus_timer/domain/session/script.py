"""The state of a session, and the script of its step: events at the times at which they are due.

A script is made when a step's clock starts (and again when it goes on or seconds are added), so the
session only compares times and never computes with reps, legs or cues.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from soleus_timer.domain.cue_rules import (
    BEATS_PER_REP,
    COUNT_IN_END,
    COUNT_IN_START,
    beat_offsets,
    countdown,
    step_cues,
)
from soleus_timer.domain.session.commands import RUNNING, Situation
from soleus_timer.domain.session.events import (
    Cue,
    CueDue,
    Event,
    LegStarted,
    PhaseStarted,
    Priority,
    RepCounted,
    StepEvent,
)
from soleus_timer.domain.settings import CuePreferences
from soleus_timer.domain.timeline import Step, Timeline, walk_offsets
from soleus_timer.domain.units import Nanoseconds

_ORDER: dict[type[Event], int] = {RepCounted: 0, LegStarted: 1, PhaseStarted: 2, CueDue: 3}
"""The order of events that are due at once."""


@dataclass(slots=True)
class State:
    """The whole state of the machine; times in nanoseconds.

    While a clock runs, `anchor` is when it showed 0; while it stands, `elapsed` is what it shows.
    `script` belongs to the running clock, the step's or the count-in's; its first `emitted` events
    were returned.
    """

    situation: Situation = Situation.READY
    now: int = 0
    step: int = 0
    attempt: int = 0
    added: int = 0
    elapsed: int = 0
    anchor: int = 0
    duration: int = 0
    script: tuple[StepEvent, ...] = ()
    emitted: int = 0
    attempts: dict[int, int] = field(default_factory=dict)
    done: dict[int, int] = field(default_factory=dict)
    """The sets done in full, by the index of their step; the attempt that did it."""
    reminded: Cue | None = None
    """The latest reminder."""
    first_reminder: int = 0
    """The index of the exercise's reminder with which the attempt begins."""
    clock_began: int | None = None
    """When the clock began the step by ending the one before; None where a person did."""
    unattended: bool = False
    """Whether the computer slept in this rest, with no command since."""

    def copy(self) -> "State":
        """Return a copy that can go on without changing this one."""
        return replace(self, attempts=dict(self.attempts), done=dict(self.done))

    @property
    def is_running(self) -> bool:
        """Whether the step's own clock runs."""
        return self.situation in RUNNING

    def step_elapsed(self, now: int) -> int:
        """Return how long the step has run at `now`, pauses left out (nanoseconds)."""
        return now - self.anchor if self.is_running else self.elapsed


def step_script(
    step: Step,
    timeline: Timeline,
    anchor: int,
    duration: int,
    preferences: CuePreferences,
    first: int = 0,
) -> tuple[StepEvent, ...]:
    """Return the events within `step`, whose clock stood at zero at `anchor` (nanoseconds).

    `duration` (nanoseconds) is what the clock gives it; `first` is the place of its first reminder.
    """
    cues = step_cues(step, timeline, anchor, duration, preferences, first)
    paced: list[StepEvent] = []
    if step.estimated:
        paced += _beaten_reps(step, anchor)
    elif not step.is_plain_time:
        paced += [*_legs(step, anchor), *_reps(step, anchor)]
    if not paced:
        return tuple(cues)
    return tuple(sorted([*paced, *cues], key=lambda event: (event.at, _ORDER[type(event)])))


def count_in_script(
    step: Step, anchor: int, duration: int, *, begins: bool
) -> tuple[StepEvent, ...]:
    """Return the events of a count back in that takes `duration` from `anchor` on (nanoseconds).

    A step that only `begins` after it sounds its own start.
    """
    end = Nanoseconds(anchor + duration)
    return (
        CueDue(Nanoseconds(anchor), step.index, COUNT_IN_START),
        *countdown(step, end, anchor - 1),
        *(() if begins else (CueDue(end, step.index, COUNT_IN_END),)),
    )


def without_repeat(
    script: tuple[StepEvent, ...], emitted: int, reminded: Cue | None
) -> tuple[StepEvent, ...]:
    """Leave out the next reminder if it came just now, before added seconds moved it."""
    for place, event in enumerate(script[emitted:], start=emitted):
        if isinstance(event, CueDue) and event.cue.priority is Priority.FORM:
            return script[:place] + script[place + 1 :] if event.cue == reminded else script
    return script


def without_countdown(script: tuple[StepEvent, ...], emitted: int) -> tuple[StepEvent, ...]:
    """Leave out the countdown, as far as it is not emitted."""
    return script[:emitted] + tuple(
        event
        for event in script[emitted:]
        if not (isinstance(event, CueDue) and event.cue.priority is Priority.COUNTDOWN)
    )


def _legs(step: Step, anchor: int) -> Iterator[StepEvent]:
    for number, (offset, leg) in enumerate(walk_offsets(step)):
        yield LegStarted(Nanoseconds(anchor + offset), step.index, number, leg.name)


def _beaten_reps(step: Step, anchor: int) -> Iterator[StepEvent]:
    """Yield the reps that a metronome leads, for as long as it sounds."""
    if step.beats_per_minute is None:
        return
    ends = islice(beat_offsets(step.beats_per_minute), BEATS_PER_REP, None, BEATS_PER_REP)
    for rep, offset in enumerate(ends, start=1):
        yield RepCounted(Nanoseconds(anchor + offset), step.index, rep)


def _reps(step: Step, anchor: int) -> Iterator[StepEvent]:
    if step.reps is None:
        return
    at = anchor
    for rep in range(1, step.reps.count + 1):
        for phase, length in step.reps.phases:
            yield PhaseStarted(Nanoseconds(at), step.index, rep, phase)
            at += length
        if step.reps.phases:
            yield RepCounted(Nanoseconds(at), step.index, rep)
