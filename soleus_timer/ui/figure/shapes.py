"""Parts of the body as paths: sections along a bone, and a smooth outline around them."""

from math import cos, hypot, pi, sin

from PySide6.QtGui import QPainterPath

from soleus_timer.core.figure.vectors import Vector, subtract
from soleus_timer.ui.figure.camera import Camera

Section = tuple[float, float, float, float, float]
"""An ellipse across a bone: where along it (0 to 1), its middle's way to the front and to the left,
and its half depth and half width; all but the first in metres."""

Sections = tuple[Section, ...]

Balls = tuple[tuple[float, float, float, float], ...]
"""Balls around which a skin is stretched: their place in a frame of three axes, and the radius."""

Point = tuple[float, float]

_ROUND = tuple((cos(pi * corner / 5), sin(pi * corner / 5)) for corner in range(10))


def outline(
    camera: Camera,
    start: Vector,
    end: Vector,
    front: Vector,
    left: Vector,
    sections: Sections,
    *,
    cut: bool = False,
) -> QPainterPath:
    """Return the outline of a part as the camera sees it: round at both ends, or `cut` straight."""
    ahead, aside = [], []
    sx, sy = camera.point(start)
    bx, by = camera.way(subtract(end, start))
    fx, fy = camera.way(front)
    lx, ly = camera.way(left)
    size = hypot(bx, by) or 1.0
    nx, ny = -by / size, bx / size  # across the bone in the picture
    depth, width = fx * nx + fy * ny, lx * nx + ly * ny
    for share, to_front, to_left, half_depth, half_width in sections:
        x = sx + bx * share + fx * to_front + lx * to_left
        y = sy + by * share + fy * to_front + ly * to_left
        half = hypot(half_depth * depth, half_width * width)
        ahead.append((x + nx * half, y + ny * half))
        aside.append((x - nx * half, y - ny * half))
    aside.reverse()
    return _cut(ahead, aside) if cut else smooth(ahead + aside)


def around(
    camera: Camera, origin: Vector, axes: tuple[Vector, Vector, Vector], balls: Balls
) -> QPainterPath:
    """Return the outline of a skin stretched around balls."""
    ox, oy = camera.point(origin)
    (ax, ay), (bx, by), (cx, cy) = (camera.way(axis) for axis in axes)
    points = []
    for ahead, aside, up, radius in balls:
        x = ox + ax * ahead + bx * aside + cx * up
        y = oy + ay * ahead + by * aside + cy * up
        size = radius * camera.scale
        points += [(x + size * across, y + size * high) for across, high in _ROUND]
    return smooth(hull(points))


def hull(points: list[Point]) -> list[Point]:
    """Return the corners of the smallest convex shape around points (Andrew's monotone chain)."""
    points = sorted(points)
    corners: list[Point] = []
    for row in (points, points[::-1]):
        start = len(corners)
        for x, y in row:
            while len(corners) >= start + 2:
                (ax, ay), (bx, by) = corners[-2], corners[-1]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                corners.pop()
            corners.append((x, y))
        corners.pop()
    return corners


def _cut(there: list[Point], back: list[Point]) -> QPainterPath:
    """Return a shape of two smooth sides, joined by straight lines."""
    path = QPainterPath()
    for number, side in enumerate((there, back)):
        x, y = px, py = side[0]
        if number:
            path.lineTo(x, y)
        else:
            path.moveTo(x, y)
        last = len(side) - 1
        for place in range(last):
            nx, ny = side[place + 1]
            ox, oy = side[min(place + 2, last)]
            path.cubicTo(
                x + (nx - px) / 6, y + (ny - py) / 6, nx - (ox - x) / 6, ny - (oy - y) / 6, nx, ny
            )
            px, py, x, y = x, y, nx, ny
    path.closeSubpath()
    return path


def smooth(points: list[Point]) -> QPainterPath:
    """Return a closed curve through points (Catmull and Rom's, as cubics)."""
    path = QPainterPath()
    count = len(points)
    px, py = points[-1]
    x, y = points[0]
    path.moveTo(x, y)
    for place in range(count):
        nx, ny = points[place + 1 - count]
        ox, oy = points[place + 2 - count]
        path.cubicTo(
            x + (nx - px) / 6, y + (ny - py) / 6, nx - (ox - x) / 6, ny - (oy - y) / 6, nx, ny
        )
        px, py, x, y = x, y, nx, ny
    return path
