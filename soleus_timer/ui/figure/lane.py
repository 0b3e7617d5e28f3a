"""The walked distance on the floor, and how high the heels are: marks, numbers, a bracket."""

from math import floor

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from soleus_timer.core.figure.figure import Gait
from soleus_timer.core.figure.kinematics import Pose
from soleus_timer.core.figure.moment import WalkPlan
from soleus_timer.core.units import METRES_PER_FOOT
from soleus_timer.ui.figure.camera import Camera
from soleus_timer.ui.figure.colours import FigureColours
from soleus_timer.ui.figure.lengths import distance_text, heel_text
from soleus_timer.ui.translation import tr

_BEHIND_HEEL = 0.06
"""From the heel back to the bracket, in metres."""

_HALF_WIDTH = 0.26
"""Of the lane, in metres."""


class LanePainter:
    """Draws a lane with one camera."""

    def __init__(
        self,
        painter: QPainter,
        camera: Camera,
        colours: FigureColours,
        rect: QRectF,
        *,
        metric: bool,
    ) -> None:
        self._painter = painter
        self._rect = rect
        self._camera = camera
        self._colours = colours
        self._metric = metric
        self._font = _font(painter, max(12, round(camera.scale * 0.095)))
        self._small = _font(painter, max(12, round(camera.scale * 0.08)))

    def draw_floor(self, plan: WalkPlan, *, told: bool) -> None:
        """Draw the lane, its two ends and its ticks; and if `told`, what they are."""
        painter, camera, colours = self._painter, self._camera, self._colours
        corners = [
            QPointF(*camera.point((x, y, 0.0)))
            for x, y in (
                (0.0, -_HALF_WIDTH),
                (0.0, _HALF_WIDTH),
                (plan.distance, _HALF_WIDTH),
                (plan.distance, -_HALF_WIDTH),
            )
        ]
        painter.setPen(_no_pen())
        painter.setBrush(QColor(colours.floor))
        painter.drawPolygon(QPolygonF(corners))
        tick = 0.5 if self._metric else METRES_PER_FOOT
        painter.setPen(QPen(QColor(colours.prop_edge), max(1.0, camera.scale * 0.008)))
        for number in range(1, floor(plan.distance / tick + 0.999)):
            if (
                self._rect.left()
                <= camera.point((number * tick, 0.0, 0.0))[0]
                <= self._rect.right()
            ):
                self._across(number * tick, -_HALF_WIDTH, -0.12)
        painter.setPen(QPen(QColor(colours.mark), max(2.0, camera.scale * 0.02)))
        for x in (0.0, plan.distance):
            self._across(x, -_HALF_WIDTH, _HALF_WIDTH)
        if told:
            self._text((0.0, -_HALF_WIDTH, 0.0), tr("Start"))
            distance = distance_text(plan.distance, metric=self._metric)
            self._text((plan.distance, -_HALF_WIDTH, 0.0), distance)

    def draw_heel(self, pose: Pose, gait: Gait) -> None:
        """Draw a bracket behind the feet: how high the heels are to be, and the number."""
        low, high = gait.heel
        if high <= 0:
            return
        camera, painter = self._camera, self._painter
        ahead = camera.way(pose.forward)[0]
        if abs(ahead) < 0.5 * camera.scale:
            return  # seen from behind, a bracket would lie across the foot
        facing = 1 if ahead > 0 else -1
        heel = min((leg.heel for leg in pose.legs), key=lambda at: facing * camera.point(at)[0])
        x, y = camera.point((heel[0], heel[1], 0.0))
        x -= facing * camera.scale * _BEHIND_HEEL
        arm = camera.scale * 0.016
        painter.setPen(QPen(QColor(self._colours.mark), max(1.2, camera.scale * 0.008)))
        top = y - camera.scale * high
        for height in (0.0, low, high):
            level = y - camera.scale * height
            painter.drawLine(QPointF(x - arm, level), QPointF(x + arm, level))
        painter.drawLine(QPointF(x, y), QPointF(x, top))
        painter.setFont(self._small)
        painter.setPen(QColor(self._colours.text))
        text = heel_text(gait, metric=self._metric)
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(text) + 4, metrics.height()
        left = x + 2 * arm - width if ahead > 0 else x - 2 * arm
        left = min(max(left, self._rect.left() + 2), self._rect.right() - width - 2)
        where = QRectF(left, top - height - arm / 2, width, height)
        painter.drawText(where, int(_CENTRE), text)

    def _across(self, x: float, near: float, far: float) -> None:
        point = self._camera.point
        self._painter.drawLine(QPointF(*point((x, near, 0.0))), QPointF(*point((x, far, 0.0))))

    def _text(self, at: tuple[float, float, float], text: str) -> None:
        painter = self._painter
        painter.save()
        painter.setFont(self._font)
        painter.setPen(QColor(self._colours.text))
        x, y = self._camera.point(at)
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(text) + 4, metrics.height()
        where = QRectF(x - width / 2, y + 3, width, height)
        if self._rect.contains(where):  # a mark that goes by is told while all of it is seen
            painter.drawText(where, int(_CENTRE), text)
        painter.restore()


def _font(painter: QPainter, pixels: int) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _no_pen() -> QPen:
    pen = QPen()
    pen.setStyle(pen.style().NoPen)
    return pen


_CENTRE = 0x84
"""Qt's AlignCenter; its name would take 14 ms to load, and the first frame waits."""
