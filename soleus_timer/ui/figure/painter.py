"""Paints a scene: floor, props, figure and what is written beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from soleus_timer.core.figure.figure import Figure
from soleus_timer.core.figure.kinematics import Pose
from soleus_timer.core.figure.moment import WalkPlan
from soleus_timer.ui.figure.body import BodyPainter
from soleus_timer.ui.figure.brushes import brushes_of
from soleus_timer.ui.figure.camera import Camera, Frame
from soleus_timer.ui.figure.framing import frame_for, joints
from soleus_timer.ui.figure.lane import LanePainter
from soleus_timer.ui.figure.props import PropPainter
from soleus_timer.ui.figure.shadows import ShadowPainter
from soleus_timer.ui.theme import FigureColours

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
        self._props = PropPainter(camera, colours)
        self._shadows = ShadowPainter(camera, figure, brushes_of(colours))
        weight = figure.prop("weight")
        self._body = BodyPainter(
            camera, brushes_of(colours), self._props, weight.on if weight is not None else ""
        )

    def paint_place(self, painter: QPainter) -> None:
        """Paint what stays: the lane and the props. The painter must have no transform."""
        if self._lane is not None and self._plan is not None:
            self._lane.draw_floor(painter, self._plan, told=self._labels and self._plan.told)
        for prop in self.figure.props:
            self._props.draw(painter, prop)

    def paint_figure(self, painter: QPainter, pose: Pose) -> None:
        """Paint what moves: the figure, its shadows and the bracket at its heels."""
        self._shadows.draw(painter, pose)
        self._body.draw(painter, pose)
        if self._lane is not None:
            self._lane.draw_heel(painter, pose)

    def extent(self, pose: Pose) -> tuple[float, float]:
        """Return from where to where across the picture (pixels) a pose paints at most."""
        camera = self._camera
        ahead, aside = camera.across
        places = [ahead * x + aside * y for x, y, _ in joints(pose)]
        flesh = camera.middle + _FLESH * camera.scale
        left, right = camera.middle * 2 - flesh + min(places), flesh + max(places)
        if self._lane is not None:
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
