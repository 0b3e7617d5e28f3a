"""Walking: steps, a plan of whole steps between the marks, and the way back to the start."""

from bisect import bisect_right
from functools import lru_cache
from math import asin, cos, degrees, pi, radians, sin
from typing import NamedTuple

from soleus_timer.domain.figure.kinematics import HEEL_TO_BALL
from soleus_timer.domain.figure.model import Figure, Gait, WalkPlan
from soleus_timer.domain.figure.posing import posture_of
from soleus_timer.domain.figure.posture import (
    Arm,
    Effort,
    Foot,
    Posture,
    along,
    blend,
    directions,
    ease,
    mix,
    mix_all,
)

SWING_STARTS, SWING_ENDS = 0.16, 0.86
"""The part of a step's time during which its foot is off the floor; then both are on it."""


class Place(NamedTuple):
    """Where the ball of a foot stands, and which way the foot points (degrees)."""

    x: float
    y: float
    turn: float


class Step(NamedTuple):
    """One foot (0 left, 1 right) goes to a place, within its span of time (seconds)."""

    start: float
    end: float
    foot: int
    place: Place


class Stride(NamedTuple):
    """Both feet and the body at one moment.

    `swing` is how far the moving foot is on its way (0 to 1), `foot` which one that is.
    """

    feet: tuple[Place, Place]
    x: float
    y: float
    heading: float
    foot: int
    swing: float
    sway: float
    """How far the body is over its standing foot: -1 right, 1 left."""
    loads: tuple[float, float]
    """The share of the weight on each foot."""


class Walkway:
    """A plan of steps, one after the other."""

    def __init__(self, first: tuple[Place, Place], steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self._starts = [step.start for step in steps]
        self._stands = [first]
        for step in steps:
            feet = list(self._stands[-1])
            feet[step.foot] = step.place
            self._stands.append((feet[0], feet[1]))
        times = [steps[0].start if steps else 0.0, *(step.end for step in steps)]
        middles = [_middle(stand) for stand in self._stands]
        self._times, self._middles, self._speeds = times, middles, _speeds(times, middles)

    @property
    def seconds(self) -> float:
        """How long it all takes."""
        return self._times[-1]

    def second_of(self, elapsed: float, *, endless: bool) -> float:
        """Return which second of the plan it is; an endless plan begins again at its end.

        Legs shorter than a nanosecond leave a plan of no length, which cannot begin again.
        """
        return elapsed % self.seconds if endless and self.seconds else elapsed

    def at(self, seconds: float) -> Stride:
        """Return the stride at a moment; before the first step and after the last one it stands."""
        place = bisect_right(self._starts, seconds) - 1
        if place < 0 or not self.steps or seconds >= self._times[-1]:
            stand = self._stands[0 if place < 0 else -1]
            x, y, heading = _middle(stand)
            return Stride(stand, x, y, heading, 0, 0.0, 0.0, (0.5, 0.5))
        step = self.steps[place]
        # Late in a long plan a step can be shorter than the difference of two floats.
        span = step.end - step.start
        share = min(1.0, (seconds - step.start) / span) if span > 0 else 1.0
        before, after = self._stands[place], self._stands[place + 1]
        swing = min(1.0, max(0.0, (share - SWING_STARTS) / (SWING_ENDS - SWING_STARTS)))
        moving = mix_all(before[step.foot], after[step.foot], ease(swing))
        feet = (moving, before[1]) if step.foot == 0 else (before[0], moving)
        x, y, heading = self._body(place, share)
        over = sin(pi * share) ** 2
        load = 0.5 * (1 - _plateau(share))
        loads = (load, 1 - load) if step.foot == 0 else (1 - load, load)
        sway = -over if step.foot == 0 else over
        return Stride(feet, x, y, heading, step.foot, swing, sway, loads)

    def _body(self, place: int, share: float) -> tuple[float, float, float]:
        """Return where the body is: a smooth line through the middles between the feet."""
        span = self._times[place + 1] - self._times[place]
        x, y, heading = (
            _hermite(a, b, va * span, vb * span, share)
            for a, b, va, vb in zip(
                self._middles[place],
                self._middles[place + 1],
                self._speeds[place],
                self._speeds[place + 1],
                strict=True,
            )
        )
        return x, y, heading


def feet_at(x: float, y: float, heading: float, apart: float) -> tuple[Place, Place]:
    """Return both feet side by side under a body."""
    angle = radians(heading)
    aside, ahead = -sin(angle) * apart / 2, cos(angle) * apart / 2
    return Place(x + aside, y + ahead, heading), Place(x - aside, y - ahead, heading)


def _plateau(share: float) -> float:
    return ease(share / SWING_STARTS) * ease((1 - share) / (1 - SWING_ENDS))


Body = tuple[float, float, float]


def _middle(feet: tuple[Place, Place]) -> Body:
    left, right = feet
    return ((left.x + right.x) / 2, (left.y + right.y) / 2, (left.turn + right.turn) / 2)


def _speeds(times: list[float], middles: list[Body]) -> list[Body]:
    """Return the body's speed at each middle; it stands at the first and the last one."""
    speeds: list[Body] = [(0.0, 0.0, 0.0)]
    for place in range(1, len(times) - 1):
        span = times[place + 1] - times[place - 1]
        if span <= 0:
            speeds.append((0.0, 0.0, 0.0))
            continue
        a, b = middles[place - 1], middles[place + 1]
        speeds.append(((b[0] - a[0]) / span, (b[1] - a[1]) / span, (b[2] - a[2]) / span))
    speeds.append((0.0, 0.0, 0.0))
    return speeds


def _hermite(a: float, b: float, va: float, vb: float, share: float) -> float:
    square = share * share
    cube = square * share
    return (
        (2 * cube - 3 * square + 1) * a
        + (cube - 2 * square + share) * va
        + (3 * square - 2 * cube) * b
        + (cube - square) * vb
    )


_SWAY = 0.022
"""How far the hips go over the standing foot, in metres."""

_BOB = 0.014
"""How much lower the hips are when both feet carry, one before the other, in metres."""

_CLEARANCE = 0.014
"""How high the ball of the moving foot is lifted, in metres."""

_HEEL_OFF, _HEEL_OFF_FROM = 130.0, 0.04
"""How far (degrees a metre) a flat foot tips when it is left behind, and from how far on."""

_FURTHEST_TURN = 50.0
"""No step of a turn turns further than this, in degrees."""

_ARM_SWING = 0.45
"""How far a hand goes with the foot of the other side."""


@lru_cache(maxsize=32)
def walkway(plan: WalkPlan, gait: Gait, apart: float) -> Walkway:
    """Return the steps of a walk: whole ones, so that start and end marks are met.

    The last step of each leg closes up to the mark.
    """
    steps: list[Step] = []
    x, heading, at, foot = 0.0, 0.0, 0.0, 1
    for name, seconds in _with_turn_home(plan, gait):
        if seconds <= 0:
            continue
        if name == "turn":
            places = _turning(x, heading, seconds, gait, apart, foot)
            heading = 180.0 - heading
        else:
            target = plan.distance if name == "down" else 0.0
            places = _walking(x, target, heading, gait, apart, foot)
            x = target
        share = seconds / len(places)
        for number, place in enumerate(places):
            steps.append(Step(at + number * share, at + (number + 1) * share, foot, place))
            foot = 1 - foot
        at += seconds
    return Walkway(feet_at(0.0, 0.0, 0.0, apart), tuple(steps))


def _with_turn_home(plan: WalkPlan, gait: Gait) -> tuple[tuple[str, float], ...]:
    if not plan.endless:
        return plan.legs
    turn = next((seconds for name, seconds in plan.legs if name == "turn"), gait.turn_seconds)
    return (*plan.legs, ("turn", turn))


def _walking(
    start: float, target: float, heading: float, gait: Gait, apart: float, foot: int
) -> list[Place]:
    count = max(1, round(abs(target - start) / gait.step))
    places = []
    for number in range(1, count + 2):
        x = start + (target - start) * min(1.0, number / count)
        places.append(feet_at(x, 0.0, heading, apart)[foot])
        foot = 1 - foot
    return places


def _turning(
    x: float, heading: float, seconds: float, gait: Gait, apart: float, foot: int
) -> list[Place]:
    count = max(round(seconds / gait.step_seconds * 1.5), int(180 / _FURTHEST_TURN))
    places = []
    for number in range(1, count + 2):
        turned = heading + (180.0 - 2 * heading) * min(1.0, number / count)
        places.append(feet_at(x, 0.0, turned, apart)[foot])
        foot = 1 - foot
    return places


def walking_posture(figure: Figure, gait: Gait, plan: WalkPlan, seconds: float) -> Posture:
    """Return the posture at a moment of the walk."""
    way = walkway(plan, gait, figure.apart)
    return stride_posture(figure, gait, way.at(way.second_of(seconds, endless=plan.endless)))


def stride_posture(figure: Figure, gait: Gait, stride: Stride, pose: str = "") -> Posture:
    """Return the posture of a stride, on tip toe as high as the gait says.

    The body is as in the key pose `pose`, by default the one to start from.
    """
    stand = posture_of(figure, pose or figure.motion.ready)
    forward, left = directions(stride.heading)
    stance = stand.hips[0] - figure.balls[0]
    bob = _BOB * (1 - abs(stride.sway))
    hips = along((stride.x, stride.y, stand.hips[2] - bob), forward, stance)
    hips = along(hips, left, _SWAY * stride.sway)
    apart = [
        (place.x - stride.x) * forward[0] + (place.y - stride.y) * forward[1]
        for place in stride.feet
    ]
    feet = tuple(
        _foot(gait, place, stride.swing if side == stride.foot else 0.0, apart[side])
        for side, place in enumerate(stride.feet)
    )
    arms = []
    for side, arm in enumerate(stand.arms):
        ahead = arm.wrist[0] - stand.hips[0] + _ARM_SWING * apart[1 - side]
        up = arm.wrist[2] - stand.hips[2] + 0.25 * abs(apart[1 - side]) ** 2
        wrist = along(along(hips, forward, ahead), left, arm.wrist[1] - stand.hips[1])
        arms.append(Arm((wrist[0], wrist[1], wrist[2] + up), arm.elbow, arm.hand))
    return stand._replace(
        hips=hips,
        heading=stride.heading,
        feet=(feet[0], feet[1]),
        arms=(arms[0], arms[1]),
        efforts=_efforts(stand, stride),
    )


def heel_pitch(height: float) -> float:
    """Return how far (degrees) a foot on its ball is tipped when its heel is `height` up."""
    return degrees(asin(min(1.0, height / HEEL_TO_BALL)))


def _foot(gait: Gait, place: Place, swing: float, ahead: float) -> Foot:
    """Return a foot of the walk that is so far `ahead` of the body.

    On tip toe the heel of the moving foot stays between the bounds, too: it is lifted level, a
    little. On flat feet the heel comes up as the body goes past it.
    """
    low, high = gait.heel
    wave = sin(pi * swing)
    lifted = _CLEARANCE * wave
    if not high:
        pitch = _HEEL_OFF * max(0.0, -_HEEL_OFF_FROM - ahead)
    else:
        pitch = heel_pitch(mix((low + high) / 2, low + 0.35 * (high - low), wave * wave))
    return Foot((place.x, place.y, lifted), pitch, 8.0 * wave, place.turn)


def _efforts(stand: Posture, stride: Stride) -> tuple[Effort, Effort]:
    """Return efforts by the weight on each leg; the file's are for half of it."""
    left, right = (
        Effort(
            min(1.0, effort.soleus * (0.45 + 1.1 * load)),
            min(1.0, effort.gastrocnemius * (0.45 + 1.1 * load)),
        )
        for effort, load in zip(stand.efforts, stride.loads, strict=True)
    )
    return left, right


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
