"""Draws what is around a figure: wall, chair, step, cushion, weights, and the lane it walks."""

from collections.abc import Mapping
from functools import lru_cache
from math import ceil, floor, inf, radians, sin

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import (
    QBrush,
    QPainter,
    QPen,
    QPolygonF,
    QTransform,
)

from soleus_timer.domain.figure.kinematics import ArmPoints, LegPoints, Pose
from soleus_timer.domain.figure.model import Gait, Prop, WalkPlan
from soleus_timer.domain.figure.posture import Vector, along, between, cross, subtract, unit
from soleus_timer.domain.units import METRES_PER_FOOT
from soleus_timer.messages import _
from soleus_timer.ui.figure.describing import distance_text, heel_text
from soleus_timer.ui.figure.drawing import Camera, Frame, brushes_of
from soleus_timer.ui.figure.shapes import hull
from soleus_timer.ui.figure.writing import Written, write, written
from soleus_timer.ui.theme import FigureColours

WALL_HEIGHT = 1.9
_ABOVE_HANDS = 0.2
"""How much higher than the hands a wall beside the lane is."""
_WALL_DEPTH = 0.07
_HALF_CHAIR = 0.24
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
        self._panel = brushes.floor
        self._edge = QPen(brushes.prop_edge, max(1.0, camera.scale * 0.006))

    def draw(self, painter: QPainter, prop: Prop) -> None:
        """Draw a prop that stands in the scene; weights are drawn with what carries them."""
        if prop.beside:
            self._wall_beside(painter, prop)
            return
        painter.setPen(self._edge)
        painter.setBrush(self._brush)
        for box in boxes(prop, self._camera.view):
            outline = hull([self._camera.point(corner) for corner in _corners(box)])
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in outline]))

    def _wall_beside(self, painter: QPainter, prop: Prop) -> None:
        """Draw a low wall that runs along the lane, all across the picture."""
        (_, low), (_, high) = (
            self._camera.point((0.0, prop.beside, up)) for up in (0.0, prop.height + _ABOVE_HANDS)
        )
        wide = painter.device().width()
        painter.setPen(QPen())
        painter.fillRect(QRectF(0, high, wide, low - high), self._panel)
        painter.setPen(self._edge)
        painter.drawLine(QPointF(0, high), QPointF(wide, high))

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
        case "wall" if prop.beside:
            return []
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
    front, top, wide = back + _SEAT_DEPTH, prop.height, _HALF_CHAIR
    legs: list[Box] = [
        (x, x + _LEG, y, y + _LEG, 0.0, top - 0.04)
        for y in (wide - _LEG, -wide)
        for x in (back, front - _LEG)
    ]
    rest: Box = (back - 0.03, back + 0.01, -wide, wide, top - 0.04, top + 0.46)
    return [*legs, rest, (back, front, -wide, wide, top - 0.05, top)]


def _corners(box: Box) -> list[Vector]:
    return [(x, y, z) for x in box[:2] for y in box[2:4] for z in box[4:]]


_BEHIND_HEEL = 0.06
"""From the heel back to the bracket, in metres."""

_ARM = 0.016
"""Half as long as the bracket's arms, in metres."""

_BETWEEN_LABELS = 90.0
"""From one label along the lane to the next, in pixels at least."""

_HALF_WIDTH = 0.26
"""Of the lane, in metres."""


@lru_cache(maxsize=8)
def _marks(
    scale: float, view: float, mirrored: bool, distance: float, tick: float
) -> tuple[QPolygonF, list[QLineF], list[QLineF]]:
    """Return a lane, its ticks and its two ends, from its start on: the same for a whole walk."""
    camera = Camera(QRectF(0, 0, scale, scale), Frame(0, 1, 1, 0), view, mirrored=mirrored)

    def across(x: float, near: float, far: float) -> QLineF:
        return QLineF(*camera.way((x, near, 0.0)), *camera.way((x, far, 0.0)))

    ends = [across(x, -_HALF_WIDTH, _HALF_WIDTH) for x in (0.0, distance)]
    ticks = [
        across(number * tick, -_HALF_WIDTH, -0.12)
        for number in range(1, floor(distance / tick + 0.999))
    ]
    start, end = ends
    return QPolygonF([start.p1(), start.p2(), end.p2(), end.p1()]), ticks, ends


def draw_floor(painter: QPainter, camera: Camera, rect: QRectF, brush: QBrush) -> None:
    """Draw the floor all across the picture."""
    near, far = (camera.point((0.0, side, 0.0))[1] for side in (-_HALF_WIDTH, _HALF_WIDTH))
    if abs(camera.across[0]) < abs(camera.across[1]):  # from behind, the lane goes away from one
        near, far = near + camera.scale * 0.02, near - camera.scale * 0.02
    top, bottom = sorted((near, far))
    painter.fillRect(QRectF(rect.left(), top, rect.width(), bottom - top), brush)


class LanePainter:
    """Draws a lane with one camera, in one font."""

    def __init__(
        self,
        camera: Camera,
        colours: FigureColours,
        rect: QRectF,
        family: str,
        *,
        metric: bool,
        heels: Gait | None = None,
    ) -> None:
        """`heels` is the gait whose heel height is labelled, if any."""
        self._rect = rect
        self._camera = camera
        self._brushes = brushes_of(colours)
        self._metric = metric
        self._family = family
        self._heels = heels if heels is not None and heels.heel[1] > 0 else None
        self._heel_label: Written | None = None

    def draw_floor(self, painter: QPainter, plan: WalkPlan, *, labelled: bool) -> None:
        """Draw the lane, its two ends and its ticks; and if `labelled`, its texts."""
        camera, brushes = self._camera, self._brushes
        tick = 0.5 if self._metric else METRES_PER_FOOT
        scale = round(camera.scale, 6)  # a camera that goes along has no scale to the last digit
        ground, ticks, ends = _marks(scale, camera.view, camera.sign < 0, plan.distance, tick)
        x, y = camera.point((0.0, 0.0, 0.0))
        painter.setTransform(QTransform.fromTranslate(x, y))
        painter.setPen(brushes.no_pen)
        painter.setBrush(brushes.floor)
        painter.drawPolygon(ground)
        painter.setPen(QPen(brushes.prop_edge, max(1.0, camera.scale * 0.008)))
        first, last = self._rect.left() - x, self._rect.right() - x
        painter.drawLines([line for line in ticks if first <= line.x1() <= last])
        painter.setPen(QPen(brushes.mark, max(2.0, camera.scale * 0.02)))
        painter.drawLines(ends)
        painter.setTransform(QTransform())
        if labelled:
            distance = distance_text(plan.distance, metric=self._metric)
            self._texts(painter, {0.0: _("Start"), plan.distance: distance})

    def draw_way(self, painter: QPainter, plan: WalkPlan, *, labelled: bool) -> None:
        """Draw the floor all across the picture, and of the lane's marks those that are seen."""
        camera, brushes, rect = self._camera, self._brushes, self._rect
        near, far = (camera.point((0.0, side, 0.0))[1] for side in (-_HALF_WIDTH, _HALF_WIDTH))
        draw_floor(painter, camera, rect, brushes.floor)
        tick = 0.5 if self._metric else METRES_PER_FOOT
        across = camera.across[0]
        first, last = sorted((x - camera.middle) / across for x in (rect.left(), rect.right()))
        numbers = range(max(1, ceil(first / tick)), ceil(min(last, plan.distance - 0.01) / tick))
        top = camera.point((0.0, -0.12, 0.0))[1]
        places = [(number, camera.point((number * tick, 0.0, 0.0))[0]) for number in numbers]
        painter.setPen(QPen(brushes.prop_edge, max(1.0, camera.scale * 0.008)))
        painter.drawLines([QLineF(x, top, x, near) for _number, x in places])
        ends = [camera.point((x, 0.0, 0.0))[0] for x in (0.0, plan.distance)]
        painter.setPen(QPen(brushes.mark, max(2.0, camera.scale * 0.02)))
        painter.drawLines([QLineF(x, far, x, near) for x in ends])
        if not labelled:
            return
        pixels = tick * camera.scale
        every = next((count for count in (1, 2, 5) if count * pixels >= _BETWEEN_LABELS), 10)
        texts = {0.0: _("Start"), plan.distance: distance_text(plan.distance, metric=self._metric)}
        clear = _BETWEEN_LABELS / camera.scale
        for number, _x in places:
            at = number * tick
            if number % every == 0 and clear < at < plan.distance - clear:
                texts[at] = distance_text(at, metric=self._metric)
        self._texts(painter, texts)

    def draw_heel(self, painter: QPainter, pose: Pose) -> None:
        """Draw a bracket behind the feet: how high the heels are to be, and the number."""
        gait, place = self._heels, self._heel(pose)
        if gait is None or place is None:
            return
        facing, x, y = place
        low, high = gait.heel
        scale = self._camera.scale
        arm = scale * _ARM
        painter.setPen(QPen(self._brushes.mark, max(1.2, scale * 0.008)))
        top = y - scale * high
        lines = [QLineF(x - arm, level, x + arm, level) for level in (y, y - scale * low, top)]
        painter.drawLines([*lines, QLineF(x, y, x, top)])
        text = self._heel_text(gait)
        left = self._beside(text, facing, x)
        near = left + text.width if facing > 0 else left
        # At the picture's edge it would lie across the foot; a step further there is room.
        if facing * (near - x) <= scale * _BEHIND_HEEL:
            self._write(painter, text, left, top - text.height - arm / 2)

    def heel_extent(self, pose: Pose) -> tuple[float, float]:
        """Return from where to where across the picture (pixels) the bracket and its number are."""
        gait, place = self._heels, self._heel(pose)
        if gait is None or place is None:
            return inf, -inf
        facing, x, _ = place
        text, arm = self._heel_text(gait), self._camera.scale * (_ARM + 0.008)
        left = self._beside(text, facing, x)
        return min(x - arm, left), max(x + arm, left + text.width)

    def _heel(self, pose: Pose) -> tuple[int, float, float] | None:
        """Return which way the figure faces in the picture, and the place of the bracket's foot.

        None where there is none: seen from behind, a bracket would lie across the foot.
        """
        camera = self._camera
        ahead = camera.way(pose.forward)[0]
        if self._heels is None or abs(ahead) < 0.5 * camera.scale:
            return None
        facing = 1 if ahead > 0 else -1
        heel = min((leg.heel for leg in pose.legs), key=lambda at: facing * camera.point(at)[0])
        x, y = camera.point((heel[0], heel[1], 0.0))
        return facing, x - facing * camera.scale * _BEHIND_HEEL, y

    def _heel_text(self, gait: Gait) -> Written:
        if self._heel_label is None:
            self._heel_label = self._written(heel_text(gait, metric=self._metric), 0.08)
        return self._heel_label

    def _beside(self, text: Written, facing: int, x: float) -> float:
        """Return where a text begins that is to be behind a bracket at `x`, all of it seen."""
        arm = self._camera.scale * _ARM
        left = x + 2 * arm - text.width if facing > 0 else x - 2 * arm
        return min(max(left, self._rect.left() + 2), self._rect.right() - text.width - 2)

    def _texts(self, painter: QPainter, texts: Mapping[float, str]) -> None:
        """Write texts under the lane; a mark that goes by is shown while all of it is seen."""
        for at, words in texts.items():
            x, y = self._camera.point((at, -_HALF_WIDTH, 0.0))
            text = self._written(words, 0.095)
            left, top = x - text.width / 2, y + 3
            if self._rect.contains(QRectF(left, top, text.width, text.height)):
                self._write(painter, text, left, top)

    def _write(self, painter: QPainter, text: Written, left: float, top: float) -> None:
        write(painter, text, left, top, self._brushes.text)

    def _written(self, words: str, height: float) -> Written:
        """Lay a text out in the lane's font, `height` metres high."""
        return written(words, self._family, self._camera.scale * height)
