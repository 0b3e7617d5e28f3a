"""What lies over a scene in a session: a lens on the joint that matters, and a map of the walk."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from soleus_timer.domain.figure.kinematics import LegPoints, Pose
from soleus_timer.domain.figure.model import RIGHT, Figure, Gait, WalkPlan
from soleus_timer.domain.figure.posture import Vector, between
from soleus_timer.messages import _
from soleus_timer.ui.figure.body import Drawn, ShadowPainter
from soleus_timer.ui.figure.describing import distance_text, heel_text
from soleus_timer.ui.figure.drawing import Camera, Frame, brushes_of
from soleus_timer.ui.figure.place import PropPainter
from soleus_timer.ui.figure.writing import write, written
from soleus_timer.ui.theme import FigureColours

LENS_SHARE = 0.31
"""The lens's diameter as a share of the view's height."""

SMALLEST_LENS = 72.0
"""A lens smaller than this (pixels) would show nothing that the figure does not."""

_MARGIN = 0.03
"""From the view's edges to the lens, as a share of the height."""

_RADIUS = {"heel": 0.155, "calf": 0.21, "knee": 0.19}
"""How much (metres) each lens sees around its middle."""

_BESIDE = 0.3
"""How far (metres) the figure reaches to the side of its middle, where a lens may not be."""


def lens_place(rect: QRectF, scale: float) -> QRectF | None:
    """Return where the lens is beside a figure of `scale` pixels a metre; None without room."""
    size = rect.height() * LENS_SHARE
    margin = rect.height() * _MARGIN
    if size < SMALLEST_LENS or rect.width() / 2 - _BESIDE * scale < size + margin:
        return None
    return QRectF(rect.right() - size - margin, rect.top() + margin, size, size)


_RIM = 3.0
"""How far (pixels) the lens's ring reaches beyond it."""


@lru_cache(maxsize=4)
def _ring(size: float, colour: str, ratio: float) -> QPixmap:
    """Return the lens's ring; to stroke a circle takes longer than to copy one."""
    whole = ceil(size + 2 * _RIM)
    picture = QPixmap(QSize(whole, whole) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), max(2.5, size * 0.016)))
        painter.drawEllipse(QRectF(_RIM, _RIM, size, size))
    return picture


class Lens:
    """Shows heel, calf or knee of the leg that works, large, in a circle."""

    def __init__(
        self, place: QRectF, figure: Figure, colours: FigureColours, family: str, *,
        mirrored: bool, metric: bool, heels: Gait | None,
    ) -> None:  # fmt: skip
        """`heels` is the gait whose heel height is shown with a bracket, if any."""
        self._place, self._figure, self._colours = place, figure, colours
        self._brushes = brushes_of(colours)
        self._mirrored, self._heels = mirrored, heels
        self._words = None
        if heels is not None and heels.heel[1] > 0:
            self._words = written(heel_text(heels, metric=metric), family, place.height() * 0.105)

    @property
    def extent(self) -> QRect:
        """Where it paints, in pixels."""
        return self._place.adjusted(-3, -3, 3, 3).toAlignedRect()

    def paint(self, painter: QPainter, pose: Pose, scene: Camera, legs: list[Drawn]) -> None:
        """Paint it over the scene; the painter must have no transform.

        `legs` are as the scene's camera drew them; the lens shows the same, larger.
        """
        place, figure, brushes = self._place, self._figure, self._brushes
        leg = self._leg(pose)
        camera = self._camera(leg)
        circle = QPainterPath()
        circle.addEllipse(place)
        painter.save()
        painter.setClipPath(circle)
        painter.fillRect(place, brushes.ground)
        for prop in figure.props:
            if prop.kind in {"step", "cushion"}:
                PropPainter(camera, self._colours).draw(painter, prop)
        _, floor = camera.point((leg.ball[0], leg.ball[1], 0.0))
        floor += camera.scale * 0.012
        painter.fillRect(QRectF(place.left(), floor, place.width(), place.height()), brushes.floor)
        ShadowPainter(camera, figure, brushes).draw(painter, pose)
        larger = camera.scale / scene.scale
        move = QTransform(
            larger, 0, 0, larger,
            camera.middle - larger * scene.middle, camera.ground - larger * scene.ground,
        )  # fmt: skip
        for at, path, brush, pen in legs:
            painter.setTransform(at * move)
            painter.setBrush(brush)
            painter.setPen(pen)
            painter.drawPath(path)
        painter.resetTransform()
        is_aside = abs(camera.way(pose.forward)[0]) > 0.5 * camera.scale
        if self._heels is not None and self._words is not None and is_aside:
            self._bracket(painter, camera, pose, leg, self._heels)
            words = self._words
            left = place.center().x() - words.width / 2
            write(painter, words, left, place.bottom() - place.height() * 0.215, brushes.text)
        painter.restore()
        ring = _ring(place.height(), self._colours.prop_edge, painter.device().devicePixelRatioF())
        painter.drawPixmap(place.topLeft() - QPointF(_RIM, _RIM), ring)

    def _leg(self, pose: Pose) -> LegPoints:
        """Return the leg to look at: the one that works, else the nearer one."""
        if self._figure.works:
            return pose.legs[RIGHT]
        camera = _plain_camera(self._figure.view)
        return min(pose.legs, key=lambda leg: camera.depth(leg.hip))

    def _camera(self, leg: LegPoints) -> Camera:
        lens = self._figure.lens
        radius = _RADIUS[lens]
        x, y = _plain_camera(self._figure.view).way(_middle(lens, leg))
        # The floor stays where it is while the foot goes up and down.
        up = radius * 0.52 + _ground(self._figure, leg) if lens == "heel" else -y
        return Camera(
            self._place,
            Frame(x - radius, x + radius, up + radius, up - radius),
            self._figure.view,
            mirrored=self._mirrored,
        )

    def _bracket(
        self, painter: QPainter, camera: Camera, pose: Pose, leg: LegPoints, gait: Gait
    ) -> None:
        """Draw how high the heel is to be, behind it."""
        facing = 1 if camera.way(pose.forward)[0] > 0 else -1
        x, y = camera.point((leg.heel[0], leg.heel[1], 0.0))
        scale = camera.scale
        x -= facing * scale * 0.062
        arm = scale * 0.011
        low, high = (y - scale * height for height in gait.heel)
        painter.setPen(QPen(self._brushes.mark, max(2.0, scale * 0.0045)))
        levels = [QLineF(x - arm, level, x + arm, level) for level in (y, low, high)]
        painter.drawLines([*levels, QLineF(x, y, x, high)])


def _middle(lens: str, leg: LegPoints) -> Vector:
    match lens:
        case "heel":
            return between(leg.heel, leg.ball, 0.36)
        case "calf":
            return between(leg.knee, leg.ankle, 0.5)
        case _:
            return leg.knee


def _ground(figure: Figure, leg: LegPoints) -> float:
    """Return how high that is on which the foot stands (metres)."""
    return next(
        (
            prop.height
            for prop in figure.props
            if prop.kind in {"step", "cushion"} and prop.at <= leg.ball[0] <= prop.at + prop.size
        ),
        0.0,
    )


@lru_cache(maxsize=8)
def _plain_camera(view: float) -> Camera:
    return Camera(QRectF(0, 0, 1, 1), Frame(0, 1, 1, 0), view)


class WayMap:
    """A line from the start to the mark, and a dot where the walker is."""

    def __init__(
        self, rect: QRectF, colours: FigureColours, family: str, plan: WalkPlan, *, metric: bool
    ) -> None:
        high = rect.height()
        pixels = max(12.0, high * 0.034)
        self._brushes = brushes_of(colours)
        self._plan = plan
        self._start = written(_("Start"), family, pixels)
        self._end = written(distance_text(plan.distance, metric=metric), family, pixels)
        left = rect.left() + high * 0.05 + self._start.width / 2
        right = max(left + 40, rect.left() + rect.width() * 0.3)
        self._line = QLineF(left, rect.top() + high * 0.06, right, rect.top() + high * 0.06)
        self._radius = max(5.0, high * 0.014)

    @property
    def extent(self) -> QRect:
        """Where it paints, in pixels."""
        line, radius = self._line, self._radius + 3
        half = max(self._start.width, self._end.width) / 2 + radius
        return QRectF(
            line.x1() - half, line.y1() - radius, line.length() + 2 * half,
            2 * radius + radius + self._start.height,
        ).toAlignedRect()  # fmt: skip

    def paint(self, painter: QPainter, x: float) -> None:
        """Paint it, with the walker `x` metres from the start."""
        line, radius, brushes = self._line, self._radius, self._brushes
        share = min(1.0, max(0.0, x / self._plan.distance)) if self._plan.distance else 0.0
        painter.setPen(QPen(brushes.prop_edge, max(2.0, radius * 0.4)))
        ends = [
            QLineF(at, line.y1() - radius, at, line.y1() + radius) for at in (line.x1(), line.x2())
        ]
        painter.drawLines([line, *ends])
        painter.setPen(brushes.no_pen)
        painter.setBrush(brushes.mark)
        painter.drawEllipse(line.pointAt(share), radius, radius)
        top = line.y1() + radius + 2
        for words, at in ((self._start, line.x1()), (self._end, line.x2())):
            write(painter, words, QPointF(at - words.width / 2, top).x(), top, brushes.text)
