"""A session that is not played, only told: as JSON Lines, or as a plan to read."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from soleus_timer.core.events import CueDue, Event, StepStarted
from soleus_timer.core.phrases import KIND_NAMES, english
from soleus_timer.core.timeline import Timeline
from soleus_timer.core.transcript import event_record
from soleus_timer.terminal.words import elapsed_text, precise_text, printable, step_words

CHUNK = 1000
"""So many events are written at once."""


def json_lines(timeline: Timeline, events: Iterable[Event]) -> Iterator[str]:
    """Yield the events as JSON Lines, many lines at a time."""
    encode = json.JSONEncoder().encode
    remaining = iter(events)
    while chunk := [event_record(event, timeline, 0) for event in islice(remaining, CHUNK)]:
        # One call for many records costs half as much as one for each. Records are flat and begin
        # with `at`, and no text can look like this seam: JSON puts a \ before each quote in one.
        yield encode(chunk)[1:-1].replace('}, {"at": ', '}\n{"at": ') + "\n"


def plan_lines(timeline: Timeline, events: Iterable[Event]) -> Iterator[str]:
    """Yield the plan for a reader: when, what, and the cues that are shown."""
    about = "about " if timeline.estimated else ""
    yield f"{printable(timeline.name)}, {about}{elapsed_text(timeline.duration)}\n"
    width = max((len(english(name)) for name in KIND_NAMES.values()), default=0)
    for event in events:
        if isinstance(event, StepStarted):
            step = timeline.steps[event.step]
            estimate = " (you say when it is done)" if step.estimated else ""
            kind, _, what = step_words(step).partition(": ")
            if not what:
                kind, _, what = kind.partition(", ")
            yield f"\n{precise_text(event.at):>8}  {kind:<{width}}  {what}{estimate}\n"
        elif isinstance(event, CueDue) and event.cue.show is not None:
            shown = printable(english(event.cue.show))
            yield f"{precise_text(event.at):>8}  {'':<{width}}    {shown}\n"
