"""Draws a body from its pose, the far parts first."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from soleus_timer.core.figure.kinematics import ArmPoints, LegPoints, Pose
from soleus_timer.core.figure.vectors import Vector, along, between, cross, subtract, unit
from soleus_timer.ui.figure import body_shapes as form
from soleus_timer.ui.figure.brushes import Brushes
from soleus_timer.ui.figure.camera import Camera
from soleus_timer.ui.figure.shapes import Sections, around, outline

_HEAD_HALF = 0.114
"""From the middle of the head to the crown, in metres."""


class BodyPainter:
    """Draws one pose with one camera."""

    def __init__(self, painter: QPainter, camera: Camera, brushes: Brushes) -> None:
        self._painter = painter
        self._camera = camera
        self._brushes = brushes
        self._colours = brushes.colours
        self._line = max(0.8, camera.scale * 0.006)

    def draw(self, pose: Pose) -> None:
        """Draw the body."""
        depth = self._camera.depth
        middle = depth(pose.hips)
        chest = depth(between(pose.hips, pose.neck, 0.8))
        parts = []
        for side in (0, 1):
            leg, arm = pose.legs[side], pose.arms[side]
            parts.append((depth(leg.hip) - middle, 0, side))
            parts.append((1.2 * (depth(arm.elbow) - chest), 1, side))
        parts.sort(reverse=True)
        behind = [part for part in parts if part[0] > 0.02]
        before = [part for part in parts if part[0] <= 0.02]
        for away, what, side in behind:
            self._limb(pose, what, side, far=away > 0.04)
        self._trunk(pose)
        for _, what, side in before:
            self._limb(pose, what, side, far=False)

    def _limb(self, pose: Pose, what: int, side: int, *, far: bool) -> None:
        if what:
            self._arm(pose.arms[side], far=far)
        else:
            self._leg(pose, side, far=far)

    def _fill(
        self,
        start: Vector,
        end: Vector,
        frame: tuple[Vector, Vector],
        sections: Sections,
        brush: QBrush,
    ) -> None:
        self._painter.setBrush(brush)
        self._painter.drawPath(outline(self._camera, start, end, *frame, sections))

    def _arm(self, arm: ArmPoints, *, far: bool) -> None:
        colours, of = self._colours, self._brushes.of
        skin = of(colours.skin_far if far else colours.skin)
        shirt = of(colours.shirt_far if far else colours.shirt)
        self._painter.setPen(self._edge(colours.edge))
        upper, lower = (
            _frame(arm.shoulder, arm.elbow, arm.left),
            _frame(arm.elbow, arm.wrist, arm.left),
        )
        self._fill(
            arm.wrist, arm.fingers, _frame(arm.wrist, arm.fingers, arm.left), form.HAND, skin
        )
        self._fill(arm.shoulder, arm.elbow, upper, form.UPPER_ARM, skin)
        self._fill(arm.elbow, arm.wrist, lower, form.FOREARM, skin)
        self._fill(arm.shoulder, arm.elbow, upper, form.SLEEVE, shirt)

    def _leg(self, pose: Pose, side: int, *, far: bool) -> None:
        leg = pose.legs[side]
        colours, of = self._colours, self._brushes.of
        skin = of(colours.skin_far if far else colours.skin)
        self._painter.setPen(self._edge(colours.edge))
        thigh = _frame(leg.hip, leg.knee, leg.left)
        shank = _frame(leg.knee, leg.ankle, leg.left)
        self._foot(leg, skin, of(colours.edge))
        self._fill(leg.knee, leg.ankle, shank, form.SHANK, skin)
        self._muscles(pose, side, shank)
        self._fill(leg.hip, leg.knee, thigh, form.THIGH, skin)
        self._fill(
            leg.hip, leg.knee, thigh, form.SHORTS, of(colours.shorts_far if far else colours.shorts)
        )

    def _muscles(self, pose: Pose, side: int, frame: tuple[Vector, Vector]) -> None:
        leg, effort = pose.legs[side], pose.efforts[side]
        self._tendon(leg, frame)
        self._fill(leg.knee, leg.ankle, frame, form.SOLEUS, self._brushes.muscle(effort.soleus))
        brush = self._brushes.muscle(effort.gastrocnemius)
        for aside in (-form.HEAD_APART, form.HEAD_APART):
            sections = tuple((t, c, aside, d, w) for t, c, _, d, w in form.GASTROCNEMIUS_SIDE)
            self._fill(leg.knee, leg.ankle, frame, sections, brush)

    def _tendon(self, leg: LegPoints, frame: tuple[Vector, Vector]) -> None:
        front, _ = frame
        top = along(between(leg.knee, leg.ankle, 0.66), front, -0.034)
        pen = QPen(QColor(self._colours.tendon), self._camera.scale * 0.014)
        pen.setCapStyle(pen.capStyle().RoundCap)
        edge = self._painter.pen()
        self._painter.setPen(pen)
        self._painter.drawLine(
            QPointF(*self._camera.point(top)), QPointF(*self._camera.point(leg.tendon))
        )
        self._painter.setPen(edge)

    def _foot(self, leg: LegPoints, skin: QBrush, edge: QBrush) -> None:
        """Draw hind foot, forefoot and toes; first a little larger, which leaves an edge."""
        ahead = unit(subtract(leg.ball, leg.heel))
        toes = unit(subtract(leg.toe, leg.ball))
        frame = (ahead, leg.left, cross(ahead, leg.left))
        toe_frame = (toes, leg.left, cross(toes, leg.left))
        parts = (
            (form.HIND_FOOT, frame), (form.FOREFOOT, frame), (form.TOES, toe_frame)
        )  # fmt: skip
        painter, camera = self._painter, self._camera
        pen = painter.pen()
        painter.setPen(QPen(edge, 2 * self._line))
        painter.setBrush(edge)
        paths = [around(camera, leg.ball, axes, balls) for balls, axes in parts]
        for path in paths:
            painter.drawPath(path)
        painter.setPen(QPen(skin, 0.3))
        painter.setBrush(skin)
        for path in paths:
            painter.drawPath(path)
        painter.setPen(pen)

    def _trunk(self, pose: Pose) -> None:
        colours, of = self._colours, self._brushes.of
        self._painter.setPen(self._edge(colours.edge))
        trunk = _frame(pose.neck, pose.hips, pose.left)
        neck = _frame(pose.skull, pose.neck, pose.left)
        head = (cross(pose.left, pose.head_up), pose.left)
        self._fill(pose.neck, pose.skull, neck, form.NECK, of(colours.skin))
        crown = along(pose.head, pose.head_up, _HEAD_HALF)
        self._nose(pose, head[0])
        self._fill(pose.head, crown, head, form.HEAD, of(colours.skin))
        self._fill(pose.head, crown, head, form.HAIR, of(colours.hair))
        self._fill(pose.hips, pose.neck, trunk, form.PELVIS, of(colours.shorts))
        self._fill(pose.hips, pose.neck, trunk, form.TRUNK, of(colours.shirt))

    def _nose(self, pose: Pose, front: Vector) -> None:
        self._painter.setBrush(self._brushes.of(self._colours.skin))
        at = along(along(pose.head, front, 0.098), pose.head_up, -0.022)
        x, y = self._camera.point(at)
        size = self._camera.scale * 0.014
        self._painter.drawEllipse(QPointF(x, y), size, size)

    def _edge(self, colour: str) -> QPen:
        return QPen(QColor(colour), self._line)


def _frame(start: Vector, end: Vector, left: Vector) -> tuple[Vector, Vector]:
    """Return front and left of a part that hangs from `start` to `end`."""
    down = unit(subtract(end, start))
    front = unit(cross(down, left))
    return front, left
