"""Draws the shadows under the feet."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from soleus_timer.core.figure.figure import Figure
from soleus_timer.core.figure.kinematics import LegPoints, Pose
from soleus_timer.core.figure.vectors import subtract
from soleus_timer.ui.figure.brushes import Brushes
from soleus_timer.ui.figure.camera import Camera

_UP_TO = 0.15
"""A foot higher than this (metres) throws no shadow that one sees."""


class ShadowPainter:
    """Draws shadows with one camera."""

    def __init__(self, camera: Camera, figure: Figure, brushes: Brushes) -> None:
        self._camera = camera
        self._brushes = brushes
        self._grounds = [prop for prop in figure.props if prop.kind in {"step", "cushion"}]

    def draw(self, painter: QPainter, pose: Pose) -> None:
        """Draw the shadows of both feet; the painter is left without a pen."""
        painter.setPen(self._brushes.no_pen)
        painter.setBrush(self._brushes.shadow)
        for leg in pose.legs:
            self._shadow(painter, leg)

    def _shadow(self, painter: QPainter, leg: LegPoints) -> None:
        camera = self._camera
        edge, under = self._ground(leg.ball[0])
        height = leg.ball[2] - under
        if height > _UP_TO:
            return
        start, end = leg.heel[0], leg.toe[0]
        if edge is not None:
            start = max(edge, start)
        x, y = camera.point(((start + end) / 2, leg.ball[1], under))
        size = 1 - height / _UP_TO / 1.5
        half = abs(camera.way(subtract(leg.toe, leg.heel))[0]) / 2 + 0.045 * camera.scale
        if edge is not None:
            half = min(half, abs(end - start) * camera.scale / 2)
        painter.drawEllipse(QPointF(x, y), half * size, camera.scale * 0.018 * size)

    def _ground(self, x: float) -> tuple[float | None, float]:
        """Return what is under a foot: the edge of a step, if it is one, and the height."""
        for prop in self._grounds:
            if prop.at <= x <= prop.at + prop.size:
                return prop.at if prop.kind == "step" else None, prop.height
        return None, 0.0
