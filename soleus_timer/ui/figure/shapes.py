"""Parts of the body as paths: sections along a bone, and a smooth outline around them.

To make an outline takes far longer than to draw one. From frame to frame a part mostly moves and
turns within the picture, and keeps its outline; so outlines are made in the part's own
measure, are kept, and are drawn through a transform.
"""

from math import cos, hypot, pi, sin
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath, QTransform

from soleus_timer.domain.figure.posture import Vector
from soleus_timer.ui.figure.drawing import Camera

Section = tuple[float, float, float, float, float]
"""An ellipse across a bone: where along it (0 to 1), its middle's way to the front and to the left,
and its half depth and half width; all but the first in metres."""

Balls = tuple[tuple[float, float, float, float], ...]
"""Balls around which a skin is stretched: their place in a frame of three axes, and the radius."""

Point = tuple[float, float]

UNITS = 1000.0
"""Units of an outline in a metre."""

_STEPS = 128.0
_GRAIN = 2
"""The steps of an aspect's directions, and (in `UNITS`) of its lengths: no edge is off by a
millimetre, less than a pixel in any window. Finer steps would need an outline for nearly every
frame."""

_CACHE_SIZE = 8
"""Outlines cached for each part."""

_ROUND = tuple((cos(pi * corner / 5), sin(pi * corner / 5)) for corner in range(10))

Aspect = tuple[int, int, int, int, int]
"""How a bone is seen: its length in the picture (`UNITS`), and the shares of its front and left
along it and across it (`_STEPS`). From this follows the outline of all that is around it."""


class Bone(NamedTuple):
    """A bone as the camera sees it: where and which way it lies, and its aspect."""

    place: QTransform
    aspect: Aspect


def bone_seen(camera: Camera, start: Vector, along: Vector, front: Vector, left: Vector) -> Bone:
    """Return how the camera sees a bone that goes `along` from `start`, with its own directions."""
    # What `Camera.point` and `way` do: twenty bones a frame have no time for four calls each.
    (ax, ay), (dx, dy, dz), scale = camera.across, camera.down, camera.scale
    px, py, pz = start
    x = camera.middle + ax * px + ay * py
    y = camera.ground + dx * px + dy * py + dz * pz
    px, py, pz = along
    bx, by = ax * px + ay * py, dx * px + dy * py + dz * pz
    px, py, pz = front
    fx, fy = ax * px + ay * py, dx * px + dy * py + dz * pz
    px, py, pz = left
    lx, ly = ax * px + ay * py, dx * px + dy * py + dz * pz
    size = hypot(bx, by)
    ux, uy = (bx / size, by / size) if size else (0.0, 1.0)
    grain, unit = _STEPS / scale, scale / UNITS
    aspect = (
        _GRAIN * round(size / unit / _GRAIN),
        round((fx * ux + fy * uy) * grain),
        round((lx * ux + ly * uy) * grain),
        round((fy * ux - fx * uy) * grain),
        round((ly * ux - lx * uy) * grain),
    )
    return Bone(QTransform(unit * ux, unit * uy, -unit * uy, unit * ux, x, y), aspect)


class Part:
    """A part of the body that lies around a bone."""

    def __init__(self) -> None:
        self._cache: dict[Aspect, QPainterPath] = {}

    def outline(self, aspect: Aspect) -> QPainterPath:
        """Return its outline around a bone that starts at 0 and goes along x, in `UNITS`."""
        path = self._cache.get(aspect)
        if path is None:
            if len(self._cache) >= _CACHE_SIZE:
                del self._cache[next(iter(self._cache))]
            size, *shares = aspect
            path = self._make(float(size), *(share * UNITS / _STEPS for share in shares))
            self._cache[aspect] = path
        return path

    def _make(self, size: float, fu: float, lu: float, fn: float, ln: float) -> QPainterPath:
        """Make the outline; a metre to the front or to the left goes so far along and across."""
        raise NotImplementedError


class Tube(Part):
    """A part with sections along its bone: round at both ends, or `cut` straight."""

    def __init__(self, *sections: Section, cut: bool = False) -> None:
        super().__init__()
        self._sections = sections
        self._cut = cut

    def _make(self, size: float, fu: float, lu: float, fn: float, ln: float) -> QPainterPath:
        ahead, aside = [], []
        for share, to_front, to_left, half_depth, half_width in self._sections:
            x = size * share + fu * to_front + lu * to_left
            y = fn * to_front + ln * to_left
            half = hypot(half_depth * fn, half_width * ln)
            ahead.append((x, y + half))
            aside.append((x, y - half))
        aside.reverse()
        return _cut(ahead, aside) if self._cut else smooth(ahead + aside)


class Profile(Part):
    """A part known by its outline from the side; its bone is a metre long.

    Its points are metres along the bone and to the front. Seen from the front it is a line: a
    `Tube` or a `Skin` of the same part gives it its width.
    """

    def __init__(self, *points: Point) -> None:
        super().__init__()
        self._points = points

    def _make(self, size: float, fu: float, _lu: float, fn: float, _ln: float) -> QPainterPath:
        return smooth([(size * along + fu * ahead, fn * ahead) for along, ahead in self._points])


class Skin(Part):
    """A part whose skin is stretched around sets of balls; its bone is a metre long."""

    def __init__(self, *skins: Balls) -> None:
        super().__init__()
        self._skins = skins

    def _make(self, size: float, fu: float, lu: float, fn: float, ln: float) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for balls in self._skins:
            points = []
            for ahead, aside, up, radius in balls:
                x = size * ahead + fu * aside + lu * up
                y = fn * aside + ln * up
                points += [
                    (x + UNITS * radius * across, y + UNITS * radius * high)
                    for across, high in _ROUND
                ]
            path.addPath(smooth(hull(points)))
        return path


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
    path.reserve(3 * (len(there) + len(back)))  # to grow into it takes twice as much
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
    path.reserve(1 + 3 * count)
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
