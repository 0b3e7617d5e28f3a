"""Footsteps: where and when each foot is set down, and where it and the body are in between."""

from bisect import bisect_right
from math import cos, pi, radians, sin
from typing import NamedTuple

from soleus_timer.core.figure.posture import ease, mix

SWING_STARTS, SWING_ENDS = 0.16, 0.86
"""The part of a step's time during which its foot is off the floor; then both are on it."""


class Place(NamedTuple):
    """Where the ball of a foot stands, and which way the foot points (degrees)."""

    x: float
    y: float
    turn: float


class Step(NamedTuple):
    """One foot (0 left, 1 right) goes to a place, within its span of time (seconds)."""

    start: float
    end: float
    foot: int
    place: Place


class Stride(NamedTuple):
    """Both feet and the body at one moment.

    `swing` is how far the moving foot is on its way (0 to 1), `foot` which one that is.
    """

    feet: tuple[Place, Place]
    x: float
    y: float
    heading: float
    foot: int
    swing: float
    sway: float
    """How far the body is over its standing foot: -1 right, 1 left."""
    loads: tuple[float, float]
    """The share of the weight on each foot."""


class Walkway:
    """A plan of steps, one after the other."""

    def __init__(self, first: tuple[Place, Place], steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self._starts = [step.start for step in steps]
        self._stands = [first]
        for step in steps:
            feet = list(self._stands[-1])
            feet[step.foot] = step.place
            self._stands.append((feet[0], feet[1]))
        times = [steps[0].start if steps else 0.0, *(step.end for step in steps)]
        middles = [_middle(stand) for stand in self._stands]
        self._times = times
        self._middles = middles
        self._speeds = _speeds(times, middles)

    @property
    def seconds(self) -> float:
        """How long it all takes."""
        return self._times[-1]

    def second_of(self, elapsed: float, *, endless: bool) -> float:
        """Return which second of the plan it is; an endless plan begins again at its end.

        Legs shorter than a nanosecond leave a plan of no length, which cannot begin again.
        """
        return elapsed % self.seconds if endless and self.seconds else elapsed

    def at(self, seconds: float) -> Stride:
        """Return the stride at a moment; before the first step and after the last one it stands."""
        place = bisect_right(self._starts, seconds) - 1
        if place < 0 or not self.steps or seconds >= self._times[-1]:
            stand = self._stands[0 if place < 0 else -1]
            x, y, heading = _middle(stand)
            return Stride(stand, x, y, heading, 0, 0.0, 0.0, (0.5, 0.5))
        step = self.steps[place]
        # Late in a long plan a step can be shorter than the difference of two floats.
        span = step.end - step.start
        share = min(1.0, (seconds - step.start) / span) if span > 0 else 1.0
        before, after = self._stands[place], self._stands[place + 1]
        swing = min(1.0, max(0.0, (share - SWING_STARTS) / (SWING_ENDS - SWING_STARTS)))
        moving = _between(before[step.foot], after[step.foot], ease(swing))
        feet = (moving, before[1]) if step.foot == 0 else (before[0], moving)
        x, y, heading = self._body(place, share)
        over = sin(pi * share) ** 2
        load = 0.5 * (1 - _plateau(share))
        loads = (load, 1 - load) if step.foot == 0 else (1 - load, load)
        sway = -over if step.foot == 0 else over
        return Stride(feet, x, y, heading, step.foot, swing, sway, loads)

    def _body(self, place: int, share: float) -> tuple[float, float, float]:
        """Return where the body is: a smooth line through the middles between the feet."""
        span = self._times[place + 1] - self._times[place]
        x, y, heading = (
            _hermite(a, b, va * span, vb * span, share)
            for a, b, va, vb in zip(
                self._middles[place],
                self._middles[place + 1],
                self._speeds[place],
                self._speeds[place + 1],
                strict=True,
            )
        )
        return x, y, heading


def feet_at(x: float, y: float, heading: float, apart: float) -> tuple[Place, Place]:
    """Return both feet side by side under a body."""
    angle = radians(heading)
    aside, ahead = -sin(angle) * apart / 2, cos(angle) * apart / 2
    return Place(x + aside, y + ahead, heading), Place(x - aside, y - ahead, heading)


def _plateau(share: float) -> float:
    """Return how far the weight is off the moving foot."""
    return ease(share / SWING_STARTS) * ease((1 - share) / (1 - SWING_ENDS))


Body = tuple[float, float, float]


def _middle(feet: tuple[Place, Place]) -> Body:
    left, right = feet
    return ((left.x + right.x) / 2, (left.y + right.y) / 2, (left.turn + right.turn) / 2)


def _speeds(times: list[float], middles: list[Body]) -> list[Body]:
    """Return the body's speed at each middle; it stands at the first and the last one."""
    speeds: list[Body] = [(0.0, 0.0, 0.0)]
    for place in range(1, len(times) - 1):
        span = times[place + 1] - times[place - 1]
        if span <= 0:
            speeds.append((0.0, 0.0, 0.0))
            continue
        a, b = middles[place - 1], middles[place + 1]
        speeds.append(((b[0] - a[0]) / span, (b[1] - a[1]) / span, (b[2] - a[2]) / span))
    speeds.append((0.0, 0.0, 0.0))
    return speeds


def _hermite(a: float, b: float, va: float, vb: float, share: float) -> float:
    square = share * share
    cube = square * share
    return (
        (2 * cube - 3 * square + 1) * a
        + (cube - 2 * square + share) * va
        + (3 * square - 2 * cube) * b
        + (cube - square) * vb
    )


def _between(a: Place, b: Place, share: float) -> Place:
    return Place(mix(a.x, b.x, share), mix(a.y, b.y, share), mix(a.turn, b.turn, share))
