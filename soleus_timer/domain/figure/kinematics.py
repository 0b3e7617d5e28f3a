"""From a posture to the place of every joint: inverse kinematics of two-boned limbs."""

from collections.abc import Callable
from math import cos, radians, sin, sqrt
from typing import NamedTuple

from soleus_timer.domain.figure.posture import (
    UP,
    Arm,
    Effort,
    Foot,
    Posture,
    Vector,
    add,
    along,
    cross,
    directions,
    subtract,
    unit,
)

HEIGHT = 1.72

THIGH = 0.245 * HEIGHT
SHANK = 0.246 * HEIGHT
TRUNK = 0.288 * HEIGHT
"""From the hips to the shoulders."""
UPPER_ARM = 0.186 * HEIGHT
FOREARM = 0.146 * HEIGHT
HAND = 0.108 * HEIGHT
NECK = 0.072 * HEIGHT
"""From between the shoulders to the base of the skull."""
HEAD = 0.047 * HEIGHT
"""From the base of the skull to the middle of the head."""

HIP_HALF_WIDTH = 0.05 * HEIGHT
SHOULDER_HALF_WIDTH = 0.104 * HEIGHT

ANKLE_HEIGHT = 0.039 * HEIGHT
FOOT = 0.152 * HEIGHT
"""From the back of the heel to the tip of the toes."""

BALL_TO_TOES = 0.26 * FOOT
HEEL_TO_BALL = 0.6 * FOOT
"""Between the two places on which the sole rests: under the heel bone and under the ball."""
ANKLE_TO_BALL = 0.50 * FOOT
"""Along the sole."""
TENDON_TO_BALL = 0.72 * FOOT
"""Along the sole, from where the Achilles tendon meets the heel bone."""
TENDON_HEIGHT = 0.018 * HEIGHT

SEAT_TO_HIPS = 0.098
"""From what one sits on up to the hip joints."""
BACK_TO_HIPS = 0.137
"""From what one leans on to the hip joints."""

STRETCHED = 0.9995
"""No limb is ever longer than this share of its bones: a joint at its very end would snap."""


class LegPoints(NamedTuple):
    """The joints of a leg, the points of its foot, and the direction out to the left."""

    hip: Vector
    knee: Vector
    ankle: Vector
    tendon: Vector
    heel: Vector
    ball: Vector
    toe: Vector
    left: Vector


class ArmPoints(NamedTuple):
    """The joints of an arm, the fingers' ends, and the direction out to the left."""

    shoulder: Vector
    elbow: Vector
    wrist: Vector
    fingers: Vector
    left: Vector


class Pose(NamedTuple):
    """The whole body, ready to draw; pairs are left and right."""

    hips: Vector
    neck: Vector
    """Between the shoulders."""
    skull: Vector
    head: Vector
    forward: Vector
    left: Vector
    head_up: Vector
    heading: float
    legs: tuple[LegPoints, LegPoints]
    arms: tuple[ArmPoints, ArmPoints]
    efforts: tuple[Effort, Effort]


def solve(posture: Posture) -> Pose:
    """Return where every joint is. Feet stay where the posture puts them; the hips give way."""
    forward, left = directions(posture.heading)
    across = directions(posture.heading + posture.twist)[1]
    feet = [_foot_points(foot) for foot in posture.feet]
    hips = _within_reach(posture, across, [points[0] for points in feet])
    lean = radians(posture.lean)
    trunk_up = _tilted(forward, sin(lean), cos(lean))
    neck = along(hips, trunk_up, TRUNK)
    bow = radians(posture.lean + posture.neck)
    head_up = _tilted(forward, sin(bow), cos(bow))
    half = radians(posture.lean + 0.6 * posture.neck + 8)
    skull = along(neck, _tilted(forward, sin(half), cos(half)), NECK)
    sides = (1.0, -1.0)
    legs = tuple(
        _leg(along(hips, across, side * HIP_HALF_WIDTH), foot, points, forward)
        for side, foot, points in zip(sides, posture.feet, feet, strict=True)
    )
    trunk_forward = cross(left, trunk_up)
    arms = tuple(
        _arm(
            along(neck, left, side * SHOULDER_HALF_WIDTH),
            arm,
            (trunk_forward, left, trunk_up),
        )
        for side, arm in zip(sides, posture.arms, strict=True)
    )
    return Pose(
        hips=hips,
        neck=neck,
        skull=skull,
        head=along(skull, head_up, HEAD),
        forward=forward,
        left=left,
        head_up=head_up,
        heading=posture.heading,
        legs=(legs[0], legs[1]),
        arms=(arms[0], arms[1]),
        efforts=posture.efforts,
    )


def bend(
    root: Vector, end: Vector, upper: float, lower: float, pole: Vector
) -> tuple[Vector, Vector]:
    """Return the middle joint and the end of a limb that goes from `root` towards `end`.

    The middle joint points towards `pole`. What is out of reach is brought into it.
    """
    rx, ry, rz = root
    # Written out: four limbs a frame have no time for ten calls each.
    wx, wy, wz = end[0] - rx, end[1] - ry, end[2] - rz
    distance = sqrt(wx * wx + wy * wy + wz * wz)
    most, least = (upper + lower) * STRETCHED, abs(upper - lower) + 1e-6
    if distance > 1e-12:
        ax, ay, az = wx / distance, wy / distance, wz / distance
    else:
        ax, ay, az = UP
    if distance > most or distance < least:
        distance = min(most, max(least, distance))
        end = (rx + ax * distance, ry + ay * distance, rz + az * distance)
    share = (upper * upper - lower * lower + distance * distance) / (2 * distance)
    out = sqrt(max(0.0, upper * upper - share * share))
    px, py, pz = pole
    across = px * ax + py * ay + pz * az
    ox, oy, oz = px - ax * across, py - ay * across, pz - az * across
    if ox * ox + oy * oy + oz * oz < 1e-12:  # it points along the limb itself: any side will do
        ox, oy, oz = cross((ax, ay, az), (az, ax, ay))
    size = out / sqrt(ox * ox + oy * oy + oz * oz)
    middle = (
        rx + ax * share + ox * size,
        ry + ay * share + oy * size,
        rz + az * share + oz * size,
    )
    return middle, end


def sole_of(foot: Foot) -> Callable[[float, float], Vector]:
    """Return what gives the points of a foot, by how far they lie from the ball.

    It takes how far back along the sole that is, and how far up from it.
    """
    pitch, turn = radians(foot.pitch), radians(foot.turn)
    level, steep, aside, far = cos(pitch), sin(pitch), sin(turn), cos(turn)
    x, y, z = foot.ball

    def at(back: float, up: float) -> Vector:
        ahead = -back * level + up * steep
        return (x + ahead * far, y + ahead * aside, z + back * steep + up * level)

    return at


def ankle_of(foot: Foot) -> Vector:
    """Return where the ankle of a foot is."""
    return sole_of(foot)(ANKLE_TO_BALL, ANKLE_HEIGHT)


def _foot_points(foot: Foot) -> tuple[Vector, Vector, Vector, Vector]:
    """Return ankle, tendon, heel and the toes' tip."""
    at = sole_of(foot)
    toes, turn = radians(foot.toes), radians(foot.turn)
    ahead = BALL_TO_TOES * cos(toes)
    return (
        at(ANKLE_TO_BALL, ANKLE_HEIGHT),
        at(TENDON_TO_BALL, TENDON_HEIGHT),
        at(HEEL_TO_BALL, 0.0),
        add(foot.ball, (ahead * cos(turn), ahead * sin(turn), BALL_TO_TOES * sin(toes))),
    )


def _within_reach(posture: Posture, left: Vector, ankles: list[Vector]) -> Vector:
    """Return the hips, lowered as far as a planted foot asks for."""
    x, y, z = posture.hips
    most = (THIGH + SHANK) * STRETCHED
    for side, ankle, planted in zip((1.0, -1.0), ankles, posture.planted, strict=True):
        if planted:
            aside = side * HIP_HALF_WIDTH
            across = (x + left[0] * aside - ankle[0]) ** 2 + (y + left[1] * aside - ankle[1]) ** 2
            z = min(z, ankle[2] + sqrt(max(0.0, most * most - across)))
    return (x, y, z)


def _leg(
    hip: Vector,
    foot: Foot,
    points: tuple[Vector, Vector, Vector, Vector],
    forward: Vector,
) -> LegPoints:
    ankle, tendon, heel, toe = points
    foot_ahead, _ = directions(foot.turn)
    pole = add(forward, foot_ahead)  # the knee looks where the toes and the hips look
    knee, reached = bend(hip, ankle, THIGH, SHANK, pole)
    if reached is not ankle:
        shift = subtract(reached, ankle)
        tendon, heel, toe = add(tendon, shift), add(heel, shift), add(toe, shift)
    ball = foot.ball if reached is ankle else add(foot.ball, subtract(reached, ankle))
    level = unit((pole[0], pole[1], 0.0))
    return LegPoints(hip, knee, reached, tendon, heel, ball, toe, left=(-level[1], level[0], 0.0))


def _arm(shoulder: Vector, arm: Arm, frame: tuple[Vector, Vector, Vector]) -> ArmPoints:
    forward, left, up = frame
    ahead, aside, high = arm.elbow
    pole = (
        forward[0] * ahead + left[0] * aside + up[0] * high,
        forward[1] * ahead + left[1] * aside + up[1] * high,
        forward[2] * ahead + left[2] * aside + up[2] * high,
    )
    elbow, wrist = bend(shoulder, arm.wrist, UPPER_ARM, FOREARM, pole)
    lower = unit(subtract(wrist, elbow))
    bent = radians(arm.hand)
    back = cross(left, lower)  # towards the back of the hand when the arm reaches ahead
    fingers = along(along(wrist, lower, HAND * cos(bent)), back, -HAND * sin(bent))
    return ArmPoints(shoulder, elbow, wrist, fingers, left)


def _tilted(forward: Vector, ahead: float, up: float) -> Vector:
    return (forward[0] * ahead, forward[1] * ahead, up)
