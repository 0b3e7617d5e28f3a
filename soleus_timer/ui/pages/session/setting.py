"""The stage's texts set: which letters stand where, how large, in a frame of any size.

Sizes are heights of capitals as shares of the window's height, fixed for a language and a typeface:
a text that is longer wraps or takes the next smaller size, and none is as large as just fits.
"""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFontMetricsF

from soleus_timer.ui.pages.session.content import (
    Content,
    Number,
    NumberKind,
)
from soleus_timer.ui.pages.session.frame import Frame
from soleus_timer.ui.pages.session.lines import Part, Spot, set_block
from soleus_timer.ui.pages.session.words import own_parts, own_words
from soleus_timer.ui.typeface import BOLD, REGULAR, STRONG, Typeface

ON_FIELD = frozenset({Part.PHASE, Part.NUMBER, Part.TOTAL, Part.PART, Part.SETS, Part.BARS})

NUMBER_SIZES = {
    NumberKind.SECONDS: 0.30,
    NumberKind.REPS: 0.30,
    NumberKind.MINUTES: 0.19,
    NumberKind.LONG: 0.15,
    NumberKind.HOURS: 0.11,
}
MANY_REPS = 0.19
"""For reps of three digits."""
LAST_SECONDS_SIZE = 0.58
WORD_SIZES = (0.09, 0.08, 0.07, 0.06)
"""Phase, leg and side take the largest of these at which all our words fit."""
LINE_SIZE = 0.045
"""Of cue and sets."""
READING_SIZE = 0.028
_SMALL_LINE = 0.036
_LEAST_READING = 7.5
"""Nothing that is read has lower capitals (pixels)."""

_CORNER_SCALE = {NumberKind.SECONDS: 0.37, NumberKind.REPS: 0.37, NumberKind.MINUTES: 0.33,
                 NumberKind.LONG: 0.27, NumberKind.HOURS: 0.20}  # fmt: skip

_PAD = 0.04
_TIGHT = 1.04
"""From line to line of the largest words, as a share of the font's size."""


class Picture(NamedTuple):
    """All that is painted besides the grounds, and where the figure stands."""

    spots: tuple[Spot, ...]
    shape: QRectF
    """The square of the phase's shape."""
    bars: QRectF
    figure: QRect
    badges: tuple[QRectF, ...] = ()
    """The discs behind the numbers of the lines."""


def set_texts(content: Content, frame: Frame, face: Typeface) -> Picture:
    """Set the texts of `content` in `frame`."""
    if frame.is_corner:
        return _corner(content, frame, face)
    on_field, shape, bars = _field(content, frame, face)
    if content.ahead is not None:
        beside, badges, figure = _reading(content, frame, face)
        return Picture((*on_field, *beside), shape, bars, figure, badges)
    beside, figure = _effort(content, frame, face)
    return Picture((*on_field, *beside), shape, bars, figure)


def _field(content: Content, frame: Frame, face: Typeface) -> tuple[list[Spot], QRectF, QRectF]:
    field, unit = QRectF(frame.field), frame.field_unit
    pad = unit * _PAD
    room = QRectF(field.left() + pad, field.top(), field.width() - 2 * pad, field.height())
    high = field.height()
    cap = _word_cap(face, room.width(), unit, own_words(), own_parts())
    shape_side = unit * 0.07
    indent = shape_side + unit * 0.025
    words = QRectF(room.left() + indent, 0, room.width() - indent, 0)
    sizes = ((cap, 1), (WORD_SIZES[-1] * unit, 2), (LINE_SIZE * unit, 2))
    spots = set_block(
        Part.PHASE, content.word, face, words, sizes, BOLD, leading=_TIGHT,
        last=field.top() + high * 0.165,
    )  # fmt: skip
    if len(spots) > 1:
        spots = [spot.moved(0, high * 0.02) for spot in spots]
    shape = _shape_beside(spots, room.left(), shape_side)
    bars = QRectF()
    if content.is_last_seconds:
        zone = QRectF(room.left(), field.top() + high * 0.21, room.width(), high * 0.72)
        size = min(LAST_SECONDS_SIZE * unit, zone.height())
        spots += [_number(content.number, face, zone, size, centred=True)]
        return spots, shape, bars
    # Its line below is the number's own: without one the number stands in the middle.
    share = 0.347 if content.number.total else 0.47
    zone = QRectF(room.left(), field.top() + high * 0.212, room.width(), high * share)
    spots += [_number(content.number, face, zone, _number_size(content.number) * unit)]
    if content.number.total:
        spots += set_block(
            Part.TOTAL, content.number.total, face, room, ((LINE_SIZE * unit, 1),), STRONG,
            last=field.top() + high * 0.627,
        )  # fmt: skip
    part = set_block(
        Part.PART, content.part, face, room, sizes, BOLD, leading=_TIGHT,
        last=field.top() + high * 0.82,
    )  # fmt: skip
    # Two lines are smaller, and so is what hangs below the second.
    spots += [spot.moved(0, high * 0.01) for spot in part] if len(part) > 1 else part
    small = ((LINE_SIZE * unit, 1), (_SMALL_LINE * unit, 1), (READING_SIZE * unit, 1))
    spots += set_block(
        Part.SETS, content.sets, face, room, small, STRONG, last=field.top() + high * 0.914
    )
    if content.bars:
        bars = QRectF(room.left(), field.top() + high * 0.942, room.width(), unit * 0.0175)
    return spots, shape, bars


def _effort(content: Content, frame: Frame, face: Typeface) -> tuple[list[Spot], QRect]:
    """Set what stands beside the field in a set: the name above the figure, one line below."""
    side, unit = QRectF(frame.side), frame.side_unit
    spots = _head(Part.EXERCISE, content.exercise, content, frame, face)
    pad = unit * 0.05
    below = QRectF(side.left() + pad, side.bottom() - unit * 0.165, side.width() - 2 * pad, 0)
    bottom = side.bottom() - unit * 0.035
    if content.cue:
        sizes = ((LINE_SIZE * unit, 1), (LINE_SIZE * unit, 2), (READING_SIZE * unit, 2))
        spots += set_block(
            Part.CUE, content.cue, face, below, sizes, BOLD, last=bottom, centred=True
        )
    elif content.coming:
        cap = WORD_SIZES[0] * unit
        sizes = ((cap, 1), (WORD_SIZES[-1] * unit, 1), (LINE_SIZE * unit, 2))
        spots += set_block(
            Part.COMING, content.coming, face, below, sizes, BOLD, last=bottom, centred=True
        )
    named = max((spot.rect.bottom() for spot in spots if spot.part is Part.EXERCISE), default=0.0)
    top = round(max(side.top() + unit * 0.095, named + unit * 0.005))
    figure = QRect(frame.side.left(), top, frame.side.width(), round(below.top()) - top)
    return spots, figure


def _reading(
    content: Content, frame: Frame, face: Typeface
) -> tuple[list[Spot], tuple[QRectF, ...], QRect]:
    """Set what is read before a set: its name, what to do, and the figure at the right."""
    ahead = content.ahead
    assert ahead is not None
    side, unit = QRectF(frame.side), frame.side_unit
    pad, cap = unit * 0.05, max(_LEAST_READING, READING_SIZE * unit)
    spots = _head(Part.PLACE, ahead.place, content, frame, face)
    room = side.adjusted(pad, 0, -pad, 0)
    sizes = (
        (WORD_SIZES[0] * unit, 1),
        (WORD_SIZES[-1] * unit, 1),
        (WORD_SIZES[-1] * unit, 2),
        (LINE_SIZE * unit, 2),
    )
    hang = spots[-1].baseline + unit * 0.045
    name = set_block(Part.NAME, ahead.name, face, room, sizes, BOLD, hang=hang)
    spots += name
    top = max((spot.rect.bottom() for spot in name), default=side.top() + unit * 0.1)
    wide = room.width() * 0.44 if ahead.lines else room.width()
    figure = QRect(
        round(side.right() - pad / 2 - wide), round(top + unit * 0.01), round(wide),
        round(side.bottom() - unit * 0.02 - top - unit * 0.01),
    )  # fmt: skip
    disc = cap * 1.8
    lines = QRectF(room.left() + disc * 1.4, 0, figure.left() - room.left() - disc * 1.6, 0)
    badges: list[QRectF] = []
    y = top + unit * 0.085
    for number, line in enumerate(ahead.lines, start=1):
        block = set_block(
            Part.LINE, line, face, lines, ((cap, 2), (cap, 3)), REGULAR, first=y, leading=1.3
        )
        if not block or block[-1].rect.bottom() > side.bottom() - unit * 0.02:
            break
        badge = QRectF(room.left(), y - cap / 2 - disc / 2, disc, disc)
        font = face.font(max(_LEAST_READING, cap * 0.8), BOLD)
        metrics = QFontMetricsF(font)
        x = badge.center().x() - metrics.horizontalAdvance(str(number)) / 2
        base = badge.center().y() + metrics.capHeight() / 2
        spots.append(Spot(Part.LINE, str(number), font, x, base, badge))
        spots += block
        badges.append(badge)
        y = block[-1].baseline + unit * 0.085
    return spots, tuple(badges), figure


def _head(part: Part, text: str, content: Content, frame: Frame, face: Typeface) -> list[Spot]:
    """Set the line at the top: what it is about, and at the right the time that is left."""
    side, unit = QRectF(frame.side), frame.side_unit
    pad, cap = unit * 0.05, max(_LEAST_READING, READING_SIZE * unit)
    room = side.adjusted(pad, 0, -pad, 0)
    base = side.top() + unit * 0.075
    right = set_block(
        Part.REMAINING, content.remaining, face, room, ((cap, 1),), REGULAR, last=base, quiet=True
    )
    taken = 0.0
    if right:
        spot = right[0]
        taken = spot.rect.width() + unit * 0.03
        move = room.right() - spot.rect.right()
        right = [spot.moved(move, 0)]
    left = room.adjusted(0, 0, -taken, 0)
    sizes = ((cap, 1), (cap * 0.86, 1), (cap, 2))
    return right + set_block(part, text, face, left, sizes, STRONG, first=base, leading=1.2)


def _corner(content: Content, frame: Frame, face: Typeface) -> Picture:
    """Set the field alone: phase and set, the number, the leg, a bar."""
    field = QRectF(frame.field)
    high = float(frame.bar.top())
    pad = max(8.0, field.width() * 0.05)
    room = field.adjusted(pad, 0, -pad, 0)
    unit = min(field.height(), field.width() / 1.33)
    cap = unit * 0.085
    sets = set_block(
        Part.SETS, content.sets, face, room, ((cap * 0.7, 1),), STRONG, last=high * 0.17
    )
    taken = 0.0
    if sets:
        move = room.right() - sets[0].rect.right()
        sets = [sets[0].moved(move, 0)]
        taken = sets[0].rect.width() + pad
    words = room.adjusted(cap * 1.4, 0, -taken, 0)
    sizes = ((cap, 1), (cap * 0.7, 1), (cap * 0.5, 2))
    spots = set_block(Part.PHASE, content.word, face, words, sizes, BOLD, last=high * 0.17)
    if spots and spots[0].rect.right() > words.right() + 1:
        sets = []
    shape = _shape_beside(spots, room.left(), cap)
    zone = QRectF(room.left(), high * 0.215, room.width(), high * 0.49)
    size = _CORNER_SCALE[content.number.kind] * unit
    if content.is_last_seconds:
        zone.setBottom(high * 0.92)
    spots += [*sets, _number(content.number, face, zone, min(size, zone.height()))]
    bars = QRectF()
    if not content.is_last_seconds:
        text = content.part or content.number.total
        smaller = ((cap, 1), (cap * 0.7, 1), (cap * 0.6, 1))
        spots += set_block(Part.PART, text, face, room, smaller, BOLD, last=high * 0.86)
        if content.bars:
            bars = QRectF(room.left(), high * 0.93, room.width(), max(3.0, unit * 0.02))
    return Picture(tuple(spots), shape, bars, QRect())


def _shape_beside(words: list[Spot], left: float, side: float) -> QRectF:
    """Return the square of the phase's shape, in the middle of the first line's capitals."""
    if not words:
        return QRectF()
    middle = words[0].baseline - words[0].cap_height / 2
    return QRectF(left, middle - side / 2, side, side)


def _number_size(number: Number) -> float:
    if number.kind is NumberKind.REPS and len(number.text) > len("00"):
        return MANY_REPS
    return NUMBER_SIZES[number.kind]


def _number(
    number: Number, face: Typeface, zone: QRectF, cap: float, *, centred: bool = False
) -> Spot:
    """Set the number in the middle of a zone's height; other digits never move it."""
    font = face.font(cap, BOLD, tabular=True)
    metrics = QFontMetricsF(font)
    template = "".join("0" if sign.isdigit() else sign for sign in number.text)
    width = metrics.horizontalAdvance(template)
    squeeze = min(1.0, zone.width() / width)
    baseline = zone.center().y() + metrics.capHeight() / 2
    x = zone.left() + ((zone.width() - width * squeeze) / 2 if centred else 0.0)
    rect = QRectF(x, baseline - metrics.capHeight(), width * squeeze, metrics.capHeight())
    # Round digits reach a little beyond the line, so do colons of some typefaces.
    rect.adjust(0, -cap * 0.03, 0, cap * 0.03)
    return Spot(Part.NUMBER, number.text, font, x, baseline, rect, squeeze)


def _word_cap(
    face: Typeface, width: float, unit: float, words: tuple[str, ...], parts: tuple[str, ...]
) -> float:
    """Return the height of phase, leg and side for this language and typeface (pixels)."""
    ratio = round(width / unit, 3)
    return unit * _word_size(face.family, face, ratio, words, parts)


@lru_cache(maxsize=32)
def _word_size(
    _family: str, face: Typeface, width: float, words: tuple[str, ...], parts: tuple[str, ...]
) -> float:
    probe = 1000.0
    metrics = QFontMetricsF(face.font(WORD_SIZES[0] * probe, BOLD))
    room = (width - 0.095) * probe
    widest = max(max(map(metrics.horizontalAdvance, words)) / room,
                 max(map(metrics.horizontalAdvance, parts)) / (width * probe))  # fmt: skip
    for size in WORD_SIZES:
        if widest * size / WORD_SIZES[0] <= 1:
            return size
    return WORD_SIZES[-1]
