# ruff: noqa: D102, N802 - the methods are those of QPainter
"""Writes down what is drawn, as `soleus_timer.ui.figure.still` reads it."""

from typing import cast

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
    QTransform,
)

from soleus_timer.domain.figure.model import Activity, Figure, Moment
from soleus_timer.domain.figure.motion import pose_at, usual_walk
from soleus_timer.ui.figure.scene import SceneOptions, lane_frame, paint_scene
from soleus_timer.ui.figure.still import UNITS, write_drawing
from soleus_timer.ui.theme import FigureColours


class Recorder:
    """Takes the place of a painter, as far as a scene without texts needs one."""

    def __init__(self) -> None:
        self.shapes: list[tuple[str, QPainterPath]] = []
        self._pen = QPen()
        self._brush = QBrush()
        self._transform = QTransform()

    def setPen(self, pen: QPen | QColor) -> None:
        self._pen = QPen(pen)

    def setBrush(self, brush: QBrush | QColor) -> None:
        self._brush = QBrush(brush)

    def setTransform(self, transform: QTransform) -> None:
        self._transform = QTransform(transform)

    def pen(self) -> QPen:
        return self._pen

    def font(self) -> QFont:
        return QFont()

    def save(self) -> None:
        pass

    restore = save

    def setRenderHint(self, _hint: object) -> None:
        pass

    def drawPath(self, path: QPainterPath) -> None:
        self._write(self._brush.color(), path)
        self._stroke(path)

    def drawPolygon(self, polygon: QPolygonF) -> None:
        path = QPainterPath()
        path.addPolygon(polygon)
        path.closeSubpath()
        self.drawPath(path)

    def drawEllipse(self, middle: QPointF, across: float, high: float) -> None:
        path = QPainterPath()
        path.addEllipse(middle, across, high)
        self.drawPath(path)

    def drawLine(self, start: QPointF, end: QPointF) -> None:
        self.drawLines([QLineF(start, end)])

    def drawLines(self, lines: list[QLineF]) -> None:
        for line in lines:
            path = QPainterPath(line.p1())
            path.lineTo(line.p2())
            self._stroke(path)

    def _stroke(self, path: QPainterPath) -> None:
        if self._pen.style() == self._pen.style().NoPen or not self._pen.widthF():
            return
        stroker = QPainterPathStroker(self._pen)
        self._write(self._pen.color(), stroker.createStroke(path))

    def _write(self, colour: QColor, path: QPainterPath) -> None:
        path = self._transform.map(path)
        if path.fillRule() != QPainterPath().fillRule():
            # The drawing is filled by Qt's usual rule, which leaves holes where outlines overlap.
            path = path.simplified()
        self.shapes.append((colour.name(), _rounded(path)))


def _rounded(path: QPainterPath) -> QPainterPath:
    """Return a path on whole units, half a millimetre each, so that a drawing packs well."""
    for place in range(path.elementCount()):
        element = path.elementAt(place)
        path.setElementPositionAt(place, round(element.x), round(element.y))
    return path


def drawn(figure: Figure, colours: FigureColours) -> bytes:
    """Return the drawing of a walker at the very start, before the lane, without texts."""
    gait = figure.motion.gait
    if gait is None:
        raise ValueError(f"{figure.id} does not walk")
    plan = usual_walk(gait)
    pose = pose_at(figure, Moment(Activity.WALK, walk=plan))
    frame = lane_frame(plan, QRectF(0, 0, 4, 2), pose.hips[0])
    size = QRectF(
        UNITS * frame.left,
        -UNITS * frame.top,
        UNITS * (frame.right - frame.left),
        UNITS * (frame.top - frame.bottom),
    )
    recorder = Recorder()
    options = SceneOptions(walk=plan, labels=False)
    paint_scene(cast(QPainter, recorder), size, figure, pose, colours, options)
    bounds = (frame.left, frame.right, frame.top, frame.bottom, pose.hips[0])
    return write_drawing(bounds, recorder.shapes)
