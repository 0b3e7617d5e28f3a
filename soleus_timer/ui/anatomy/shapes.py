"""The lower leg from behind as points and curves: where each part lies and is lifted to."""

import math
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform


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

FRAME = QRectF(-168.0, -2.0, 336.0, 612.0)
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


class Part(StrEnum):
    """What has a name in the drawing, from top to bottom."""

    THIGH_BONE = "thigh_bone"
    KNEE = "knee"
    INNER_HEAD = "inner_head"
    OUTER_HEAD = "outer_head"
    SOLEUS = "soleus"
    SHIN_BONE = "shin_bone"
    ACHILLES = "achilles"
    CALF_BONE = "calf_bone"
    HEEL_BONE = "heel_bone"


HEADS = (Part.INNER_HEAD, Part.OUTER_HEAD)

_OUTLINES: dict[Part, tuple[tuple[float, float], ...]] = {
    Part.THIGH_BONE: FEMUR,
    Part.KNEE: KNEE_BAND,
    Part.INNER_HEAD: INNER_HEAD,
    Part.OUTER_HEAD: OUTER_HEAD,
    Part.SOLEUS: SOLEUS,
    Part.SHIN_BONE: TIBIA,
    Part.ACHILLES: TENDON,
    Part.CALF_BONE: FIBULA,
    Part.HEEL_BONE: HEEL_BONE,
}

_ASIDE = 84.0
_UP = 22.0
_TILT = 4.0
"""How far a head goes aside and up (units) and leans out (degrees) when it is lifted whole."""

_SHEET_GONE = 0.5

_FIBRE_REACH = 96.0
"""How far down (units) a fibre of the soleus meets the tendon in its middle."""

_TOP_FIRST = (
    Part.OUTER_HEAD,
    Part.INNER_HEAD,
    Part.ACHILLES,
    Part.SOLEUS,
    Part.HEEL_BONE,
    Part.KNEE,
    Part.CALF_BONE,
    Part.SHIN_BONE,
    Part.THIGH_BONE,
)


@cache
def outline(points: tuple[tuple[float, float], ...]) -> QPainterPath:
    """Return the closed outline through `points`, within the frame's height."""
    top = QPainterPath()
    top.addRect(QRectF(-400, FRAME.top(), 800, FRAME.height()))
    return closed_curve(points).intersected(top)


def lifting(part: Part, lift: float) -> QTransform:
    """Return where a head goes when `lift` of its way, 0 to 1, is done; others stay."""
    way = QTransform()
    if part not in HEADS or not lift:
        return way
    side = -1 if part is Part.INNER_HEAD else 1
    middle = outline(_OUTLINES[part]).boundingRect().center()
    way.translate(side * _ASIDE * lift, -_UP * lift)
    way.translate(middle.x(), middle.y())
    way.rotate(-side * _TILT * lift)
    way.translate(-middle.x(), -middle.y())
    return way


def shape(part: Part, lift: float = 0.0) -> QPainterPath:
    """Return the outline of `part` with the gastrocnemius lifted by 0 (not) to 1 (whole)."""
    path = outline(_OUTLINES[part])
    if part in HEADS:
        return lifting(part, lift).map(path)
    if part is Part.ACHILLES and lift < _SHEET_GONE:
        return whole_tendon()
    return path


@cache
def whole_tendon() -> QPainterPath:
    """Return cord and sheet as the one tendon that they are."""
    return outline(TENDON).united(outline(SHEET))


def part_at(point: QPointF, lift: float) -> Part | None:
    """Return the part that is seen at `point`."""
    return next((part for part in _TOP_FIRST if shape(part, lift).contains(point)), None)


_ANCHORS: dict[Part, tuple[float, float]] = {
    Part.THIGH_BONE: (-10, 16),
    Part.KNEE: (56, 94),
    Part.INNER_HEAD: (-48, 212),
    Part.OUTER_HEAD: (44, 196),
    Part.SOLEUS: (46, 342),
    Part.SHIN_BONE: (-26, 486),
    Part.ACHILLES: (3, 470),
    Part.CALF_BONE: (30, 522),
    Part.HEEL_BONE: (-13, 578),
}


def anchor(part: Part, lift: float) -> QPointF:
    """Return the point of `part` to which its name points."""
    return lifting(part, lift).map(QPointF(*_ANCHORS[part]))


def on_inner_side(part: Part) -> bool:
    """Return whether the name of `part` stands on the left."""
    return _ANCHORS[part][0] < 0


@cache
def fibres(part: Part) -> tuple[QPainterPath, ...]:
    """Return the strokes that show which way the fibres of a muscle or tendon run, not lifted."""
    match part:
        case Part.INNER_HEAD:
            return tuple(_lengthwise(INNER_HEAD, 9))
        case Part.OUTER_HEAD:
            return tuple(_lengthwise(OUTER_HEAD, 8))
        case Part.SOLEUS:
            return tuple(_feathered())
        case Part.ACHILLES:
            return tuple(_lengthwise(TENDON, 4))
        case _:
            return ()


@cache
def sheet_fibres() -> tuple[QPainterPath, ...]:
    """Return the strokes of the gastrocnemius's tendon sheet."""
    return tuple(_lengthwise(SHEET, 10))


def _lengthwise(points: tuple[tuple[float, float], ...], number: int) -> Iterator[QPainterPath]:
    """Yield lines from end to end that keep their share of the width."""
    path = outline(points)
    box = path.boundingRect()
    heights = [box.top() + box.height() * (0.02 + 0.96 * step / 14) for step in range(15)]
    spans = [_span(path, y) for y in heights]
    for line in range(1, number):
        share = line / number
        yield open_curve(
            [(left + (right - left) * share, y)
             for (left, right), y in zip(spans, heights, strict=True)]
        )  # fmt: skip


def _span(path: QPainterPath, y: float) -> tuple[float, float]:
    """Return where `path` begins and ends at the height `y`."""
    band = QPainterPath()
    band.addRect(QRectF(-400, y - 0.25, 800, 0.5))
    box = path.intersected(band).boundingRect()
    return box.left(), box.right()


def _feathered() -> Iterator[QPainterPath]:
    """Yield the fibres of the soleus: from both edges down and in to the tendon in its middle."""
    path = outline(SOLEUS)
    for y in range(118, 486, 13):
        left, right = _span(path, y)
        foot = min(500.0, y + _FIBRE_REACH)
        edges = (left, right) if left < 0 else (right,)
        for edge in edges:
            yield open_curve([(edge, y), (edge * 0.62, y + (foot - y) * 0.3), (edge * 0.06, foot)])
