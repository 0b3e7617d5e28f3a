"""Points and directions in space, as plain tuples, because a frame has little time.

x runs along the floor in the direction a figure of heading 0 faces, y to its left, z up; metres.
"""

from math import cos, radians, sin, sqrt

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
