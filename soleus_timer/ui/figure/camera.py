"""From points in space to points of a picture: no vanishing point, a little from above."""

from math import cos, radians, sin
from typing import NamedTuple

from PySide6.QtCore import QRectF

from soleus_timer.core.figure.vectors import Vector

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
