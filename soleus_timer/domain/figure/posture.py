"""Points in space, and postures: the few numbers from which a whole body follows.

x runs along the floor in the direction a figure of heading 0 faces, y to its left, z up; metres.
"""

from math import cos, radians, sin, sqrt
from typing import NamedTuple

Vector = tuple[float, float, float]

UP: Vector = (0.0, 0.0, 1.0)


def add(a: Vector, b: Vector) -> Vector:
    """Return the sum."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def subtract(a: Vector, b: Vector) -> Vector:
    """Return the way from `b` to `a`."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def along(a: Vector, direction: Vector, length: float) -> Vector:
    """Return the point that lies `length` from `a` in `direction`."""
    return (
        a[0] + direction[0] * length,
        a[1] + direction[1] * length,
        a[2] + direction[2] * length,
    )


def between(a: Vector, b: Vector, share: float) -> Vector:
    """Return the point at `share` (0 to 1) of the way from `a` to `b`."""
    return (
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
        a[2] + (b[2] - a[2]) * share,
    )


def dot(a: Vector, b: Vector) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """Return the vector product."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Vector) -> float:
    """Return the length."""
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def unit(a: Vector) -> Vector:
    """Return the direction of `a` with length 1; that of no length at all is up."""
    size = length(a)
    return (a[0] / size, a[1] / size, a[2] / size) if size > 1e-12 else UP


def directions(heading: float) -> tuple[Vector, Vector]:
    """Return forward and left of somebody who faces `heading` (degrees, counter-clockwise)."""
    angle = radians(heading)
    ahead, aside = cos(angle), sin(angle)
    return (ahead, aside, 0.0), (-aside, ahead, 0.0)


class Effort(NamedTuple):
    """How hard the two muscles of one leg work, each from 0 to 1."""

    soleus: float = 0.0
    gastrocnemius: float = 0.0


class Foot(NamedTuple):
    """A foot by the point under its ball; angles in degrees.

    `pitch` is how far the heel is up against the ball, `toes` how far the toes point up against
    the horizontal; `turn` is which way the foot points, as a heading.
    """

    ball: Vector
    pitch: float = 0.0
    toes: float = 0.0
    turn: float = 0.0


class Arm(NamedTuple):
    """Where the wrist is, and towards where the elbow points, as forward, left and up."""

    wrist: Vector
    elbow: Vector = (-1.0, 0.0, -0.2)
    hand: float = 0.0
    """How far the hand is bent back against the forearm, in degrees."""


class Posture(NamedTuple):
    """A whole body; sides come as left and right. Angles in degrees, lengths in metres.

    `hips` is the point between the hip joints. `lean` bends the trunk forward, `neck` the head
    forward against the trunk.
    """

    hips: Vector
    heading: float
    lean: float
    neck: float
    feet: tuple[Foot, Foot]
    arms: tuple[Arm, Arm]
    efforts: tuple[Effort, Effort]
    planted: tuple[bool, bool] = (True, True)
    """Which feet carry; where a leg cannot reach its foot, the hips come down for these."""


def blend(a: Posture, b: Posture, share: float) -> Posture:
    """Return the posture at `share` (0 to 1) of the way from `a` to `b`."""
    if share <= 0:
        return a
    if share >= 1:
        return b
    return Posture(
        hips=between(a.hips, b.hips, share),
        heading=mix(a.heading, b.heading, share),
        lean=mix(a.lean, b.lean, share),
        neck=mix(a.neck, b.neck, share),
        feet=(_foot(a.feet[0], b.feet[0], share), _foot(a.feet[1], b.feet[1], share)),
        arms=(_arm(a.arms[0], b.arms[0], share), _arm(a.arms[1], b.arms[1], share)),
        efforts=blend_efforts(a.efforts, b.efforts, share),
        planted=(a.planted[0] and b.planted[0], a.planted[1] and b.planted[1]),
    )


def blend_efforts(
    a: tuple[Effort, Effort], b: tuple[Effort, Effort], share: float
) -> tuple[Effort, Effort]:
    """Return efforts at `share` of the way from `a` to `b`."""
    return _effort(a[0], b[0], share), _effort(a[1], b[1], share)


def mix(a: float, b: float, share: float) -> float:
    """Return the number at `share` of the way from `a` to `b`."""
    return a + (b - a) * share


def ease(share: float) -> float:
    """Return `share` (0 to 1) with a gentle start and end; what lies outside is brought inside."""
    if share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    return share * share * (3 - 2 * share)


def _foot(a: Foot, b: Foot, share: float) -> Foot:
    return Foot(
        between(a.ball, b.ball, share),
        mix(a.pitch, b.pitch, share),
        mix(a.toes, b.toes, share),
        mix(a.turn, b.turn, share),
    )


def _arm(a: Arm, b: Arm, share: float) -> Arm:
    return Arm(
        between(a.wrist, b.wrist, share),
        between(a.elbow, b.elbow, share),
        mix(a.hand, b.hand, share),
    )


def _effort(a: Effort, b: Effort, share: float) -> Effort:
    return Effort(mix(a.soleus, b.soleus, share), mix(a.gastrocnemius, b.gastrocnemius, share))
