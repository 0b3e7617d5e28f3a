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
        self._middle = rect.center().x() - self.sign * self.scale * (frame.left + frame.right) / 2
        spare = rect.height() - self.scale * height
        self._ground = rect.bottom() - spare * 0.5 + self.scale * frame.bottom
        self.view = view
        turn = radians(view)
        self._cos, self._sin = cos(turn), sin(turn)
        self._up, self._deep = cos(radians(TILT)), sin(radians(TILT))

    def point(self, at: Vector) -> tuple[float, float]:
        """Return where a point of the scene is in the picture (pixels)."""
        across = at[0] * self._cos - at[1] * self._sin
        deep = at[0] * self._sin + at[1] * self._cos
        return (
            self._middle + self.sign * self.scale * across,
            self._ground - self.scale * (at[2] * self._up + deep * self._deep),
        )

    def way(self, direction: Vector) -> tuple[float, float]:
        """Return a direction of the scene in the picture, in pixels for each metre."""
        across = direction[0] * self._cos - direction[1] * self._sin
        deep = direction[0] * self._sin + direction[1] * self._cos
        return (
            self.sign * self.scale * across,
            -self.scale * (direction[2] * self._up + deep * self._deep),
        )

    def depth(self, at: Vector) -> float:
        """Return how far away a point is, in metres; larger is farther."""
        return (at[0] * self._sin + at[1] * self._cos) * self._up - at[2] * self._deep
