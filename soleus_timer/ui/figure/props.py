"""Draws the things that an exercise needs: wall, chair, step, cushion, weights."""

from math import radians, sin

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from soleus_timer.domain.figure.kinematics import ArmPoints, LegPoints
from soleus_timer.domain.figure.model import Prop
from soleus_timer.domain.figure.posture import Vector, along, between, cross, subtract, unit
from soleus_timer.ui.figure.drawing import Camera, brushes_of
from soleus_timer.ui.figure.shapes import hull
from soleus_timer.ui.theme import FigureColours

WALL_HEIGHT = 1.9
_WALL_DEPTH = 0.07
_HALF_WIDTH = 0.24
_SEAT_DEPTH = 0.42
_SEAT_BEHIND = 0.19
"""From the hips back to the edge of the seat, unless the file says it."""
_LEG = 0.035

Box = tuple[float, float, float, float, float, float]
"""From and to: along, across, up; in metres."""


class PropPainter:
    """Draws props with one camera."""

    def __init__(self, camera: Camera, colours: FigureColours) -> None:
        self._camera = camera
        brushes = brushes_of(colours)
        self._brush, self._heavy = brushes.prop, brushes.prop_edge
        self._edge = QPen(brushes.prop_edge, max(1.0, camera.scale * 0.006))

    def draw(self, painter: QPainter, prop: Prop) -> None:
        """Draw a prop that stands in the scene; weights are drawn with what carries them."""
        painter.setPen(self._edge)
        painter.setBrush(self._brush)
        for box in boxes(prop, self._camera.view):
            outline = hull([self._camera.point(corner) for corner in _corners(box)])
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in outline]))

    def dumbbell(self, painter: QPainter, arm: ArmPoints) -> None:
        """Draw a weight in a hand."""
        scale = self._camera.scale
        grip = between(arm.wrist, arm.fingers, 0.5)
        down = unit(subtract(arm.fingers, arm.wrist))
        front = unit(cross(down, arm.left))
        pen = QPen(self._heavy, scale * 0.03)
        pen.setCapStyle(pen.capStyle().FlatCap)
        painter.setPen(pen)
        ends = [self._camera.point(along(grip, front, at)) for at in (-0.1, 0.1)]
        painter.drawLine(QPointF(*ends[0]), QPointF(*ends[1]))
        for at in (-0.1, 0.1):
            pen.setWidthF(scale * 0.05)
            pen.setColor(self._heavy.color())
            painter.setPen(pen)
            top = self._camera.point(along(along(grip, front, at), down, -0.06))
            bottom = self._camera.point(along(along(grip, front, at), down, 0.06))
            painter.drawLine(QPointF(*top), QPointF(*bottom))

    def thigh_weight(self, painter: QPainter, leg: LegPoints) -> None:
        """Draw a weight that lies on a thigh, near the knee."""
        ahead = unit(subtract(leg.knee, leg.hip))
        up = cross(ahead, leg.left)
        middle = along(between(leg.hip, leg.knee, 0.78), up, 0.105)
        corners = [
            self._camera.point(along(along(along(middle, ahead, x), up, z), leg.left, y))
            for x in (-0.11, 0.11)
            for y in (-0.07, 0.07)
            for z in (-0.04, 0.04)
        ]
        pen = QPen(self._heavy, self._camera.scale * 0.02)
        pen.setJoinStyle(pen.joinStyle().RoundJoin)
        painter.setPen(pen)
        painter.setBrush(self._heavy)
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in hull(corners)]))


def boxes(prop: Prop, view: float) -> list[Box]:
    """Return the boxes of which a prop is made; a weight has none of its own.

    A wall that one looks at is as wide as a wall; from the side, what shows is where it ends.
    """
    match prop.kind:
        case "wall":
            away = _WALL_DEPTH if prop.at > 0 else -_WALL_DEPTH
            wide = 0.3 + 0.5 * abs(sin(radians(view)))
            return [(prop.at, prop.at + away, -wide, wide, 0.0, WALL_HEIGHT)]
        case "step" | "cushion":
            return [(prop.at, prop.at + prop.size, -0.3, 0.3, 0.0, prop.height)]
        case "chair":
            return _chair(prop)
        case _:
            return []


def corners(prop: Prop, view: float) -> list[Vector]:
    """Return the corners of all that a prop is made of."""
    return [corner for box in boxes(prop, view) for corner in _corners(box)]


def _chair(prop: Prop) -> list[Box]:
    back = prop.at - (prop.size or _SEAT_BEHIND)
    front, top, wide = back + _SEAT_DEPTH, prop.height, _HALF_WIDTH
    legs: list[Box] = [
        (x, x + _LEG, y, y + _LEG, 0.0, top - 0.04)
        for y in (wide - _LEG, -wide)
        for x in (back, front - _LEG)
    ]
    rest: Box = (back - 0.03, back + 0.01, -wide, wide, top - 0.04, top + 0.46)
    return [*legs, rest, (back, front, -wide, wide, top - 0.05, top)]


def _corners(box: Box) -> list[Vector]:
    return [(x, y, z) for x in box[:2] for y in box[2:4] for z in box[4:]]
