"""Walking: a plan of whole steps between the marks, and the posture of each moment of it."""

from functools import lru_cache
from math import asin, degrees, pi, sin

from soleus_timer.core.figure.anatomy import HEEL_TO_BALL
from soleus_timer.core.figure.figure import Figure, Gait
from soleus_timer.core.figure.moment import WalkPlan
from soleus_timer.core.figure.posing import posture_of
from soleus_timer.core.figure.posture import Arm, Effort, Foot, Posture, mix
from soleus_timer.core.figure.steps import Place, Step, Stride, Walkway, feet_at
from soleus_timer.core.figure.vectors import along, directions

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
    first = feet_at(0.0, 0.0, 0.0, apart)
    stand = first
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
    return Walkway(stand, tuple(steps))


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

    The body is that of a key pose, of the one to start from unless another is named.
    """
    stand = posture_of(figure, pose or figure.motion.ready)
    forward, left = directions(stride.heading)
    stance = stand.hips[0] - figure.balls[0]
    bob = _BOB * (1 - abs(stride.sway))
    hips = along(
        along((stride.x, stride.y, stand.hips[2] - bob), forward, stance),
        left,
        _SWAY * stride.sway,
    )
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
        return Foot((place.x, place.y, lifted), pitch, 8.0 * wave, place.turn)
    heel = mix((low + high) / 2, low + 0.35 * (high - low), wave * wave)
    pitch = heel_pitch(heel)
    return Foot((place.x, place.y, lifted), pitch, 8.0 * wave, place.turn)


def _efforts(stand: Posture, stride: Stride) -> tuple[Effort, Effort]:
    """Return efforts by the weight that each leg carries: those of the file carry half each."""
    left, right = (
        Effort(
            min(1.0, effort.soleus * (0.45 + 1.1 * load)),
            min(1.0, effort.gastrocnemius * (0.45 + 1.1 * load)),
        )
        for effort, load in zip(stand.efforts, stride.loads, strict=True)
    )
    return left, right
