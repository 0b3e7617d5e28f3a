"""The clock moved by hand: an hour of session, and no drift at all."""

import random
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from soleus_timer.domain.session.commands import Start
from soleus_timer.domain.session.events import Event, RepCounted, SessionFinished, StepStarted
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.timeline import Timeline, build_timeline
from soleus_timer.domain.units import SECOND
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.validation import validate
from tests.benchmarks.table import Row, judged

HOUR = 3600 * SECOND
CUTS = 100_000


def measure() -> list[Row]:
    """Return how far an hour of session is off, in nanoseconds."""
    timeline = _hour()
    whole = _played(timeline, [HOUR])
    generator = random.Random(60)
    cut = _played(timeline, [*sorted(generator.randrange(HOUR) for _ in range(CUTS)), HOUR])
    computed = list(_computed(timeline))
    told_times = [
        event.at for event in cut if isinstance(event, StepStarted | RepCounted | SessionFinished)
    ]
    off = [abs(one - other) for one, other in zip(told_times, computed, strict=True)]
    alike = sum(one == other for one, other in zip(whole, cut, strict=True))
    return [
        judged(
            f"60:00 in {CUTS} wake-ups: steps, reps and end against sums ({len(off)})",
            max(off),
            0,
            " ns",
            digits=0,
        ),
        judged(
            f"60:00 in one wake-up: events that differ (of {len(whole)})",
            len(whole) - alike,
            0,
            digits=0,
        ),
    ]


def _hour() -> Timeline:
    """Return a workout of an hour with all that keeps time in it, in awkward lengths."""
    block: dict[str, Any] = {"sets": 7, "rest_seconds": 33.3, "sides": "left-right"}
    fields: dict[str, Any] = {
        "name": "Hour",
        "blocks": [
            block
            | {"title": "Raise", "dose": {"kind": "reps", "reps": 11, "tempo": "1.7-0.3-2.9-0.1"}},
            block
            | {
                "title": "Walk",
                "dose": {"kind": "distance", "distance": 3.1, "unit": "m", "turn_seconds": 2.7},
            },
            block | {"title": "Hold", "dose": {"kind": "time", "seconds": 0.1}},
        ],
    }
    so_far = build_timeline(validate(Workout, fields), {}).duration
    rest = {"title": "Rest of it", "dose": {"kind": "time", "seconds": (HOUR - so_far) / SECOND}}
    return build_timeline(validate(Workout, fields | {"cool_down": [rest]}), {})


def _played(timeline: Timeline, wake_ups: list[int]) -> list[Event]:
    session = Session(timeline)
    events = list(session.handle(Start(), 0))
    for now in wake_ups:
        events += session.advance(now)
    return events


def _computed(timeline: Timeline) -> Iterator[int]:
    """Yield when each step begins, each rep is complete and all is over, by adding up."""
    ends = accumulate(step.duration for step in timeline.steps)
    for step, end in zip(timeline.steps, ends, strict=True):
        begin = end - step.duration
        yield begin
        if step.reps is not None:
            one = sum(length for _, length in step.reps.phases)
            yield from (begin + one * rep for rep in range(1, step.reps.count + 1))
    yield HOUR
