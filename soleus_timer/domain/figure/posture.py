"""Points in space, and postures: the few numbers from which a whole body follows.

x runs along the floor in the direction a figure of heading 0 faces, y to its left, z up; metres.
"""

from math import cos, radians, sin, sqrt
from typing import Any, NamedTuple, TypeVar

Vector = tuple[float, float, float]

NumbersT = TypeVar("NumbersT", bound=tuple[Any, ...])

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
    """Return the direction of `a` with length 1; up where it has no length."""
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
    twist: float = 0.0
    """How far the pelvis is turned against the trunk, counter-clockwise."""


def blend(a: Posture, b: Posture, share: float) -> Posture:
    """Return the posture at `share` (0 to 1) of the way from `a` to `b`."""
    if share <= 0:
        return a
    if share >= 1:
        return b
    planted = (a.planted[0] and b.planted[0], a.planted[1] and b.planted[1])
    return mix_all(a, b, share)._replace(planted=planted)


def mix(a: float, b: float, share: float) -> float:
    """Return the number at `share` of the way from `a` to `b`."""
    return a + (b - a) * share


def mix_all(a: NumbersT, b: NumbersT, share: float) -> NumbersT:
    """Return numbers, or tuples of them, each at `share` of the way from `a` to `b`."""
    mixed = (
        mix_all(one, other, share) if isinstance(one, tuple) else mix(one, other, share)
        for one, other in zip(a, b, strict=True)
    )
    return tuple.__new__(type(a), mixed)


def ease(share: float) -> float:
    """Return `share` (0 to 1) with a gentle start and end; what lies outside is brought inside."""
    if share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    return share * share * (3 - 2 * share)
