"""Brushes and pens of a palette, made once."""

from functools import lru_cache

from PySide6.QtGui import QBrush, QColor

from soleus_timer.ui.figure.colours import FigureColours

_SHADES = 24
"""A muscle has so many shades; more nobody can tell apart."""


class Brushes:
    """What paints a palette."""

    def __init__(self, colours: FigureColours) -> None:
        self.colours = colours
        self._brushes: dict[str, QBrush] = {}
        self._muscle = [
            QBrush(mixed(colours.muscle_rest, colours.muscle_effort, shade / _SHADES))
            for shade in range(_SHADES + 1)
        ]

    def of(self, colour: str) -> QBrush:
        """Return the brush of a colour."""
        brush = self._brushes.get(colour)
        if brush is None:
            brush = self._brushes[colour] = QBrush(QColor(colour))
        return brush

    def muscle(self, effort: float) -> QBrush:
        """Return the brush of a muscle that works so hard, from 0 to 1."""
        return self._muscle[round(min(1.0, max(0.0, effort)) * _SHADES)]


@lru_cache(maxsize=4)
def brushes_of(colours: FigureColours) -> Brushes:
    """Return the brushes of a palette."""
    return Brushes(colours)


def mixed(first: str, second: str, share: float) -> QColor:
    """Return the colour at `share` of the way from one to another."""
    a, b = QColor(first), QColor(second)
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * share,
        a.greenF() + (b.greenF() - a.greenF()) * share,
        a.blueF() + (b.blueF() - a.blueF()) * share,
    )
