"""Frames and paints a scene: floor, props, figure and notes; or a card where there is no figure."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from soleus_timer.domain.figure.kinematics import HEIGHT, Pose, solve
from soleus_timer.domain.figure.model import Figure, WalkPlan
from soleus_timer.domain.figure.posing import posture_of
from soleus_timer.domain.figure.posture import Vector
from soleus_timer.ui.figure.body import BodyPainter, ShadowPainter
from soleus_timer.ui.figure.drawing import Camera, Frame, brushes_of
from soleus_timer.ui.figure.overlay import Lens, WayMap, lens_place
from soleus_timer.ui.figure.place import LanePainter, PropPainter, corners, draw_floor
from soleus_timer.ui.figure.still import fitted
from soleus_timer.ui.theme import FigureColours

FIGURE_SHARE = 0.86
"""How much of the view's height a figure has that the camera follows."""

_FLOOR_AT = 0.905
"""How far down the view its floor is; what is written along the lane stands below."""

_LANE_FAR = 0.27
"""The far edge of the floor, in metres to the left of its middle."""

_AROUND = 0.16
"""Room around the outermost joints, in metres: flesh and a little air."""
_AIR = 0.06
"""Room around props."""

_LANE_MARGIN = 0.5
_HEAD_ROOM = 0.08
_BELOW_LANE = -0.3
"""Room for what is written under it."""


@lru_cache(maxsize=32)
def frame_of(figure: Figure) -> Frame:
    """Return the frame of a figure that stays where it is: all its poses and props."""
    camera = Camera(QRectF(0, 0, 1, 1), Frame(0, 1, 1, 0), figure.view)
    across, high = [0.0], [0.0]
    for name in figure.poses:
        for point in joints(solve(posture_of(figure, name))):
            x, y = camera.way(point)
            across.append(x)
            high.append(-y)
    for prop in figure.props:
        for corner in corners(prop, figure.view):
            x, y = camera.way(corner)
            across += [x - _AROUND + _AIR, x + _AROUND - _AIR]
            high.append(-y - _AROUND + _AIR)
    return Frame(min(across) - _AROUND, max(across) + _AROUND, max(high) + _AROUND)


def frame_around(figure: Figure, x: float) -> Frame:
    """Return the frame of a figure without a lane: it goes along with one that walks to `x`."""
    frame = frame_of(figure)
    if figure.motion.gait is None:
        return frame
    return Frame(frame.left + x, frame.right + x, frame.top, frame.bottom)


def lane_frame(plan: WalkPlan, rect: QRectF, x: float) -> Frame:
    """Return the frame of a walk: the whole lane, or the part around `x` where that is too long."""
    top = HEIGHT + _HEAD_ROOM
    lane = (-_LANE_MARGIN, plan.distance + _LANE_MARGIN, top, _BELOW_LANE, x)
    left, right, top, bottom, _ = fitted(lane, rect.width() / rect.height())
    return Frame(left, right, top, bottom)


@lru_cache(maxsize=32)
def _tallest(figure: Figure) -> float:
    """Return how high (metres) the crown of the head ever is."""
    return max(along_crown(solve(posture_of(figure, name)))[2] for name in figure.poses)


def following_frame(figure: Figure, plan: WalkPlan | None, rect: QRectF, x: float) -> Frame:
    """Return the frame of a camera that stays on a figure at `x`, wherever it goes.

    The figure always has the same share of the height, less only where the view is too narrow.
    """
    scene = frame_of(figure)
    middle = x if plan is not None or figure.motion.gait else (scene.left + scene.right) / 2
    wide = scene.right - scene.left
    scale = rect.height() * FIGURE_SHARE / max(1.0, _tallest(figure))
    scale = max(1e-6, min(scale, rect.width() / wide))
    half, high = rect.width() / scale / 2, rect.height() / scale
    return Frame(middle - half, middle + half, high * _FLOOR_AT, high * (_FLOOR_AT - 1))


def frame_for(figure: Figure, plan: WalkPlan | None, rect: QRectF, x: float) -> Frame:
    """Return what must be seen of a figure at `x`: of a walk the lane, if it has one."""
    return frame_around(figure, x) if plan is None else lane_frame(plan, rect, x)


def joints(pose: Pose) -> list[Vector]:
    """Return the points that span a body."""
    points = [along_crown(pose)]
    for leg in pose.legs:
        points += [leg.hip, leg.knee, leg.ankle, leg.tendon, leg.toe]
    for arm in pose.arms:
        points += [arm.shoulder, arm.elbow, arm.wrist, arm.fingers]
    return points


def along_crown(pose: Pose) -> Vector:
    """Return the crown of the head."""
    x, y, z = pose.head
    ux, uy, uz = pose.head_up
    return (x + ux * 0.115, y + uy * 0.115, z + uz * 0.115)


_FLESH = 0.2
"""Farther than this (metres) to the side of its joints there is nothing of a body, nor of what it
holds, nor of its shadow."""


@dataclass(frozen=True, slots=True)
class SceneOptions:
    """How a scene is shown.

    `walk` draws a lane on the floor; `labels` writes numbers beside it; `heels` adds the bracket.
    """

    walk: WalkPlan | None = None
    labels: bool = True
    heels: bool = False
    metric: bool = False
    mirrored: bool = False
    follows: bool = False
    """Whether the camera stays on the figure, whose lens and map lie over the scene."""


class Scenery:
    """One camera's sight of a place in which a figure moves: what stays from frame to frame."""

    def __init__(
        self,
        rect: QRectF,
        frame: Frame,
        figure: Figure,
        colours: FigureColours,
        options: SceneOptions,
        family: str,
    ) -> None:
        """Fit `frame` into `rect`; `family` is the font of what is written."""
        self._camera = camera = Camera(rect, frame, figure.view, mirrored=options.mirrored)
        self.figure = figure
        self._plan = options.walk
        self._labels = options.labels
        gait = figure.motion.gait if options.heels and options.labels else None
        self._lane = None
        if options.walk is not None:
            self._lane = LanePainter(
                camera, colours, rect, family, metric=options.metric, heels=gait
            )
        self._map = self._lens = None
        place = lens_place(rect, camera.scale) if options.follows and figure.lens else None
        if place is not None:
            self._lens = Lens(
                place, figure, colours, family,
                mirrored=options.mirrored, metric=options.metric, heels=gait,
            )  # fmt: skip
        plan = options.walk
        if options.follows and place is not None and plan is not None and plan.labelled:
            self._map = WayMap(rect, colours, family, plan, metric=options.metric)
        self._follows = options.follows
        self._floor = brushes_of(colours).floor
        self._rect = rect
        self._props = PropPainter(camera, colours)
        self._shadows = ShadowPainter(camera, figure, brushes_of(colours))
        weight = figure.prop("weight")
        self._body = BodyPainter(
            camera, brushes_of(colours), self._props, weight.on if weight is not None else ""
        )

    @property
    def moves(self) -> bool:
        """Whether the camera goes along with a walker."""
        return self._follows and self.figure.motion.gait is not None

    def go_along(self, x: float) -> None:
        """Let the camera follow a walker who is `x` metres from the start."""
        if self.moves:
            self._camera.look_at(x, self._rect.center().x())

    def paint_place(self, painter: QPainter) -> None:
        """Paint what stays: the lane and the props. The painter must have no transform."""
        if self._lane is not None and self._plan is not None:
            draw = self._lane.draw_way if self._follows else self._lane.draw_floor
            draw(painter, self._plan, labelled=self._labels and self._plan.labelled)
        elif self._follows:
            draw_floor(painter, self._camera, self._rect, self._floor)
        for prop in self.figure.props:
            self._props.draw(painter, prop)

    def paint_figure(self, painter: QPainter, pose: Pose) -> None:
        """Paint what moves: the figure, its shadows and the bracket at its heels."""
        self._shadows.draw(painter, pose)
        self._body.draw(painter, pose)
        if self._lane is not None and self._lens is None:
            self._lane.draw_heel(painter, pose)
        if self._lens is not None:
            self._lens.paint(painter, pose, self._camera, self._body.legs)
        if self._map is not None:
            self._map.paint(painter, pose.hips[0])

    def changing(self, pose: Pose) -> QRegion:
        """Return what of the picture a pose changes, in whole pixels."""
        left, right = map(floor, self.extent(pose))
        high = ceil(self._rect.height())
        region = QRegion(QRect(left, 0, right - left + 2, high))
        for over in (self._lens, self._map):
            if over is not None:
                region += over.extent
        if self._follows and self._plan is not None:
            _, y = self._camera.point((0.0, _LANE_FAR, 0.0))
            region += QRect(0, floor(y) - 2, ceil(self._rect.width()), high - floor(y) + 2)
        return region

    def extent(self, pose: Pose) -> tuple[float, float]:
        """Return from where to where across the picture (pixels) a pose paints at most."""
        camera = self._camera
        ahead, aside = camera.across
        places = [ahead * x + aside * y for x, y, _ in joints(pose)]
        flesh = camera.middle + _FLESH * camera.scale
        left, right = camera.middle * 2 - flesh + min(places), flesh + max(places)
        if self._lane is not None and self._lens is None:
            first, last = self._lane.heel_extent(pose)
            left, right = min(left, first), max(right, last)
        return left, right


def paint_scene(
    painter: QPainter,
    rect: QRectF,
    figure: Figure,
    pose: Pose,
    colours: FigureColours,
    options: SceneOptions | None = None,
) -> None:
    """Paint a figure in a pose, fitted into `rect`. The ground is left as it is.

    The painter must have no transform of its own.
    """
    options = options or SceneOptions()
    frame = frame_for(figure, options.walk, rect, pose.hips[0])
    scenery = Scenery(rect, frame, figure, colours, options, painter.font().family())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scenery.paint_place(painter)
    scenery.paint_figure(painter, pose)
    painter.restore()


class Backdrop:
    """Ground, lane and props of one widget.

    The picture is made when the same scenery is seen a second time: a camera that goes along with
    a walker never has one twice.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._scenery: Scenery | None = None
        self._picture: QPixmap | None = None
        self._top = 0.0

    def forget(self) -> None:
        """Give the picture back; the next one is made anew."""
        self._scenery = self._picture = None

    def paint(self, painter: QPainter, exposed: QRect, scenery: Scenery, ground: QColor) -> None:
        """Paint what is behind the figure, all over the widget or at least where it is exposed."""
        if scenery.moves or scenery is not self._scenery:
            self._scenery, self._picture = scenery, None
            painter.fillRect(exposed, ground)
            scenery.paint_place(painter)
            return
        if self._picture is None:
            self._picture, self._top = self._made(scenery, ground)
        painter.fillRect(exposed, ground)
        painter.drawPixmap(QPointF(0, self._top), self._picture)

    def _made(self, scenery: Scenery, ground: QColor) -> tuple[QPixmap, float]:
        """Return the picture without its empty rows, which are most of it, and where it begins."""
        ratio = self._widget.devicePixelRatioF()
        whole = QImage(self._widget.size() * ratio, QImage.Format.Format_RGB32)
        whole.setDevicePixelRatio(ratio)
        whole.fill(ground)
        empty = _row(whole, 0)
        with QPainter(whole) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            scenery.paint_place(painter)
        rows = [row for row in range(whole.height()) if _row(whole, row) != empty]
        first, last = (rows[0], rows[-1]) if rows else (0, 0)
        picture = whole.copy(0, first, whole.width(), last - first + 1)
        picture.setDevicePixelRatio(ratio)
        return QPixmap.fromImage(picture), first / ratio


def _row(picture: QImage, number: int) -> bytes:
    # Its stubs say `object`.
    return bytes(cast("memoryview", picture.constScanLine(number)))


_CENTRE_WRAPPED = 0x1084
"""Qt's AlignCenter and TextWordWrap as a number; the names would take 14 ms to load."""


def paint_card(
    painter: QPainter, rect: QRectF, name: str, colours: FigureColours, opacity: float = 1.0
) -> None:
    """Paint a runner's outline with the exercise's name under it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(painter.opacity() * opacity)
    size = min(rect.width(), rect.height())
    middle = QPointF(rect.center().x(), rect.top() + rect.height() * 0.42)
    _runner(painter, middle, size * 0.5, colours)
    if name:
        font = QFont(painter.font())
        font.setPixelSize(max(11, round(size * 0.075)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        below = rect.adjusted(8, rect.height() * 0.72, -8, -4)
        painter.drawText(below, _CENTRE_WRAPPED, name)
    painter.restore()


_LIMBS = (
    (((0.10, -0.16), (0.0, 0.14)), 0.15),
    (((0.0, 0.14), (0.20, 0.24), (0.10, 0.46)), 0.095),
    (((0.0, 0.14), (-0.12, 0.34), (-0.36, 0.36)), 0.095),
    (((0.10, -0.16), (-0.10, -0.10), (-0.14, 0.08)), 0.07),
    (((0.10, -0.16), (0.20, 0.02), (0.36, -0.06)), 0.07),
)


def _runner(painter: QPainter, middle: QPointF, size: float, colours: FigureColours) -> None:
    pen = QPen(QColor(colours.prop))
    pen.setCapStyle(pen.capStyle().RoundCap)
    pen.setJoinStyle(pen.joinStyle().RoundJoin)
    for points, width in _LIMBS:
        pen.setWidthF(size * width)
        painter.setPen(pen)
        painter.drawPolyline([middle + QPointF(x, y) * size for x, y in points])
    painter.setPen(QPen(QColor(colours.prop), 0))
    painter.setBrush(QColor(colours.prop))
    painter.drawEllipse(middle + QPointF(0.17, -0.34) * size, size * 0.1, size * 0.1)
