"""Draws a body from its pose, the far parts first: plain shapes without lines."""

from typing import TypeVar

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QPainter, QPen

from soleus_timer.core.figure.kinematics import ArmPoints, LegPoints, Pose
from soleus_timer.core.figure.vectors import Vector, along, between, cross, subtract, unit
from soleus_timer.ui.figure import body_shapes as form
from soleus_timer.ui.figure.brushes import Brushes, Tones
from soleus_timer.ui.figure.camera import Camera
from soleus_timer.ui.figure.props import PropPainter
from soleus_timer.ui.figure.shapes import Sections, around, outline

_Limb = TypeVar("_Limb")

_HEAD_HALF = 0.114
"""From the middle of the head to the crown, in metres."""

_FAR_ARM, _FAR_LEG = 0.14, 0.08
"""So much farther away (metres) than the middle of the body, a limb has its darkest tone."""

_TOWARDS = -0.3
"""What faces one more than this is seen from the front."""

_TENDON_FROM = 0.62
"""Where along the shank the Achilles tendon comes out from under the muscles."""


class BodyPainter:
    """Draws one pose with one camera."""

    def __init__(
        self,
        painter: QPainter,
        camera: Camera,
        brushes: Brushes,
        props: PropPainter,
        weight: str = "",
    ) -> None:
        """`weight` says what carries a weight: `hands`, `thighs`, or nothing."""
        self._painter = painter
        self._camera = camera
        self._brushes = brushes
        self._props = props
        self._weight = weight
        self._line = max(0.7, camera.scale * 0.004)

    def draw(self, pose: Pose) -> None:
        """Draw the body."""
        depth = self._camera.depth
        middle = depth(pose.hips)
        chest = depth(between(pose.hips, pose.neck, 0.8))
        legs = sorted(((depth(leg.hip) - middle, side) for side, leg in _numbered(pose.legs)))
        arms = sorted(((depth(arm.elbow) - chest, side) for side, arm in _numbered(pose.arms)))
        self._painter.setPen(self._brushes.no_pen)
        for away, side in reversed(arms):
            if away > 0:
                self._arm(pose.arms[side], away / _FAR_ARM)
        for away, side in reversed(legs):
            self._leg(pose, side, away / _FAR_LEG)
            if self._weight == "thighs":
                self._props.thigh_weight(pose.legs[side])
                self._painter.setPen(self._brushes.no_pen)
        self._trunk(pose)
        for away, side in reversed(arms):
            if away <= 0:
                self._arm(pose.arms[side], 0.0)

    def _part(
        self,
        start: Vector,
        end: Vector,
        frame: tuple[Vector, Vector],
        sections: Sections,
        brush: QBrush,
        *,
        cut: bool = False,
    ) -> None:
        self._painter.setBrush(brush)
        self._painter.drawPath(outline(self._camera, start, end, *frame, sections, cut=cut))

    def _arm(self, arm: ArmPoints, far: float) -> None:
        tones = self._brushes.tones(far)
        if self._weight == "hands":
            self._props.dumbbell(arm)
            self._painter.setPen(self._brushes.no_pen)
        upper = _frame(arm.shoulder, arm.elbow, arm.left)
        lower = _frame(arm.elbow, arm.wrist, arm.left)
        hand = _frame(arm.wrist, arm.fingers, arm.left)
        self._part(arm.wrist, arm.fingers, hand, form.HAND, tones.skin)
        self._part(arm.shoulder, arm.elbow, upper, form.UPPER_ARM, tones.skin)
        self._part(arm.elbow, arm.wrist, lower, form.FOREARM, tones.skin)
        self._part(arm.shoulder, arm.elbow, upper, form.SLEEVE, tones.shirt, cut=True)

    def _leg(self, pose: Pose, side: int, far: float) -> None:
        leg, tones = pose.legs[side], self._brushes.tones(far)
        thigh = _frame(leg.hip, leg.knee, leg.left)
        shank = _frame(leg.knee, leg.ankle, leg.left)
        self._part(leg.hip, leg.knee, thigh, form.THIGH, tones.skin)
        self._foot(leg, tones.skin)
        if self._camera.depth(shank[0]) < _TOWARDS:  # from the front, the shin hides the calf
            self._muscles(pose, side, shank, tones)
            self._part(leg.knee, leg.ankle, shank, form.SHANK, tones.skin)
        else:
            self._part(leg.knee, leg.ankle, shank, form.SHANK, tones.skin)
            self._tendon(leg, shank, tones)
            self._muscles(pose, side, shank, tones)
        self._part(leg.hip, leg.knee, thigh, form.SHORTS, tones.shorts, cut=True)

    def _muscles(self, pose: Pose, side: int, frame: tuple[Vector, Vector], tones: Tones) -> None:
        leg, effort = pose.legs[side], pose.efforts[side]
        self._part(leg.knee, leg.ankle, frame, form.SOLEUS, tones.working(effort.soleus))
        brush = tones.working(effort.gastrocnemius)
        self._painter.setPen(QPen(tones.seam, self._line))
        for heads in form.GASTROCNEMIUS[side]:
            self._part(leg.knee, leg.ankle, frame, heads, brush)
        self._painter.setPen(self._brushes.no_pen)

    def _tendon(self, leg: LegPoints, frame: tuple[Vector, Vector], tones: Tones) -> None:
        front, left = frame
        top = along(between(leg.knee, leg.ankle, _TENDON_FROM), front, -0.036)
        across = (unit(cross(unit(subtract(leg.tendon, top)), left)), left)
        self._part(top, leg.tendon, across, form.HEEL_CORD, tones.skin)
        self._part(top, leg.tendon, across, form.TENDON, tones.tendon)

    def _foot(self, leg: LegPoints, skin: QBrush) -> None:
        ahead = unit(subtract(leg.ball, leg.heel))
        toes = unit(subtract(leg.toe, leg.ball))
        frame = (ahead, leg.left, cross(ahead, leg.left))
        toe_frame = (toes, leg.left, cross(toes, leg.left))
        self._painter.setBrush(skin)
        for balls, axes in (
            (form.HIND_FOOT, frame),
            (form.FOREFOOT, frame),
            (form.TOES, toe_frame),
        ):
            self._painter.drawPath(around(self._camera, leg.ball, axes, balls))

    def _trunk(self, pose: Pose) -> None:
        brushes = self._brushes
        trunk = _frame(pose.neck, pose.hips, pose.left)
        neck = _frame(pose.skull, pose.neck, pose.left)
        self._part(pose.neck, pose.skull, neck, form.NECK, brushes.skin)
        self._head(pose)
        self._part(pose.hips, pose.neck, trunk, form.PELVIS, brushes.shorts)
        self._part(pose.hips, pose.neck, trunk, form.TRUNK, brushes.shirt, cut=True)

    def _head(self, pose: Pose) -> None:
        brushes = self._brushes
        frame = (cross(pose.left, pose.head_up), pose.left)
        crown = along(pose.head, pose.head_up, _HEAD_HALF)
        if self._camera.depth(frame[0]) < _TOWARDS:
            self._part(pose.head, crown, frame, form.HAIR, brushes.hair)
            self._part(pose.head, crown, frame, form.HEAD, brushes.skin)
            self._part(pose.head, crown, frame, form.FRINGE, brushes.hair)
            return
        self._part(pose.head, crown, frame, form.NOSE, brushes.skin)
        self._part(pose.head, crown, frame, form.HEAD, brushes.skin)
        self._part(pose.head, crown, frame, form.HAIR, brushes.hair)
        sideways = self._camera.way(frame[0])[0] / self._camera.scale
        if abs(sideways) > 0.85:  # from behind, the ears are under the hair
            ear = along(along(pose.head, frame[0], -0.004), pose.head_up, -0.012)
            size = self._camera.scale
            self._painter.setBrush(brushes.skin_far)
            self._painter.drawEllipse(
                QPointF(*self._camera.point(ear)), size * 0.013 * abs(sideways), size * 0.024
            )


def _numbered(pair: tuple[_Limb, _Limb]) -> tuple[tuple[int, _Limb], tuple[int, _Limb]]:
    return (0, pair[0]), (1, pair[1])


def _frame(start: Vector, end: Vector, left: Vector) -> tuple[Vector, Vector]:
    """Return front and left of a part that hangs from `start` to `end`."""
    return unit(cross(unit(subtract(end, start)), left)), left
