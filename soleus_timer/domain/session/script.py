"""What will happen within one step, as events at the times at which they are due.

A script is made when a step's clock starts (and again when it goes on or seconds are added), so the
session only compares times and never computes with reps, legs or cues.
"""

from collections.abc import Iterator

from soleus_timer.domain.cue_rules import COUNT_IN_END, COUNT_IN_START, countdown, step_cues
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
"""What comes first where several things are due at once."""


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
    if step.is_plain_time or step.estimated:
        return tuple(cues)
    paced = [*_legs(step, anchor), *_reps(step, anchor)]
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
    """Leave out what counts down to the end, of what is not yet emitted."""
    return script[:emitted] + tuple(
        event
        for event in script[emitted:]
        if not (isinstance(event, CueDue) and event.cue.priority is Priority.COUNTDOWN)
    )


def _legs(step: Step, anchor: int) -> Iterator[StepEvent]:
    for number, (offset, leg) in enumerate(walk_offsets(step)):
        yield LegStarted(Nanoseconds(anchor + offset), step.index, number, leg.name)


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
