"""Where everything lies in the drawing: a lower leg from behind, as points and curves."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath


def closed_curve(points: Sequence[tuple[float, float]]) -> QPainterPath:
    """Return a smooth outline through all `points` and back to the first."""
    places = [QPointF(x, y) for x, y in points]
    around = [places[-1], *places, places[0], places[1]]
    return _through(around)


def open_curve(points: Sequence[tuple[float, float]]) -> QPainterPath:
    """Return a smooth line through all `points`, from the first to the last."""
    places = [QPointF(x, y) for x, y in points]
    before = places[0] * 2 - places[1]
    after = places[-1] * 2 - places[-2]
    return _through([before, *places, after])


def _through(places: list[QPointF]) -> QPainterPath:
    """Return Bezier pieces through all but the first and last of `places`.

    A centripetal Catmull-Rom spline: unlike the uniform one it makes no loops and hardly
    overshoots where points lie unevenly.
    """
    path = QPainterPath(places[1])
    for before, start, end, after in zip(places, places[1:], places[2:], places[3:], strict=False):
        gaps = (_gap(before, start), _gap(start, end), _gap(end, after))
        path.cubicTo(_control(before, start, end, gaps[0], gaps[1]),
                     _control(after, end, start, gaps[2], gaps[1]), end)  # fmt: skip
    return path


def _gap(one: QPointF, other: QPointF) -> float:
    step = other - one
    return max(1e-6, math.sqrt(math.hypot(step.x(), step.y())))


def _control(outside: QPointF, near: QPointF, far: QPointF, out_gap: float, gap: float) -> QPointF:
    """Return the control point beside `near`, on its way to `far`."""
    weight = 2 * out_gap**2 + 3 * out_gap * gap + gap**2
    return (far * out_gap**2 - outside * gap**2 + near * weight) / (3 * out_gap * (out_gap + gap))


FLOOR = 602.0
KNEE = 93.0
"""The height of the knee joint's gap."""

FRAME = (-168.0, -2.0, 336.0, 612.0)
"""Left, top, width and height of all there is to see, with room to lift the two heads aside."""

SKIN = (
    (-77, -30), (-76, 0), (-71, 40), (-66, 72), (-64, 96), (-65, 122), (-70, 158), (-75, 200),
    (-76, 240), (-72, 282), (-64, 326), (-54, 370), (-45, 412), (-38, 450), (-35, 480),
    (-38, 502), (-40, 514), (-36, 530), (-33, 548), (-35, 570), (-34, 588), (-24, 600), (0, 602),
    (24, 600), (34, 588), (36, 570), (34, 550), (37, 536), (39, 525), (36, 508), (33, 486),
    (35, 456), (41, 418), (48, 376), (57, 330), (65, 284), (70, 240), (72, 200), (69, 158),
    (64, 126), (61, 98), (62, 72), (66, 40), (71, 0), (72, -30),
)  # fmt: skip

FOREFOOT = (
    (-30, 540), (-40, 556), (-47, 574), (-47, 588), (-38, 595), (0, 596), (46, 596), (62, 595),
    (69, 589), (67, 581), (60, 578), (61, 571), (55, 566), (47, 567), (44, 556), (32, 540),
)  # fmt: skip
"""The front of the foot, farther away than the heel; the small toes show on the outer side."""

TOES = (
    ((60, 579), (53, 584), (52, 595)),
    ((47, 568), (42, 576), (42, 595)),
)  # fmt: skip

FEMUR = (
    (-19, -30), (-20, 4), (-24, 26), (-36, 42), (-50, 52), (-56, 66), (-54, 80), (-44, 89),
    (-28, 90), (-14, 84), (-8, 72), (0, 67), (8, 72), (14, 84), (28, 90), (42, 88), (50, 78),
    (51, 64), (44, 52), (33, 42), (23, 26), (19, 4), (18, -30),
)  # fmt: skip

TIBIA = (
    (-55, 99), (-57, 112), (-50, 130), (-40, 156), (-33, 196), (-29, 250), (-27, 310), (-25, 370),
    (-24, 430), (-27, 470), (-33, 492), (-36, 508), (-33, 519), (-25, 519), (-21, 510), (0, 508),
    (18, 508), (20, 496), (13, 470), (5, 430), (1, 370), (0, 310), (2, 250), (6, 196), (18, 156),
    (34, 134), (42, 116), (42, 101), (28, 97), (8, 98), (0, 93), (-8, 97), (-30, 96),
)  # fmt: skip

FIBULA = (
    (48, 110), (42, 118), (42, 128), (46, 142), (46, 180), (43, 240), (40, 310), (33, 380),
    (26, 440), (21, 478), (21, 500), (23, 518), (28, 533), (32, 535), (35, 526), (33, 506),
    (29, 480), (33, 440), (41, 380), (48, 310), (52, 240), (54, 180), (54, 142), (57, 126),
    (55, 114),
)  # fmt: skip

HEEL_BONE = (
    (-15, 536), (-19, 548), (-21, 564), (-24, 580), (-22, 591), (-12, 595), (0, 593), (11, 595),
    (20, 591), (22, 580), (20, 564), (18, 548), (14, 536), (0, 532),
)  # fmt: skip

SOLEUS = (
    (50, 112), (58, 128), (64, 160), (68, 200), (68, 240), (63, 284), (54, 330), (44, 374),
    (36, 412), (26, 446), (16, 472), (9, 492), (0, 498), (-9, 490), (-18, 466), (-28, 436),
    (-38, 404), (-48, 366), (-58, 324), (-66, 282), (-67, 250), (-60, 222), (-46, 196),
    (-28, 172), (-10, 154), (6, 146), (20, 142), (32, 130), (41, 116),
)  # fmt: skip

SHEET = (
    (-44, 262), (-47, 290), (-45, 318), (-39, 350), (-31, 386), (-23, 420), (-15, 452), (-10, 478),
    (-8, 496), (0, 502), (8, 496), (9, 478), (13, 452), (19, 420), (28, 386), (36, 350),
    (43, 318), (45, 290), (42, 262), (20, 246), (0, 240), (-20, 246),
)  # fmt: skip
"""The gastrocnemius's tendon: a broad sheet under its two heads that narrows downwards."""

TENDON = (
    (0, 330), (-3, 362), (-6, 400), (-8, 436), (-8.5, 466), (-8, 496), (-8.5, 520), (-10, 540),
    (-11.5, 555), (-7, 562), (0, 563), (7, 562), (11.5, 555), (10, 540), (8.5, 520), (8, 496),
    (8.5, 466), (8, 436), (6, 400), (3, 362),
)  # fmt: skip
"""The cord above the heel, with the tongue by which the soleus runs into it."""

INNER_HEAD = (
    (-33, 46), (-43, 52), (-49, 68), (-53, 92), (-59, 122), (-66, 162), (-70, 204), (-71, 246),
    (-67, 286), (-59, 316), (-45, 335), (-28, 340), (-13, 332), (-4, 312), (1, 284), (3, 244),
    (3, 200), (2, 166), (-2, 138), (-9, 110), (-16, 84), (-20, 62), (-25, 50),
)  # fmt: skip

OUTER_HEAD = (
    (32, 48), (24, 52), (19, 66), (15, 88), (10, 114), (6, 140), (4, 168), (4, 206), (5, 246),
    (9, 280), (17, 301), (30, 309), (44, 303), (53, 284), (59, 254), (62, 214), (60, 176),
    (56, 138), (51, 106), (46, 78), (41, 56),
)  # fmt: skip

KNEE_BAND = (
    (-62, 93), (-50, 84), (-20, 82), (0, 78), (20, 82), (48, 84), (60, 93), (48, 103), (20, 105),
    (0, 103), (-20, 105), (-52, 104),
)  # fmt: skip

ORIGIN_DEPTH = 30.0
"""How far the sinewy beginning of a head reaches down into it."""
