"""Events as JSON Lines: what `simulate` prints and what a run's log holds.

Times are in seconds from the session's start. Fields that do not belong to an event are left out.
"""

import json
import re
from collections.abc import Iterable, Iterator

from soleus_timer.domain.phrases import english, spoken_whole, step_title
from soleus_timer.domain.session.events import (
    CountInStarted,
    Cue,
    CueDue,
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
from soleus_timer.domain.timeline import Step, Timeline
from soleus_timer.domain.units import SECOND

Record = dict[str, str | int | float | bool]


_EVENT_NAMES: dict[type[Event], str] = {
    kind: re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    for kind in (*Event.__subclasses__(), *StepEvent.__subclasses__())
} | {CueDue: "cue"}
"""The names of events in a transcript: `StepStarted` is `step_started`."""


def event_record(event: Event, timeline: Timeline, origin: int) -> Record:
    """Return `event` as a record; `origin` is when the session started (nanoseconds)."""
    record: Record = {"at": seconds_text(event.at - origin), "event": _EVENT_NAMES[type(event)]}
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
            record |= _step_record(step)
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
            record["rep"] = event.rep
            if step.reps is not None:
                record["reps"] = step.reps.count
        case CueDue(cue=cue):
            record |= _cue_record(cue)
        case StepEnded():
            record |= {
                "kind": step.kind.value,
                "seconds": seconds_text(event.elapsed),
                "attempt": event.attempt,
                "reason": event.reason.value,
            }
        case Slept(slept=slept, counted=counted):
            record |= {"seconds": seconds_text(slept), "counted": seconds_text(counted)}
            if event.awake:
                record["awake"] = True
        case TimeAdded(added=length) | CountInStarted(duration=length) | Paused(elapsed=length):
            record["seconds"] = seconds_text(length)
        case _:
            pass


def _cue_record(cue: Cue) -> Record:
    record: Record = {}
    if cue.tone is not None:
        record["tone"] = cue.tone.value
    if cue.say is not None:
        record["say"] = spoken_whole(cue.say).words
    if cue.show is not None:
        record["show"] = english(cue.show)
    record["priority"] = cue.priority.name.lower()
    return record


def _step_record(step: Step) -> Record:
    record: Record = {"kind": step.kind.value}
    if step.exercise is not None:
        record["exercise"] = step.exercise
    record["title"] = english(step_title(step))
    if step.set is not None and step.sets is not None:
        record["set"] = step.set
        record["sets"] = step.sets
    if step.side is not None:
        record["side"] = step.side.value
    if step.reps is not None:
        record["reps"] = step.reps.count
    record["seconds"] = seconds_text(step.duration)
    record["estimated"] = step.estimated
    return record


def json_lines(timeline: Timeline, events: Iterable[Event]) -> Iterator[str]:
    """Yield each event as a line of JSON."""
    for event in events:
        yield json.dumps(event_record(event, timeline, 0)) + "\n"
