"""Where each part of the session page lies, at any size of the window.

Everything is a share of the window, so a large screen shows the same picture larger. Where room
gets short the less important goes first; what stays is never cut, and nothing overlaps. At the
least (a corner of 320 by 240 pixels) there are the time, the phase and the large button.

At 1280 by 800 on a 13-inch screen (0.219 mm a pixel) seen from 5 m, 25 arc minutes are 166 pixels:
a line of phase, set, leg or cue is so high, and the digits half as high again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QSize


class Part(StrEnum):
    """The parts of the session page."""

    PHASE = "phase"
    SET = "set"
    COUNTDOWN = "countdown"
    DETAIL = "detail"
    CUE = "cue"
    FIGURE = "figure"
    HOW = "how"
    EXERCISE = "exercise"
    NEXT = "next"
    REMAINING = "remaining"
    STRIP = "strip"
    TRANSPORT = "transport"


class Face(StrEnum):
    """What the page is for now: glances in mid-set, or reading before the next one."""

    EFFORT = "effort"
    READING = "reading"


class Buttons(StrEnum):
    """How the buttons lie."""

    ONE = "one"
    """The large one alone."""
    ROW = "row"
    TWO_ROWS = "two_rows"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where the parts lie; what has no place is not shown."""

    places: Mapping[Part, QRect]
    buttons: Buttons
    is_beside: bool = False
    """Whether the figure stands beside the time."""


_CORNER = QSize(460, 300)
"""Below this either way it is a corner window."""

_SIDE_BY_SIDE = 1.2
"""Where the window is wider than high by this, the figure stands beside the time."""

_ONE_ROW_WIDTH = 980

_WORDS = 0.2125
"""How high a line of the words is that one needs in mid-set, as a share of the window's height."""

_DIGITS = 0.3025

_NOTES = 0.037
"""How high a line of what is only good to know."""


@dataclass(frozen=True, slots=True)
class Room:
    """What the arranging goes by: the window's height and a gap, in pixels."""

    height: int
    gap: int

    def share(self, of_height: float, least: int = 1) -> int:
        """Return a share of the window's height in pixels."""
        return max(least, round(self.height * of_height))


def arrange(size: QSize, face: Face, *, has_sets: bool = True) -> Arrangement:
    """Return where everything lies in a page of `size`; without sets the phase has their room."""
    width, height = size.width(), size.height()
    gap = max(3, min(width, height) // 130)
    # No gap at the top: a line of large text has one of its own.
    page = QRect(gap * 3, 0, width - 6 * gap, height - gap)
    room = Room(height, gap)
    places: dict[Part, QRect] = {}
    if width < _CORNER.width() or height < _CORNER.height():
        places[Part.TRANSPORT] = _take_bottom(page, room.share(0.24, 44), gap)
        places[Part.PHASE] = _take_top(page, room.share(0.2, 28), gap)
        places[Part.COUNTDOWN] = page
        return Arrangement(places, Buttons.ONE)
    buttons = Buttons.ROW if width >= _ONE_ROW_WIDTH else Buttons.TWO_ROWS
    high = room.share(0.06, 40) if buttons is Buttons.ROW else room.share(0.15, 78)
    places[Part.TRANSPORT] = _take_bottom(page, high, gap)
    places[Part.STRIP] = _take_bottom(page, room.share(0.0125, 9), gap)
    is_beside = width >= height * _SIDE_BY_SIDE
    if is_beside:
        _name(_take_top(page, room.share(_WORDS), 0), places, has_sets, gap)
        _beside(page, places, face, room)
    else:
        _name(_take_top(page, room.share(_WORDS * 0.6), gap), places, has_sets, gap)
        _stacked(page, places, face, room)
    return Arrangement(places, buttons, is_beside)


def _name(top: QRect, places: dict[Part, QRect], has_sets: bool, gap: int) -> None:
    """Lay out the phase and the set."""
    if has_sets:
        places[Part.PHASE], places[Part.SET] = _split(top, 0.42, gap)
    else:
        places[Part.PHASE] = top


def _beside(page: QRect, places: dict[Part, QRect], face: Face, room: Room) -> None:
    """Arrange the time and the words at the left, the figure at the right."""
    left, right = _split(page, 0.6, 3 * room.gap)
    places[Part.COUNTDOWN] = _take_top(left, room.share(_DIGITS), room.gap)
    notes = room.share(_NOTES, 14)
    if face is Face.EFFORT:
        places[Part.CUE] = left
        places[Part.DETAIL] = _take_top(right, room.share(_WORDS), 0)
        places[Part.NEXT] = _take_bottom(right, notes, 0)
    else:
        places[Part.NEXT] = _take_top(left, left.height() * 6 // 10, room.gap)
        places[Part.CUE] = left
    last = _take_bottom(right, notes, room.gap)
    places[Part.EXERCISE], places[Part.REMAINING] = _split(last, 0.62, room.gap)
    if face is Face.READING:
        places[Part.HOW] = _take_bottom(right, right.height() * 45 // 100, room.gap)
    places[Part.FIGURE] = right


def _stacked(page: QRect, places: dict[Part, QRect], face: Face, room: Room) -> None:
    """Arrange everything in one column, for windows that are narrow and high."""
    notes = _take_bottom(page, room.share(_NOTES, 15), room.gap)
    whole = page.height()
    places[Part.COUNTDOWN] = _take_top(page, whole * 34 // 100, room.gap)
    if face is Face.EFFORT:
        places[Part.CUE] = _take_top(page, whole * 20 // 100, room.gap)
        places[Part.DETAIL] = _take_top(page, whole * 12 // 100, room.gap)
        places[Part.EXERCISE], others = _split(notes, 0.33, room.gap)
        places[Part.NEXT], places[Part.REMAINING] = _split(others, 0.62, room.gap)
    else:
        places[Part.NEXT] = _take_top(page, whole * 20 // 100, room.gap)
        places[Part.EXERCISE], places[Part.REMAINING] = _split(notes, 0.65, room.gap)
        if whole >= 400:
            places[Part.HOW] = _take_bottom(page, whole * 20 // 100, room.gap)
    if page.height() >= 80:
        places[Part.FIGURE] = page


def _take_top(page: QRect, height: int, gap: int) -> QRect:
    """Cut a band off the top of `page` and return it."""
    band = QRect(page.left(), page.top(), page.width(), height)
    page.setTop(band.bottom() + gap + 1)
    return band


def _take_bottom(page: QRect, height: int, gap: int) -> QRect:
    """Cut a band off the bottom of `page` and return it."""
    band = QRect(page.left(), page.bottom() - height + 1, page.width(), height)
    page.setBottom(band.top() - gap - 1)
    return band


def _split(row: QRect, share: float, gap: int) -> tuple[QRect, QRect]:
    """Divide a row in two; the first has `share` of it."""
    width = round((row.width() - gap) * share)
    first = QRect(row.left(), row.top(), width, row.height())
    second = QRect(row.left() + width + gap, row.top(), row.width() - gap - width, row.height())
    return first, second
