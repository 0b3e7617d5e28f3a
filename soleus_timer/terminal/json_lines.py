"""A session that is not played, only told, as JSON Lines: each line is the record of an event."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from soleus_timer.core.cues import Cue
from soleus_timer.core.events import CueDue, Event, StepEnded, StepStarted
from soleus_timer.core.recalled import recalled
from soleus_timer.core.timeline import Step, Timeline
from soleus_timer.core.transcript import (
    EVENT_NAMES,
    Record,
    cue_record,
    end_record,
    event_record,
    measure_record,
    seconds_text,
    title_record,
)
from soleus_timer.core.units import SECOND

CHUNK = 1000
"""So many events are written at once."""

_encode = json.JSONEncoder(check_circular=False).encode


def json_lines(timeline: Timeline, events: Iterable[Event]) -> Iterator[str]:
    """Yield the events as JSON Lines, many lines at a time."""
    remaining = iter(events)
    while chunk := [_line(event, timeline) for event in islice(remaining, CHUNK)]:
        yield "\n".join([*chunk, ""])


def _line(event: Event, timeline: Timeline) -> str:
    match event:
        case CueDue():
            details = _encoded_cue(event.cue)
        case StepEnded():
            kind = timeline.steps[event.step].kind
            details = _encoded(end_record, kind, event.elapsed, event.attempt, event.reason)
        case StepStarted():
            details = f'{_encoded_step(timeline.steps[event.step])}, "attempt": {event.attempt}'
        case _:
            return _encode(event_record(event, timeline, 0))
    seconds, rest = divmod(event.at, SECOND)
    at = seconds_text(event.at) if rest else f"{seconds}.0"  # nearly always, and quicker
    name = EVENT_NAMES[type(event)]
    return f'{{"at": {at}, "event": "{name}", "step": {event.step}, {details}}}'


# A tick is the same object each time.
@recalled(most=256)
def _encoded_cue(cue: Cue) -> str:
    return _encode(cue_record(cue))[1:-1]


def _encoded_step(step: Step) -> str:
    reps = None if step.reps is None else step.reps.count
    title = _encoded(title_record, step.kind, step.exercise, step.title)
    measure = _encoded(measure_record, step.side, reps, step.duration, step.estimated)
    if step.set is None or step.sets is None:
        return f"{title}, {measure}"
    return f'{title}, "set": {step.set}, "sets": {step.sets}, {measure}'


# The begins and ends of steps tell the same in every set.
@lru_cache(maxsize=1024)
def _encoded(record: Callable[..., Record], *facts: Any) -> str:
    return _encode(record(*facts))[1:-1]
