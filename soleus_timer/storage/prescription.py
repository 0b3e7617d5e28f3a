"""A workout as it was prescribed, as JSON: a copy of its steps that later edits cannot change.

Steps that differ in no more than their set are written once, so that thousands of them stay small.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from annotated_types import Len

from soleus_timer.domain.timeline import Reps, Step, Timeline, Walk
from soleus_timer.domain.units import SECOND
from soleus_timer.domain.workout import LONGEST_SECONDS, MOST_STEPS
from soleus_timer.storage.validation import InvalidError, dump, validate

LONGEST_STEP = 2 * LONGEST_SECONDS * SECOND
"""No step takes longer (nanoseconds), whatever rounding did to a dose of a day."""

MOST_LEGS = 200
MOST_REPS = 1000
LONGEST_TEXT = 1000


class DamagedError(ValueError):
    """What was written can no longer be read; the message says why."""


@dataclass(frozen=True, slots=True)
class PrescriptionCopy:
    """What `timeline_fields` writes, without the steps."""

    workout: Annotated[str, Len(0, LONGEST_TEXT)]
    name: Annotated[str, Len(0, LONGEST_TEXT)]
    parts: Annotated[list[Step], Len(0, MOST_STEPS)]


def timeline_fields(timeline: Timeline) -> dict[str, Any]:
    """Return the steps of a workout as fields for JSON."""
    parts, places = timeline.parts
    return {
        "workout": timeline.workout_id,
        "name": timeline.name,
        "parts": [dump(part, defaults=False) for part in parts],
        "steps": [(place, step.set) for place, step in zip(places, timeline.steps, strict=True)],
    }


def timeline_of(fields: Mapping[str, Any]) -> Timeline:
    """Return the timeline that `timeline_fields` wrote.

    Raises:
        DamagedError: these are no steps that a session can be led through.
    """
    copy, steps = check_fields(fields)
    placed = ((copy.parts[part], current) for part, current in steps)
    return Timeline.of_parts(copy.workout, copy.name, placed)


def check_fields(
    fields: Mapping[str, Any],
) -> tuple[PrescriptionCopy, Sequence[tuple[int, int | None]]]:
    """Return the parts that `timeline_fields` wrote, and for each step its part and its set.

    Raises:
        DamagedError: these are no steps that a session can be led through.
    """
    steps = fields.get("steps")
    try:
        copy = validate(
            PrescriptionCopy,
            {name: value for name, value in fields.items() if name != "steps"},
            written_by_people=False,
        )
    except InvalidError as error:
        raise DamagedError("its workout is missing") from error
    if not isinstance(steps, list | tuple) or len(steps) > MOST_STEPS:
        raise DamagedError("its workout is missing")
    if not all(map(_is_sound, copy.parts)):
        raise DamagedError("its workout is invalid")
    # By hand, for there may be hundreds of thousands.
    sets_of = [part.sets for part in copy.parts]
    for step in steps:
        if not isinstance(step, list | tuple) or len(step) != 2:
            raise DamagedError("its workout is missing")
        part, current = step
        if type(part) is not int or not 0 <= part < len(sets_of):
            raise DamagedError("a step of its workout is missing")
        sets = sets_of[part]
        if current is None and sets is None:
            continue
        if type(current) is not int or sets is None or not 1 <= current <= sets:
            raise DamagedError("the sets of its workout are invalid")
    return copy, steps


def _is_sound(step: Step) -> bool:
    return (
        0 < step.duration <= LONGEST_STEP
        and len(step.title) <= LONGEST_TEXT
        and len(step.exercise or "") <= LONGEST_TEXT
        and (step.sets is None or 1 <= step.sets <= MOST_STEPS)
        and (step.beats_per_minute is None or 1 <= step.beats_per_minute <= 1000)
        and (step.walk is None or _is_sound_walk(step.walk, step))
        and (step.reps is None or _are_sound_reps(step.reps, step))
    )


def _is_sound_walk(walk: Walk, step: Step) -> bool:
    lengths = [leg.duration for leg in walk.legs]
    return (
        1 <= len(lengths) <= MOST_LEGS
        and min(lengths) >= 0
        and sum(lengths) == step.duration
        and math.isfinite(walk.distance)
        and walk.distance > 0
    )


def _are_sound_reps(reps: Reps, step: Step) -> bool:
    lengths = [length for _, length in reps.phases]
    if not 1 <= reps.count <= MOST_REPS or len(dict(reps.phases)) < len(lengths):
        return False
    if not lengths:
        return step.estimated
    return min(lengths) > 0 and sum(lengths) * reps.count == step.duration
