"""What a walker does in a rest: comes down, turns, and goes back to the start with easy steps."""

from functools import lru_cache

from soleus_timer.core.figure.figure import Figure, Gait
from soleus_timer.core.figure.gait import stride_posture
from soleus_timer.core.figure.posture import Posture, blend, ease
from soleus_timer.core.figure.steps import Place, Step, Walkway, feet_at

_DOWN_SECONDS = 0.8
_WAIT_SECONDS = 1.6
_STEP = 0.36
_STEP_SECONDS = 0.7
_TURN_STEPS = 5
_CLOSE = 0.02
"""Nearer to the start than this (metres), there is nowhere to go."""

_FLAT = Gait(step=_STEP, step_seconds=_STEP_SECONDS)


def going_home(
    figure: Figure, start: tuple[float, float], elapsed: float, remaining: float | None
) -> Posture:
    """Return the posture after `elapsed` seconds of a rest that began at `start`.

    `start` is metres along the lane and the heading. A rest too short for it has quicker steps.
    """
    way = _way_home(round(start[0], 3), start[1], figure.apart)
    room = way.seconds if remaining is None else elapsed + remaining - _WAIT_SECONDS
    hurry = max(1.0, way.seconds / max(0.5, room))
    walked = max(0.0, elapsed - _WAIT_SECONDS) * hurry
    flat = stride_posture(figure, _FLAT, way.at(walked), figure.motion.rest)
    if elapsed >= _DOWN_SECONDS:
        return flat
    raised = stride_posture(figure, figure.motion.gait or _FLAT, way.at(0.0))
    return blend(raised, flat, ease(elapsed / _DOWN_SECONDS))


@lru_cache(maxsize=8)
def _way_home(x: float, heading: float, apart: float) -> Walkway:
    steps: list[Step] = []
    first = feet_at(x, 0.0, heading, apart)
    far = abs(x) > _CLOSE
    foot, at = 1, 0.0

    def go(to: list[tuple[float, float]]) -> None:
        nonlocal foot, at
        for place, turned in to:
            target: Place = feet_at(place, 0.0, turned, apart)[foot]
            steps.append(Step(at, at + _STEP_SECONDS, foot, target))
            foot, at = 1 - foot, at + _STEP_SECONDS

    if far and heading < 90:
        go(_turn(x, heading, 180.0))
        heading = 180.0
    if far:
        count = max(1, round(abs(x) / _STEP))
        go([(x * (1 - min(1.0, number / count)), heading) for number in range(1, count + 2)])
    if heading > 90:
        go(_turn(0.0 if far else x, heading, 0.0))
    return Walkway(first, tuple(steps))


def _turn(x: float, heading: float, target: float) -> list[tuple[float, float]]:
    return [
        (x, heading + (target - heading) * min(1.0, number / _TURN_STEPS))
        for number in range(1, _TURN_STEPS + 2)
    ]
