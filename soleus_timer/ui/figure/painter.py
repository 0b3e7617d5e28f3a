"""Paints a scene: floor, props, figure and what is written beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from soleus_timer.core.figure.figure import Figure
from soleus_timer.core.figure.kinematics import Pose
from soleus_timer.core.figure.moment import WalkPlan
from soleus_timer.ui.figure.body import BodyPainter
from soleus_timer.ui.figure.brushes import brushes_of
from soleus_timer.ui.figure.camera import Camera
from soleus_timer.ui.figure.colours import FigureColours
from soleus_timer.ui.figure.framing import frame_of, lane_frame
from soleus_timer.ui.figure.lane import LanePainter


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
    opacity: float = 1.0


def paint_scene(
    painter: QPainter,
    rect: QRectF,
    figure: Figure,
    pose: Pose,
    colours: FigureColours,
    options: SceneOptions | None = None,
) -> None:
    """Paint a figure in a pose, fitted into `rect`. The ground is left as it is."""
    options = options or SceneOptions()
    plan = options.walk
    frame = frame_of(figure) if plan is None else lane_frame(plan, rect, pose.hips[0])
    camera = Camera(rect, frame, figure.view, mirrored=options.mirrored)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(painter.opacity() * options.opacity)
    lane = None
    if plan is not None:
        lane = LanePainter(painter, camera, colours, metric=options.metric)
        lane.draw_floor(plan)
    _shadows(painter, camera, pose, colours)
    BodyPainter(painter, camera, brushes_of(colours)).draw(pose)
    if lane is not None and options.heels and figure.motion.gait is not None:
        lane.draw_heel(pose, figure.motion.gait)
    painter.restore()


def _shadows(painter: QPainter, camera: Camera, pose: Pose, colours: FigureColours) -> None:
    painter.setPen(QPen(QColor(colours.shadow), 0))
    painter.setBrush(QColor(colours.shadow))
    for leg in pose.legs:
        x, y = camera.point(((leg.heel[0] + leg.toe[0]) / 2, leg.ball[1], 0.0))
        painter.drawEllipse(QPointF(x, y), camera.scale * 0.14, camera.scale * 0.018)
