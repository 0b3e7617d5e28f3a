"""Limbs as one outline: two bones and the joint between them, without a seam.

An outline through a joint changes with every frame, so it is made anew for each. That takes less
than a twentieth of a millisecond a limb.
"""

from math import hypot

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from soleus_timer.domain.figure.posture import Vector, cross, subtract, unit
from soleus_timer.ui.figure.drawing import Camera
from soleus_timer.ui.figure.shapes import Point, smooth

Station = tuple[float, float, float, float]
"""Where along a bone (0 to 1); how far (metres) the flesh reaches to the front, to the back, and to
either side of it."""

_STRAIGHT = 0.1
"""A joint bent less than this (the sine of its angle) has no fold."""


class Limb:
    """Two bones in one skin."""

    def __init__(self, upper: tuple[Station, ...], lower: tuple[Station, ...], cap: float) -> None:
        """`cap` is how far (metres) the joint's outer side is from it, where it is bent."""
        self._upper, self._lower, self._cap = upper, lower, cap

    def outline(
        self, camera: Camera, start: Vector, joint: Vector, end: Vector, left: Vector
    ) -> QPainterPath:
        """Return the outline of a limb that goes from `start` over `joint` to `end`, in pixels."""
        one, (ux, uy) = _sides(camera, start, joint, left, self._upper)
        other, (vx, vy) = _sides(camera, joint, end, left, self._lower)
        turn = ux * vy - uy * vx
        x, y = camera.point(joint)
        # The sum of both normals points along the line that halves the joint's outer angle.
        nx, ny = -uy - vy, ux + vx
        size = hypot(nx, ny) or 1.0
        away = self._cap * camera.scale / size
        caps: tuple[list[Point], list[Point]] = ([], [])
        if turn < -_STRAIGHT:
            caps[0].append((x + nx * away, y + ny * away))
        elif turn > _STRAIGHT:
            caps[1].append((x - nx * away, y - ny * away))
        ahead = [*one[0], *caps[0], *other[0]]
        aback = [*one[1], *caps[1], *other[1]]
        aback.reverse()
        path = smooth(ahead + aback)
        path.setFillRule(Qt.FillRule.WindingFill)  # where a joint folds, its skin overlaps
        return path


def _sides(
    camera: Camera, start: Vector, end: Vector, left: Vector, stations: tuple[Station, ...]
) -> tuple[tuple[list[Point], list[Point]], Point]:
    """Return the points on both sides of a bone in the picture, and the direction of the bone."""
    way = subtract(end, start)
    front = unit(cross(way, left))
    x, y = camera.point(start)
    bx, by = camera.way(way)
    size = hypot(bx, by)
    ux, uy = (bx / size, by / size) if size > 1e-9 else (0.0, 1.0)
    fx, fy = camera.way(front)
    lx, ly = camera.way(left)
    fu, fn = fx * ux + fy * uy, fy * ux - fx * uy
    ln = ly * ux - lx * uy
    ahead: list[Point] = []
    aback: list[Point] = []
    for share, to_front, to_back, wide in stations:
        middle, deep = (to_front - to_back) / 2, (to_front + to_back) / 2
        at = size * share + fu * middle
        half, off = hypot(deep * fn, wide * ln), fn * middle
        px, py = x + ux * at, y + uy * at
        ahead.append((px - uy * (off + half), py + ux * (off + half)))
        aback.append((px - uy * (off - half), py + ux * (off - half)))
    return (ahead, aback), (ux, uy)
