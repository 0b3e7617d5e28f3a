"""Brushes and pens of a palette, made once."""

from functools import lru_cache

from PySide6.QtGui import QBrush, QColor, QPen

from soleus_timer.ui.figure.colours import FigureColours

_SHADES = 24
"""A muscle has so many shades; more nobody can tell apart."""

_FAR_SHADE = 0.22
"""How much of the far skin is mixed into a far muscle."""


class Brushes:
    """What paints a palette."""

    def __init__(self, colours: FigureColours) -> None:
        self.colours = colours
        self.skin, self.skin_far = _brush(colours.skin), _brush(colours.skin_far)
        self.shirt, self.shirt_far = _brush(colours.shirt), _brush(colours.shirt_far)
        self.sleeve = _brush(colours.sleeve)
        self.shorts, self.shorts_far = _brush(colours.shorts), _brush(colours.shorts_far)
        self.hair = _brush(colours.hair)
        self.tendon = _brush(colours.tendon)
        self.tendon_far = QBrush(mixed(colours.tendon, colours.skin_far, 0.5))
        self._seam = QBrush(mixed(colours.skin, colours.tendon, 0.3))
        self._seam_far = QBrush(mixed(colours.skin_far, colours.tendon, 0.1))
        self.no_pen = QPen()
        self.no_pen.setStyle(self.no_pen.style().NoPen)
        self._muscle = [
            QBrush(mixed(colours.muscle_rest, colours.muscle_effort, shade / _SHADES))
            for shade in range(_SHADES + 1)
        ]
        self._far_muscle = [
            QBrush(mixed(brush.color().name(), colours.skin_far, _FAR_SHADE))
            for brush in self._muscle
        ]

    def muscle(self, effort: float, *, far: bool = False) -> QBrush:
        """Return the brush of a muscle that works so hard, from 0 to 1."""
        shades = self._far_muscle if far else self._muscle
        return shades[round(min(1.0, max(0.0, effort)) * _SHADES)]

    def seam(self, width: float, *, far: bool = False) -> QPen:
        """Return the pen that parts one muscle from the next."""
        return QPen(self._seam_far if far else self._seam, width)


@lru_cache(maxsize=4)
def brushes_of(colours: FigureColours) -> Brushes:
    """Return the brushes of a palette."""
    return Brushes(colours)


def _brush(colour: str) -> QBrush:
    return QBrush(QColor(colour))


def mixed(first: str, second: str, share: float) -> QColor:
    """Return the colour at `share` of the way from one to another."""
    a, b = QColor(first), QColor(second)
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * share,
        a.greenF() + (b.greenF() - a.greenF()) * share,
        a.blueF() + (b.blueF() - a.blueF()) * share,
    )
