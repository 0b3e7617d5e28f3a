"""Draws a body from its pose, the far parts first, and the shadows under its feet."""

from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QTransform

from soleus_timer.domain.figure.kinematics import ArmPoints, LegPoints, Pose
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.figure.posture import (
    Vector,
    along,
    between,
    cross,
    length,
    subtract,
    unit,
)
from soleus_timer.ui.figure import body_shapes as form
from soleus_timer.ui.figure.drawing import Brushes, Camera, Tones
from soleus_timer.ui.figure.place import PropPainter
from soleus_timer.ui.figure.shapes import UNITS, Bone, Part, bone_seen

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


_HEAD_HALF = 0.114
"""From the middle of the head to the crown, in metres."""

_FAR_ARM, _FAR_LEG = 0.14, 0.08
"""So much farther away (metres) than the middle of the body, a limb has its darkest tone."""

_NO_DETAIL = 0.5
"""A limb farther away than this (a share of `_FAR_LEG`) has no hems, and muscles without ends."""

_TOWARDS = -0.3
"""What faces one more than this is seen from the front."""

_SIDEWAYS = 0.6
"""A face turned less than this (the cosine) to the side shows no eye and no sideburn."""

_SIDE = 0.98
"""A body turned more than this (the cosine) to the side is seen exactly from the side."""

_PLAIN = QTransform()

_TENDON_FROM = 0.6
"""Where along the shank the Achilles tendon comes out from under the muscles."""

_FLAT = 0.35
"""A hand bent back more than this (the sine) lies against something."""


class Drawn(NamedTuple):
    """What was drawn and how, so that it can be drawn again at another size."""

    place: QTransform
    path: QPainterPath
    brush: QBrush
    pen: QPen


class _Hand:
    """Draws part after part: what it does fifty times a frame it asks the painter for once."""

    def __init__(self, painter: QPainter, pen: QPen) -> None:
        self._pen = pen
        self.drawn: list[Drawn] | None = None
        """Keeps what is drawn while it is a list."""
        self._painter = painter
        self._set_transform = painter.setTransform
        self._set_brush = painter.setBrush
        self._draw_path = painter.drawPath
        self._brush: QBrush | None = None

    def set_pen(self, pen: QPen) -> None:
        """Draw the edges of what follows with `pen`."""
        self._pen = pen
        self._painter.setPen(pen)

    def draw(self, bone: Bone, *parts: tuple[Part, QBrush]) -> None:
        """Draw parts that lie around one bone, one over the other."""
        place, aspect = bone
        self._set_transform(place)
        for part, brush in parts:
            if brush is not self._brush:
                self._set_brush(brush)
                self._brush = brush
            path = part.outline(aspect)
            self._draw_path(path)
            if self.drawn is not None:
                self.drawn.append(Drawn(place, path, brush, self._pen))

    def fill(self, path: QPainterPath, brush: QBrush) -> None:
        """Fill a path that is in pixels."""
        self._set_transform(_PLAIN)
        self._set_brush(brush)
        self._brush = brush
        self._draw_path(path)
        if self.drawn is not None:
            self.drawn.append(Drawn(_PLAIN, path, brush, self._pen))

    def lend(self) -> QPainter:
        """Return the painter without a transform, for what is no part of the body."""
        self._brush = None
        self._set_transform(_PLAIN)
        return self._painter


class BodyPainter:
    """Draws poses with one camera."""

    def __init__(
        self, camera: Camera, brushes: Brushes, props: PropPainter, weight: str = ""
    ) -> None:
        """`weight` says what carries a weight: `hands`, `thighs`, or nothing."""
        self._camera = camera
        self._brushes = brushes
        self._props = props
        self._weight = weight
        self._is_oblique = True
        """Whether hands and feet show their width: exactly from the side, their outline is all."""
        self.legs: list[Drawn] = []
        """Shanks and feet as they were drawn last, the farther ones first."""

    def draw(self, painter: QPainter, pose: Pose) -> None:
        """Draw the body with a painter that has no pen."""
        self._look_at(pose)
        depth = self._camera.depth
        chest = depth(between(pose.hips, pose.neck, 0.8))
        arms = sorted((depth(arm.elbow) - chest, side) for side, arm in enumerate(pose.arms))
        hand = _Hand(painter, self._brushes.no_pen)
        self.legs = []
        for away, side in reversed(arms):
            if away > 0:
                self._arm(hand, pose.arms[side], away / _FAR_ARM)
        self._legs(hand, pose)
        self._trunk(hand, pose)
        for away, side in reversed(arms):
            if away <= 0:
                self._arm(hand, pose.arms[side], 0.0)
        hand.lend()

    def _look_at(self, pose: Pose) -> None:
        camera = self._camera
        self._is_oblique = abs(camera.way(pose.forward)[0]) < _SIDE * camera.scale

    def _legs(self, hand: _Hand, pose: Pose) -> None:
        depth = self._camera.depth
        middle = depth(pose.hips)
        legs = sorted((depth(leg.hip) - middle, side) for side, leg in enumerate(pose.legs))
        for away, side in reversed(legs):
            self._leg(hand, pose, side, away / _FAR_LEG)
            if self._weight == "thighs":
                self._props.thigh_weight(hand.lend(), pose.legs[side])
                hand.set_pen(self._brushes.no_pen)

    def _bone(self, start: Vector, end: Vector, left: Vector) -> Bone:
        """Return how one sees a bone from `start` to `end` whose left is known."""
        way = subtract(end, start)
        return bone_seen(self._camera, start, way, unit(cross(way, left)), left)

    def _arm(self, hand: _Hand, arm: ArmPoints, far: float) -> None:
        tones = self._brushes.tones(far)
        if self._weight == "hands":
            self._props.dumbbell(hand.lend(), arm)
            hand.set_pen(self._brushes.no_pen)
        self._palm(hand, arm, tones)
        outline = form.ARM.outline(self._camera, arm.shoulder, arm.elbow, arm.wrist, arm.left)
        hand.fill(outline, tones.skin)
        upper = self._bone(arm.shoulder, arm.elbow, arm.left)
        hand.draw(upper, (form.SLEEVE, tones.shirt))
        if far < _NO_DETAIL:
            hand.draw(upper, (form.CUFF, tones.cuff))

    def _palm(self, hand: _Hand, arm: ArmPoints, tones: Tones) -> None:
        fingers = unit(subtract(arm.fingers, arm.wrist))
        lower = unit(subtract(arm.wrist, arm.elbow))
        front = cross(fingers, arm.left)
        palm = bone_seen(self._camera, arm.wrist, fingers, front, arm.left)
        is_flat = length(cross(lower, fingers)) > _FLAT
        if self._is_oblique:
            hand.draw(self._bone(arm.wrist, arm.fingers, arm.left), (form.HAND, tones.skin))
        shapes = form.FLAT_HAND if is_flat else form.PALM
        hand.draw(palm, *((shape, tones.skin) for shape in shapes))

    def _leg(self, hand: _Hand, pose: Pose, side: int, far: float) -> None:
        leg, tones = pose.legs[side], self._brushes.tones(far)
        way = subtract(leg.ankle, leg.knee)
        front = unit(cross(way, leg.left))
        shank = bone_seen(self._camera, leg.knee, way, front, leg.left)
        outline = form.LEG.outline(self._camera, leg.hip, leg.knee, leg.ankle, leg.left)
        hand.drawn = self.legs
        self._foot(hand, leg, tones)
        if self._camera.depth(front) < _TOWARDS:  # from the front, the shin hides the calf
            self._muscles(hand, pose, side, shank, tones, far)
            hand.fill(outline, tones.skin)
        else:
            hand.fill(outline, tones.skin)
            self._tendon(hand, leg, front, tones)
            self._muscles(hand, pose, side, shank, tones, far)
        hand.drawn = None
        thigh = self._bone(leg.hip, leg.knee, leg.left)
        hand.draw(thigh, (form.SHORTS, tones.shorts))
        if far < _NO_DETAIL:
            hand.draw(thigh, (form.HEM, tones.hem))

    def _muscles(
        self, hand: _Hand, pose: Pose, side: int, shank: Bone, tones: Tones, far: float
    ) -> None:
        effort = pose.efforts[side]
        if far < _NO_DETAIL:
            fading = tones.fading(effort.soleus)
            hand.draw(shank, *zip(form.SOLEUS_ENDS, fading, strict=True))
        hand.draw(shank, (form.SOLEUS, tones.working(effort.soleus)))
        brush = tones.working(effort.gastrocnemius)
        hand.set_pen(tones.seam(_SEAM))
        hand.draw(shank, *((head, brush) for head in form.GASTROCNEMIUS[side]))
        hand.set_pen(self._brushes.no_pen)

    def _tendon(self, hand: _Hand, leg: LegPoints, front: Vector, tones: Tones) -> None:
        top = along(between(leg.knee, leg.ankle, _TENDON_FROM), front, -0.035)
        bone = self._bone(top, leg.tendon, leg.left)
        hand.draw(bone, (form.HEEL_CORD, tones.skin), (form.TENDON, tones.tendon))

    def _foot(self, hand: _Hand, leg: LegPoints, tones: Tones) -> None:
        ahead = unit(subtract(leg.ball, leg.heel))
        toes = unit(subtract(leg.toe, leg.ball))
        foot = bone_seen(self._camera, leg.ball, ahead, cross(ahead, leg.left), leg.left)
        tip = bone_seen(self._camera, leg.ball, toes, cross(toes, leg.left), leg.left)
        if self._is_oblique:
            hand.draw(tip, (form.TOES, tones.skin))
            hand.draw(foot, (form.FOOT, tones.skin))
        hand.draw(tip, (form.BIG_TOE, tones.skin))
        hand.draw(foot, (form.SOLE, tones.skin))

    def _trunk(self, hand: _Hand, pose: Pose) -> None:
        brushes = self._brushes
        # The trunk faces as if the body hung from its neck.
        front = unit(cross(subtract(pose.hips, pose.neck), pose.left))
        up = subtract(pose.neck, pose.hips)
        trunk = bone_seen(self._camera, pose.hips, up, front, pose.left)
        front = unit(cross(subtract(pose.neck, pose.skull), pose.left))
        up = subtract(pose.skull, pose.neck)
        neck = bone_seen(self._camera, pose.neck, up, front, pose.left)
        hand.draw(neck, (form.NECK, brushes.neck))
        self._head(hand, pose)
        near = brushes.tones(0.0)
        hand.draw(
            trunk,
            (form.PELVIS, brushes.shorts),
            (form.TRUNK, brushes.shirt),
            (form.COLLAR, near.collar),
        )

    def _head(self, hand: _Hand, pose: Pose) -> None:
        brushes, camera = self._brushes, self._camera
        front = cross(pose.left, pose.head_up)
        up = along((0.0, 0.0, 0.0), pose.head_up, _HEAD_HALF)
        head = bone_seen(camera, pose.head, up, front, pose.left)
        if camera.depth(front) < _TOWARDS:
            hand.draw(
                head,
                (form.HAIR, brushes.hair),
                (form.HEAD, brushes.skin),
                (form.FRINGE, brushes.hair),
            )
            return
        face = bone_seen(camera, pose.head, pose.head_up, front, pose.left)
        hand.draw(face, (form.FACE, brushes.skin))
        hand.draw(head, (form.HEAD, brushes.skin), (form.HAIR, brushes.hair))
        sideways = abs(camera.way(front)[0]) / camera.scale
        if sideways > _SIDEWAYS:  # from behind, ears and eyes are under the hair or away
            hand.draw(face, (form.HAIRLINE, brushes.hair))
            self._features(hand, pose, front, sideways)

    def _features(self, hand: _Hand, pose: Pose, front: Vector, sideways: float) -> None:
        """Draw ear, eye, brow and mouth."""
        point, scale, brushes = self._camera.point, self._camera.scale, self._brushes

        def at(ahead: float, up: float) -> QPointF:
            return QPointF(*point(along(along(pose.head, front, ahead), pose.head_up, up)))

        painter = hand.lend()
        painter.setBrush(brushes.ear)
        painter.drawEllipse(at(-0.012, -0.016), scale * 0.0125 * sideways, scale * 0.023)
        painter.setBrush(brushes.skin_far)
        painter.drawEllipse(at(-0.010, -0.013), scale * 0.0055 * sideways, scale * 0.012)
        painter.setBrush(brushes.eye)
        painter.drawEllipse(at(0.068, 0.003), scale * 0.0052 * sideways, scale * 0.0058)
        painter.setPen(brushes.line(0.0055 * scale))
        painter.drawLine(at(0.056, 0.0235), at(0.080, 0.0255))
        painter.setPen(brushes.lips(0.0042 * scale))
        painter.drawLine(at(0.074, -0.0545), at(0.090, -0.0528))
        painter.setPen(brushes.no_pen)


_SEAM = 0.0032 * UNITS
"""How wide the line between the muscles is."""
