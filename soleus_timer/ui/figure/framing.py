"""Which part of a scene must be seen, so that nothing of the movement is ever cut off."""

from functools import lru_cache

from PySide6.QtCore import QRectF

from soleus_timer.domain.figure.kinematics import HEIGHT, Pose, solve
from soleus_timer.domain.figure.model import Figure, WalkPlan
from soleus_timer.domain.figure.posing import posture_of
from soleus_timer.domain.figure.posture import Vector
from soleus_timer.ui.figure.drawing import Camera, Frame
from soleus_timer.ui.figure.props import corners
from soleus_timer.ui.figure.still import fitted

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


def frame_for(figure: Figure, plan: WalkPlan | None, rect: QRectF, x: float) -> Frame:
    """Return what must be seen of a figure at `x`: of a walk the lane, if it has one."""
    return frame_around(figure, x) if plan is None else lane_frame(plan, rect, x)


def goes_along(figure: Figure, plan: WalkPlan | None, rect: QRectF) -> bool:
    """Return whether the frame goes along with the figure, wherever that goes."""
    return frame_for(figure, plan, rect, 0.0) != frame_for(figure, plan, rect, 1.0)


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
