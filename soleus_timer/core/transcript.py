"""Events as plain records for JSON Lines: what `simulate` prints and what a run's log holds.

Times are in seconds from the session's start. Fields that do not belong to an event are left out.
"""

import re

from soleus_timer.core.cues import Cue
from soleus_timer.core.events import (
    CountInStarted,
    CueDue,
    EndReason,
    Event,
    LegStarted,
    Paused,
    PhaseStarted,
    RepCounted,
    SessionFinished,
    SessionStarted,
    Slept,
    StepEnded,
    StepEvent,
    StepStarted,
    TimeAdded,
)
from soleus_timer.core.phrases import english, title_of
from soleus_timer.core.timeline import Side, Step, StepKind, Timeline
from soleus_timer.core.units import SECOND

Record = dict[str, str | int | float | bool]


def _event_name(kind: type[Event]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


EVENT_NAMES: dict[type[Event], str] = {
    kind: _event_name(kind) for kind in (*Event.__subclasses__(), *StepEvent.__subclasses__())
} | {CueDue: "cue"}
"""What a transcript calls an event: `StepStarted` is `step_started`."""


def event_record(event: Event, timeline: Timeline, origin: int) -> Record:
    """Return `event` as a record; `origin` is when the session started (nanoseconds)."""
    record: Record = {
        "at": seconds_text(event.at - origin),
        "event": EVENT_NAMES[type(event)],
    }
    if isinstance(event, StepEvent):
        record["step"] = event.step
        _add_details(record, event, timeline.steps[event.step])
    elif isinstance(event, SessionStarted):
        record |= {
            "workout": timeline.workout_id,
            "title": timeline.name,
            "steps": len(timeline.steps),
            "seconds": seconds_text(timeline.duration),
            "estimated": timeline.estimated,
        }
    elif isinstance(event, SessionFinished):
        record["completed"] = event.completed
    return record


def seconds_text(duration: int) -> float:
    """Return nanoseconds as seconds, to the microsecond."""
    return round(duration / SECOND, 6)


def _add_details(record: Record, event: StepEvent, step: Step) -> None:
    match event:
        case StepStarted():
            _add_step(record, step)
            record["attempt"] = event.attempt
        case LegStarted():
            assert step.walk is not None
            record["leg"] = event.leg.value
            record["seconds"] = seconds_text(step.walk.legs[event.number].duration)
        case PhaseStarted():
            assert step.reps is not None
            record |= {"rep": event.rep, "reps": step.reps.count, "phase": event.phase.value}
            record["seconds"] = seconds_text(dict(step.reps.phases)[event.phase])
        case RepCounted():
            assert step.reps is not None
            record |= {"rep": event.rep, "reps": step.reps.count}
        case CueDue(cue=cue):
            record |= cue_record(cue)
        case StepEnded():
            record |= end_record(step.kind, event.elapsed, event.attempt, event.reason)
        case Slept():
            record |= {
                "seconds": seconds_text(event.slept),
                "counted": seconds_text(event.counted),
            }
            if event.awake:
                record["awake"] = True
        case TimeAdded(added=length) | CountInStarted(duration=length) | Paused(elapsed=length):
            record["seconds"] = seconds_text(length)
        case _:
            pass


def end_record(kind: StepKind, elapsed: int, attempt: int, reason: EndReason) -> Record:
    """Return what the end of a step tells beside its time and its step (nanoseconds)."""
    return {
        "kind": kind.value,
        "seconds": seconds_text(elapsed),
        "attempt": attempt,
        "reason": reason.value,
    }


def cue_record(cue: Cue) -> Record:
    """Return what a cue tells beside its time and its step."""
    record: Record = {}
    if cue.tone is not None:
        record["tone"] = cue.tone.value
    if cue.say is not None:
        record["say"] = english(cue.say)
    if cue.show is not None:
        record["show"] = record["say"] if cue.show is cue.say else english(cue.show)
    record["priority"] = cue.priority.name.lower()
    return record


def _add_step(record: Record, step: Step) -> None:
    record |= title_record(step.kind, step.exercise, step.title)
    if step.set is not None and step.sets is not None:
        record["set"] = step.set
        record["sets"] = step.sets
    reps = None if step.reps is None else step.reps.count
    record |= measure_record(step.side, reps, step.duration, step.estimated)


def title_record(kind: StepKind, exercise: str | None, title: str) -> Record:
    """Return what the start of a step tells before its set."""
    record: Record = {"kind": kind.value}
    if exercise is not None:
        record["exercise"] = exercise
    record["title"] = english(title_of(kind, title))
    return record


def measure_record(side: Side | None, reps: int | None, duration: int, estimated: bool) -> Record:
    """Return what the start of a step tells after its set, but for the attempt (nanoseconds)."""
    record: Record = {}
    if side is not None:
        record["side"] = side.value
    if reps is not None:
        record["reps"] = reps
    record["seconds"] = seconds_text(duration)
    record["estimated"] = estimated
    return record
