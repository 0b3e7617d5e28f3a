"""Walking: from the stride to the posture, on tip toe, from heel to toe, or on the heels."""

from math import asin, cos, degrees, pi, radians, sin
from typing import NamedTuple

from soleus_timer.domain.figure.kinematics import HEEL_TO_BALL, TRUNK, sole_of
from soleus_timer.domain.figure.model import RIGHT, Figure, Gait, WalkPlan
from soleus_timer.domain.figure.posing import hand_beside, posture_of
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
from soleus_timer.domain.figure.steps import Stride, walkway, way_home

Curve = tuple[tuple[float, float], ...]
"""Values at places in ascending order; between two of them it goes smoothly."""


class Style(NamedTuple):
    """How one walks under way; lengths in metres, angles in degrees.

    Found by solving for the joints' angles that a walk is to show (tests/domain/figure), with the
    steps for which it is meant; with others the hips' fall grows and shrinks.
    """

    step: float
    behind: float
    """How far the hips are behind the ball of the foot on which they stand, in mid-stance."""
    rise: float
    """How much higher the hips are in mid-stance than in the pose to start from."""
    fall: float
    """How much lower they are when both feet carry."""
    fall_at: float
    """How much later (in steps) than the middle between two stances they are lowest."""
    flatness: float
    """How much (metres) the hips' highest and lowest moments are drawn out."""
    surge: float
    """How far the hips run ahead of an even walk and fall behind it."""
    twist: float
    """How far the pelvis turns towards the leg that is ahead."""
    clearance: float
    """How high the ball of the moving foot is lifted."""
    stance: Curve = ()
    """The foot's pitch on the floor, by how many steps it is ahead of the body."""
    swing: Curve = ()
    """The foot's pitch in the air, by how much of its way is over; empty as on the floor."""
    toes: float = 8.0
    """How far the toes of the moving foot come up."""


_STYLES = {
    "balls": Style(
        step=0.2032,
        behind=0.0800,
        rise=0.0053,
        fall=0.0106,
        fall_at=-0.044,
        flatness=0.0013,
        surge=0.006,
        twist=8.5,
        clearance=0.035,
    ),
    "feet": Style(
        step=0.55,
        behind=0.052,
        rise=0.001,
        fall=0.0305,
        fall_at=-0.015,
        flatness=0.0,
        surge=0.019,
        twist=0.0,
        clearance=0.035,
        stance=((-0.6, 62.0), (-0.34, 16.0), (-0.08, 0.0), (0.42, 0.0), (0.6, -18.0)),
        swing=((0.0, 62.0), (0.25, 66.0), (0.6, 14.0), (0.9, -16.0), (1.0, -18.0)),
        toes=0.0,
    ),
    "heels": Style(
        step=0.2,
        behind=0.142,
        rise=0.0024,
        fall=0.0043,
        fall_at=0.0,
        flatness=0.0,
        surge=0.006,
        twist=8.5,
        clearance=0.03,
        stance=((-0.6, -14.0), (0.6, -15.0)),
        swing=((0.0, -14.0), (0.45, -4.0), (1.0, -15.0)),
        toes=14.0,
    ),
}

_SWAY = 0.01
"""How far the hips go over the standing foot, in metres."""

_HEEL_SHARE = 0.55
"""Where between its bounds a heel is in mid-stance."""

_HEEL_DRIFT = 0.0199
"""How much higher (metres a metre) a heel is behind the body than ahead of it."""


def walking_posture(figure: Figure, gait: Gait, plan: WalkPlan, seconds: float) -> Posture:
    """Return the posture at a moment of the walk."""
    way = walkway(plan, gait, figure.apart)
    return stride_posture(figure, gait, way.at(way.second_of(seconds, endless=plan.endless)))


def stride_posture(figure: Figure, gait: Gait, stride: Stride, pose: str = "") -> Posture:
    """Return the posture of a stride: under way as the gait's style, standing as the key pose.

    The key pose is `pose`, by default the one to start from.
    """
    stand = posture_of(figure, pose or figure.motion.ready)
    style, (forward, left) = _STYLES[gait.on], directions(stride.heading)
    surge = -style.surge * sin(2 * pi * stride.share) * stride.going
    middle = along((stride.x, stride.y, 0.0), forward, surge)
    ahead = [
        (foot.x - middle[0]) * forward[0] + (foot.y - middle[1]) * forward[1]
        for foot in stride.feet
    ]
    behind = mix(figure.balls[0] - stand.hips[0], style.behind, stride.going)
    hips = along(along(middle, forward, -behind), left, _SWAY * stride.sway)
    apart = max(-1.0, min(1.0, (ahead[0] - ahead[1]) / gait.step))
    feet = [_foot(gait, style, stride, side, ahead[side]) for side in (0, 1)]
    posture = stand._replace(
        hips=(hips[0], hips[1], stand.hips[2] + _rise(style, gait, stride)),
        heading=stride.heading,
        feet=(feet[0], feet[1]),
        efforts=_efforts(stand, stride),
        twist=-style.twist * apart,
    )
    return posture._replace(arms=_arms(figure, gait, stand, posture, apart))


def _rise(style: Style, gait: Gait, stride: Stride) -> float:
    """Return how much higher (metres) the hips are than standing."""
    angle = 2 * pi * (stride.share - 0.5 - style.fall_at)
    fall = style.fall * (1 - cos(angle)) / 2 + style.flatness * (1 - cos(2 * angle))
    longer = min(2.0, gait.step / style.step)
    return (style.rise - fall * longer * longer) * stride.going


def heel_pitch(height: float) -> float:
    """Return how far (degrees) a foot on its ball is tipped when its heel is `height` up."""
    return degrees(asin(min(1.0, height / HEEL_TO_BALL)))


def _foot(gait: Gait, style: Style, stride: Stride, side: int, ahead: float) -> Foot:
    """Return a foot of the walk that is so far (metres) `ahead` of the body."""
    place = stride.feet[side]
    swing = stride.swing if side == stride.foot else 0.0
    wave = max(0.0, sin(pi * swing)) ** 1.4
    steps = max(-0.6, min(0.6, ahead / gait.step))
    low, high = gait.heel
    if not style.stance:
        height = mix(low, high, _HEEL_SHARE) - _HEEL_DRIFT * style.step * steps
        pitch = heel_pitch(min(high, max(low, height)))
    else:
        pitch = _at(style.stance, steps)
    if style.swing and swing > 0:
        # As on the floor at both ends of the way, however short the step.
        share = ease(swing / 0.2) * ease((1 - swing) / 0.2)
        pitch = mix(pitch, _at(style.swing, swing) * min(1.0, gait.step / style.step), share)
    lifted = style.clearance * wave
    toes = style.toes * wave - 0.4 * max(0.0, pitch) * wave
    if pitch >= 0:
        return Foot((place.x, place.y, lifted), pitch, toes, place.turn)
    # On its heel, which stays where it stands; the toes point up with the sole, or more.
    ahead_of_foot = directions(place.turn)[0]
    heel = along((place.x, place.y, lifted), ahead_of_foot, -HEEL_TO_BALL)
    ball = sole_of(Foot(heel, pitch, turn=place.turn))(-HEEL_TO_BALL, 0.0)
    return Foot(ball, pitch, style.toes - pitch, place.turn)


def _at(curve: Curve, place: float) -> float:
    """Return a curve's value; beyond its ends it stays."""
    before, value = curve[0]
    for following, other in curve:
        if place <= following:
            span = following - before
            return mix(value, other, ease((place - before) / span)) if span > 0 else other
        before, value = following, other
    return value


def _arms(
    figure: Figure, gait: Gait, stand: Posture, posture: Posture, apart: float
) -> tuple[Arm, Arm]:
    """Return arms that swing against the legs; on the side of a wall, a hand goes along it."""
    wall = figure.prop("wall")
    if wall is None or not wall.beside:
        left, right = (
            _swinging(gait, stand, posture, side, stand.arms[side], apart) for side in (0, 1)
        )
        return left, right
    # The key pose has one hand on the wall: the other one says how both hang.
    hanging = stand.arms[RIGHT]
    forward, aside = directions(posture.heading)
    held = hand_beside(posture.hips[0] + 0.16 * forward[0], wall.beside, wall.height)
    arms = []
    for side, sign in enumerate((1.0, -1.0)):
        x, y, z = hanging.wrist
        arm = hanging._replace(wrist=(x, -sign * y, z))
        share = ease((sign * aside[1] - 0.3) / 0.6)
        arms.append(mix_all(_swinging(gait, stand, posture, side, arm, apart), held, share))
    return arms[0], arms[1]


def _swinging(
    gait: Gait, stand: Posture, posture: Posture, side: int, arm: Arm, apart: float
) -> Arm:
    """Return an arm that swings from the shoulder, forward with the other side's leg."""
    forward, left = directions(posture.heading)
    turn = radians(gait.arms) * (-apart if side == 0 else apart)
    ahead, aside, up = (now - then for now, then in zip(arm.wrist, stand.hips, strict=True))
    lean = radians(posture.lean)
    over, high = TRUNK * sin(lean), TRUNK * cos(lean)
    ahead, up = _turned(ahead - over, up - high, turn)
    wrist = along(along(posture.hips, forward, ahead + over), left, aside)
    back, out, elbow_up = arm.elbow
    back, elbow_up = _turned(back, elbow_up, turn)
    return Arm((wrist[0], wrist[1], wrist[2] + up + high), (back, out, elbow_up), arm.hand)


def _turned(ahead: float, up: float, angle: float) -> tuple[float, float]:
    """Return a point turned about the origin, what hangs down going forward."""
    return ahead * cos(angle) - up * sin(angle), up * cos(angle) + ahead * sin(angle)


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

_FLAT = Gait(step=0.36, step_seconds=0.7, on="feet", arms=14.0)


def going_home(
    figure: Figure, start: tuple[float, float], elapsed: float, remaining: float | None
) -> Posture:
    """Return the posture after `elapsed` seconds of a rest that began at `start`.

    `start` is metres along the lane and the heading. A rest too short for it has quicker steps.
    """
    way = way_home(round(start[0], 3), start[1], figure.apart, _FLAT)
    room = way.seconds if remaining is None else elapsed + remaining - _WAIT_SECONDS
    hurry = max(1.0, way.seconds / max(0.5, room))
    walked = max(0.0, elapsed - _WAIT_SECONDS) * hurry
    flat = stride_posture(figure, _FLAT, way.at(walked), figure.motion.rest)
    if elapsed >= _DOWN_SECONDS:
        return flat
    raised = stride_posture(figure, figure.motion.gait or _FLAT, way.at(0.0))
    return blend(raised, flat, ease(elapsed / _DOWN_SECONDS))
