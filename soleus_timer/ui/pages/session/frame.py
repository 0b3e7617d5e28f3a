"""How the stage is divided, at any size of the window: the field, the side, the strip, the buttons.

Everything follows from the size alone, so nothing moves while a session goes on.
"""

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize

FIELD_SHARE = 0.41
"""The field's share of the width."""

_CORNER = QSize(460, 300)
"""Below this either way there is the field alone."""
_BESIDE = 1.1
"""Where the window is wider than high by this, the figure stands beside the field."""
_FIELD_ABOVE = 0.5
"""Otherwise the field has this share of the height above the buttons."""
_ONE_ROW_WIDTH = 980

_BAR, _LEAST_BAR = 0.12, 60
_TWO_ROWS, _LEAST_TWO_ROWS = 0.17, 112
_STRIP, _LEAST_STRIP = 0.0125, 8
_CORNER_BUTTON = 44

_REFERENCE_HEIGHT = 1 - _BAR - _STRIP
"""The height of field and side where the window has the height 1."""
_REFERENCE_WIDTH = 1.6
"""The width at which sizes are shares of the window's height; in a narrower one they shrink."""


class Buttons(StrEnum):
    """How the buttons lie."""

    ONE = "one"
    """The large one alone."""
    ROW = "row"
    TWO_ROWS = "two_rows"


class Frame(NamedTuple):
    """Where the parts of the stage lie; what is empty is not shown."""

    field: QRect
    side: QRect
    strip: QRect
    bar: QRect
    buttons: Buttons

    @property
    def is_corner(self) -> bool:
        """Whether there is only the field."""
        return self.buttons is Buttons.ONE

    @property
    def field_unit(self) -> float:
        """What the sizes on the field are shares of (pixels): in a wide window, its height."""
        return _unit(self.field, FIELD_SHARE * _REFERENCE_WIDTH)

    @property
    def side_unit(self) -> float:
        """What the sizes beside it are shares of (pixels)."""
        return _unit(self.side, (1 - FIELD_SHARE) * _REFERENCE_WIDTH)


def _unit(rect: QRect, width: float) -> float:
    return min(rect.height() / _REFERENCE_HEIGHT, rect.width() / width)


def frame_for(size: QSize) -> Frame:
    """Return how a stage of `size` is divided."""
    width, height = size.width(), size.height()
    if width < _CORNER.width() or height < _CORNER.height():
        gap = max(4, round(height * 0.035))
        high = max(_CORNER_BUTTON, round(height * 0.19))
        bar = QRect(gap, height - gap - high, width - 2 * gap, high)
        return Frame(QRect(0, 0, width, height), QRect(), QRect(), bar, Buttons.ONE)
    buttons = Buttons.ROW if width >= _ONE_ROW_WIDTH else Buttons.TWO_ROWS
    if buttons is Buttons.ROW:
        high = max(_LEAST_BAR, round(height * _BAR))
    else:
        high = max(_LEAST_TWO_ROWS, round(height * _TWO_ROWS))
    low = max(_LEAST_STRIP, round(height * _STRIP))
    above = height - high - low
    strip, bar = QRect(0, above, width, low), QRect(0, above + low, width, high)
    if width >= height * _BESIDE:
        wide = round(width * FIELD_SHARE)
        field, side = QRect(0, 0, wide, above), QRect(wide, 0, width - wide, above)
    else:
        upper = round(above * _FIELD_ABOVE)
        field, side = QRect(0, 0, width, upper), QRect(0, upper, width, above - upper)
    return Frame(field, side, strip, bar, buttons)
