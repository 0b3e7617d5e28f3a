"""The parts of the drawing as paths: where each lies, and where it goes when it is lifted."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform

from soleus_timer.ui.anatomy import outlines
from soleus_timer.ui.anatomy.outlines import closed_curve, open_curve


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

FRAME = QRectF(*outlines.FRAME)

_OUTLINES: dict[Part, tuple[tuple[float, float], ...]] = {
    Part.THIGH_BONE: outlines.FEMUR,
    Part.KNEE: outlines.KNEE_BAND,
    Part.INNER_HEAD: outlines.INNER_HEAD,
    Part.OUTER_HEAD: outlines.OUTER_HEAD,
    Part.SOLEUS: outlines.SOLEUS,
    Part.SHIN_BONE: outlines.TIBIA,
    Part.ACHILLES: outlines.TENDON,
    Part.CALF_BONE: outlines.FIBULA,
    Part.HEEL_BONE: outlines.HEEL_BONE,
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
    return outline(outlines.TENDON).united(outline(outlines.SHEET))


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
            return tuple(_lengthwise(outlines.INNER_HEAD, 9))
        case Part.OUTER_HEAD:
            return tuple(_lengthwise(outlines.OUTER_HEAD, 8))
        case Part.SOLEUS:
            return tuple(_feathered())
        case Part.ACHILLES:
            return tuple(_lengthwise(outlines.TENDON, 4))
        case _:
            return ()


@cache
def sheet_fibres() -> tuple[QPainterPath, ...]:
    """Return the strokes of the gastrocnemius's tendon sheet."""
    return tuple(_lengthwise(outlines.SHEET, 10))


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
    path = outline(outlines.SOLEUS)
    for y in range(118, 486, 13):
        left, right = _span(path, y)
        foot = min(500.0, y + _FIBRE_REACH)
        edges = (left, right) if left < 0 else (right,)
        for edge in edges:
            yield open_curve([(edge, y), (edge * 0.62, y + (foot - y) * 0.3), (edge * 0.06, foot)])
