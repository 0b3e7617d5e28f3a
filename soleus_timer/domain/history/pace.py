"""Learning a person's pace: walks that they ended themselves, and that agree with each other."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.session.events import EndReason
from soleus_timer.domain.session.recorder import SetRecord
from soleus_timer.domain.timeline import LegName, Walk
from soleus_timer.domain.units import LengthUnit, convert_length, to_seconds
from soleus_timer.domain.workout import WalkMode

WALKS = 3
"""So many walks must agree."""

AGREEMENT = 1.1
"""The slowest of them takes at most so many times as long as the fastest."""

NAME = "pace"
"""By this the question is known again, once a person said "not now" to it."""

SLOWEST = 600.0
"""No slower pace than this (seconds a foot) is led."""


@dataclass(frozen=True, slots=True)
class AgreedPace:
    """What the last walks took (seconds, turns included), and the pace that follows from it."""

    seconds: float
    seconds_per_foot: float


def agreed_pace(sets: Iterable[SetRecord]) -> AgreedPace | None:
    """Return the pace at which one could be led hands-free, or None.

    `sets` are the latest ones of a workout, the oldest first, of one session or of several. The
    last three walks that the person ended must be over the same way and take the same time within
    10 %; the pace is that of the middle one, with the turns as they were planned.
    """
    walks = [
        (one.step.walk, attempt.elapsed)
        for one in sets
        if one.step.walk is not None and one.step.walk.mode is WalkMode.TAP
        for attempt in one.attempts
        if attempt.reason is EndReason.DONE
    ][-WALKS:]
    if len(walks) < WALKS or len({walk for walk, _elapsed in walks}) > 1:
        return None
    times = [to_seconds(elapsed) for _walk, elapsed in walks]
    if max(times) > AGREEMENT * min(times):
        return None
    walk, seconds = walks[-1][0], sorted(times)[WALKS // 2]
    pace = (seconds - _turning(walk)) / (walk.distance * walk.walked_legs)
    # Seconds per metre to seconds per foot goes the other way round than lengths.
    per_foot = convert_length(pace, LengthUnit.FOOT, walk.unit)
    return AgreedPace(seconds, per_foot) if 0 < per_foot <= SLOWEST else None


def led_at(choices: Choices, pace: AgreedPace) -> Choices:
    """Return `choices` with the walk led hands-free at `pace`."""
    per_foot = pace.seconds_per_foot
    return replace(choices, mode=WalkMode.HANDS_FREE, pace_seconds_per_foot=per_foot)


def _turning(walk: Walk) -> float:
    return sum(to_seconds(leg.duration) for leg in walk.legs if leg.name is LegName.TURN)
