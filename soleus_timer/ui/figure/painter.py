"""Paints a scene: floor, props, figure and what is written beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from soleus_timer.core.figure.figure import Figure
from soleus_timer.core.figure.kinematics import Pose
from soleus_timer.core.figure.moment import WalkPlan
from soleus_timer.core.figure.vectors import subtract
from soleus_timer.ui.figure.body import BodyPainter
from soleus_timer.ui.figure.brushes import brushes_of
from soleus_timer.ui.figure.camera import Camera
from soleus_timer.ui.figure.framing import frame_around, lane_frame
from soleus_timer.ui.figure.lane import LanePainter
from soleus_timer.ui.figure.props import PropPainter
from soleus_timer.ui.theme import FigureColours


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
    plan = options.walk
    x = pose.hips[0]
    frame = frame_around(figure, x) if plan is None else lane_frame(plan, rect, x)
    camera = Camera(rect, frame, figure.view, mirrored=options.mirrored)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    lane = None
    if plan is not None:
        lane = LanePainter(painter, camera, colours, rect, metric=options.metric)
        lane.draw_floor(plan, told=options.labels)
    props = PropPainter(painter, camera, colours)
    for prop in figure.props:
        props.draw(prop)
    _shadows(painter, camera, figure, pose, colours)
    weight = figure.prop("weight")
    body = BodyPainter(
        painter, camera, brushes_of(colours), props, weight.on if weight is not None else ""
    )
    body.draw(pose)
    if lane is not None and options.heels and options.labels and figure.motion.gait is not None:
        lane.draw_heel(pose, figure.motion.gait)
    painter.restore()


_SHADOW_UP_TO = 0.15
"""A foot higher than this (metres) throws no shadow that one sees."""


def _shadows(
    painter: QPainter, camera: Camera, figure: Figure, pose: Pose, colours: FigureColours
) -> None:
    brushes = brushes_of(colours)
    painter.setPen(brushes.no_pen)
    painter.setBrush(brushes.shadow)
    for leg in pose.legs:
        edge, under = _ground(figure, leg.ball[0])
        height = leg.ball[2] - under
        if height > _SHADOW_UP_TO:
            continue
        start, end = leg.heel[0], leg.toe[0]
        if edge is not None:
            start = max(edge, start)
        x, y = camera.point(((start + end) / 2, leg.ball[1], under))
        size = 1 - height / _SHADOW_UP_TO / 1.5
        half = abs(camera.way(subtract(leg.toe, leg.heel))[0]) / 2 + 0.045 * camera.scale
        if edge is not None:
            half = min(half, abs(end - start) * camera.scale / 2)
        painter.drawEllipse(QPointF(x, y), half * size, camera.scale * 0.018 * size)


def _ground(figure: Figure, x: float) -> tuple[float | None, float]:
    """Return what is under a foot: the edge of a step, if it is one, and the height."""
    for prop in figure.props:
        if prop.kind in {"step", "cushion"} and prop.at <= x <= prop.at + prop.size:
            return prop.at if prop.kind == "step" else None, prop.height
    return None, 0.0
