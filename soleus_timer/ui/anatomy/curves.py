"""Smooth curves through points."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath


def closed_curve(points: Sequence[tuple[float, float]]) -> QPainterPath:
    """Return a smooth outline through all `points` and back to the first."""
    places = [QPointF(x, y) for x, y in points]
    around = [places[-1], *places, places[0], places[1]]
    return _through(around)


def open_curve(points: Sequence[tuple[float, float]]) -> QPainterPath:
    """Return a smooth line through all `points`, from the first to the last."""
    places = [QPointF(x, y) for x, y in points]
    before = places[0] * 2 - places[1]
    after = places[-1] * 2 - places[-2]
    return _through([before, *places, after])


def _through(places: list[QPointF]) -> QPainterPath:
    """Return Bezier pieces through all but the first and last of `places`.

    A centripetal Catmull-Rom spline: unlike the uniform one it makes no loops and hardly
    overshoots where points lie unevenly.
    """
    path = QPainterPath(places[1])
    for before, start, end, after in zip(places, places[1:], places[2:], places[3:], strict=False):
        gaps = (_gap(before, start), _gap(start, end), _gap(end, after))
        path.cubicTo(_control(before, start, end, gaps[0], gaps[1]),
                     _control(after, end, start, gaps[2], gaps[1]), end)  # fmt: skip
    return path


def _gap(one: QPointF, other: QPointF) -> float:
    step = other - one
    return max(1e-6, math.sqrt(math.hypot(step.x(), step.y())))


def _control(outside: QPointF, near: QPointF, far: QPointF, out_gap: float, gap: float) -> QPointF:
    """Return the control point beside `near`, on its way to `far`."""
    weight = 2 * out_gap**2 + 3 * out_gap * gap + gap**2
    return (far * out_gap**2 - outside * gap**2 + near * weight) / (3 * out_gap * (out_gap + gap))
