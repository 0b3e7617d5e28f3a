"""What all parts of a scene are drawn with: the camera, brushes and pens."""

from functools import lru_cache
from math import cos, radians, sin
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QPen

from soleus_timer.domain.figure.posture import Vector
from soleus_timer.ui.theme import FigureColours

TILT = 5.0
"""How far (degrees) one looks down: enough to tell the near foot from the far one."""


class Frame(NamedTuple):
    """The part of the scene that must be seen: metres to left, right, up, and below the floor."""

    left: float
    right: float
    top: float
    bottom: float = -0.12


class Camera:
    """Looks at a scene that is turned by `view` degrees, and puts a frame of it into a rect."""

    def __init__(self, rect: QRectF, frame: Frame, view: float, *, mirrored: bool = False) -> None:
        width, height = frame.right - frame.left, frame.top - frame.bottom
        self.scale = min(rect.width() / width, rect.height() / height)
        self.sign = -1.0 if mirrored else 1.0
        self.middle = rect.center().x() - self.sign * self.scale * (frame.left + frame.right) / 2
        spare = rect.height() - self.scale * height
        self.ground = rect.bottom() - spare * 0.5 + self.scale * frame.bottom
        self.view = view
        turn, tilt = radians(view), radians(TILT)
        ahead, aside, up, deep = cos(turn), sin(turn), cos(tilt), sin(tilt)
        # Pixels for each metre of x, y and z, to the right and down in the picture.
        across, down = self.sign * self.scale, -self.scale
        self.across = (across * ahead, -across * aside)
        self.down = (down * deep * aside, down * deep * ahead, down * up)
        self._deep = (aside * up, ahead * up, -deep)

    def look_at(self, x: float, across: float) -> None:
        """Go along until `x` (metres from the middle of the scene) is at `across` (pixels)."""
        self.middle = across - self.across[0] * x

    def point(self, at: Vector) -> tuple[float, float]:
        """Return where a point of the scene is in the picture (pixels)."""
        x, y, z = at
        across, down = self.across, self.down
        return (
            self.middle + across[0] * x + across[1] * y,
            self.ground + down[0] * x + down[1] * y + down[2] * z,
        )

    def way(self, direction: Vector) -> tuple[float, float]:
        """Return a direction of the scene in the picture, in pixels for each metre."""
        x, y, z = direction
        across, down = self.across, self.down
        return across[0] * x + across[1] * y, down[0] * x + down[1] * y + down[2] * z

    def depth(self, at: Vector) -> float:
        """Return how far away a point is, in metres; larger is farther."""
        deep = self._deep
        return at[0] * deep[0] + at[1] * deep[1] + at[2] * deep[2]


_SHADES = 24
"""The shades of a muscle; nobody can distinguish more."""

_DEPTHS = 6
"""The tones of a limb from near to far; enough that no change is seen."""

_FAR_SHADE = 0.22
"""How much of the far skin is mixed into a far muscle."""


class Tones:
    """The brushes of a limb at one depth: the farther away, the darker."""

    def __init__(self, colours: FigureColours, far: float) -> None:
        self.skin = QBrush(mixed(colours.skin, colours.skin_far, far))
        self.shirt = QBrush(mixed(colours.sleeve, colours.shirt_far, far))
        self.shorts = QBrush(mixed(colours.shorts, colours.shorts_far, far))
        self.tendon = QBrush(mixed(colours.tendon, colours.skin_far, 0.5 * far))
        self.cuff = QBrush(mixed(colours.shirt, colours.shirt_far, 0.5 + 0.5 * far))
        self.collar = QBrush(QColor(colours.shirt_far))
        self.hem = QBrush(mixed(colours.shorts, colours.shorts_far, 0.6 + 0.4 * far))
        self._seam = QPen(mixed(self.skin.color().name(), colours.tendon, 0.3 - 0.2 * far), 0.0)
        self._fading: dict[str, list[QBrush]] = {}
        self.muscle = [
            QBrush(
                mixed(
                    mixed(colours.muscle_rest, colours.muscle_effort, shade / _SHADES).name(),
                    colours.skin_far,
                    _FAR_SHADE * far,
                )
            )
            for shade in range(_SHADES + 1)
        ]

    def working(self, effort: float) -> QBrush:
        """Return the brush of a muscle that works so hard, from 0 to 1."""
        return self.muscle[round(min(1.0, max(0.0, effort)) * _SHADES)]

    def fading(self, effort: float) -> list[QBrush]:
        """Return the brushes with which a muscle goes over into its tendon, the palest first."""
        muscle = self.working(effort).color().name()
        if muscle not in self._fading:
            skin = self.skin.color().name()
            tendon = mixed(self.tendon.color().name(), skin, 0.35).name()
            self._fading[muscle] = [QBrush(mixed(muscle, tendon, share)) for share in (0.7, 0.35)]
        return self._fading[muscle]

    def seam(self, width: float) -> QPen:
        """Return the pen of the line between muscles."""
        if self._seam.widthF() != width:
            self._seam.setWidthF(width)
        return self._seam


class Brushes:
    """What paints a palette."""

    def __init__(self, colours: FigureColours) -> None:
        self.colours = colours
        self.skin, self.skin_far = _brush(colours.skin), _brush(colours.skin_far)
        self.shirt, self.shorts = _brush(colours.shirt), _brush(colours.shorts)
        self.hair, self.floor = _brush(colours.hair), _brush(colours.floor)
        self.prop, self.prop_edge = _brush(colours.prop), _brush(colours.prop_edge)
        self.mark, self.shadow = _brush(colours.mark), _brush(colours.shadow)
        self.neck = QBrush(mixed(colours.skin, colours.skin_far, 0.35))
        self.ear = QBrush(mixed(colours.skin, colours.skin_far, 0.45))
        self.eye = _brush(colours.eye)
        self._line = QPen(_brush(colours.hair), 1.0)
        self._lips = QPen(QBrush(mixed(colours.skin_far, colours.muscle_effort, 0.35)), 1.0)
        for pen in (self._line, self._lips):
            pen.setCapStyle(pen.capStyle().RoundCap)
        self.text = QPen(_brush(colours.text), 1.0)
        self.ground = _brush(colours.ground)
        self.no_pen = QPen()
        self.no_pen.setStyle(self.no_pen.style().NoPen)
        self._tones = [Tones(colours, depth / _DEPTHS) for depth in range(_DEPTHS + 1)]

    def line(self, width: float) -> QPen:
        """Return the pen of the brow, so wide (pixels)."""
        self._line.setWidthF(width)
        return self._line

    def lips(self, width: float) -> QPen:
        """Return the pen of the mouth, so wide (pixels)."""
        self._lips.setWidthF(width)
        return self._lips

    def tones(self, far: float) -> Tones:
        """Return the brushes of a limb that is so `far` away, from 0 to 1."""
        return self._tones[round(min(1.0, max(0.0, far)) * _DEPTHS)]


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
