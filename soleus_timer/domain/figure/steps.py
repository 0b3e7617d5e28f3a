"""The steps of a walk: whole ones between the marks, the turns, and the way back to the start."""

from bisect import bisect_right
from functools import lru_cache
from math import cos, pi, radians, sin
from typing import NamedTuple

from soleus_timer.domain.figure.model import Gait, WalkPlan
from soleus_timer.domain.figure.posture import ease, mix, mix_all

SWING: dict[str, tuple[float, float]] = {
    "balls": (0.17, 0.83),
    "feet": (0.1, 0.9),
    "heels": (0.15, 0.85),
}
"""By what a walker goes on: the part of a step's time in which its foot is off the floor.

For the rest both feet are on it: a foot is down for 67, 60 and 65 % of its stride.
"""

_FURTHEST_TURN = 50.0
"""No step of a turn turns further than this, in degrees."""


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
    going: tuple[float, float] = (0.0, 0.0)
    """How much the body is under way at its start and at its end: 0 stands or turns, 1 walks."""


class Stride(NamedTuple):
    """Both feet and the body at one moment."""

    feet: tuple[Place, Place]
    x: float
    y: float
    heading: float
    foot: int = 0
    """The foot that moves or moved last: 0 left, 1 right."""
    share: float = 0.0
    """How much of the step is over, from 0 to 1; 0.5 is the middle of the other foot's stance."""
    swing: float = 0.0
    """How far the moving foot is on its way, from 0 to 1."""
    sway: float = 0.0
    """How far the body is over its standing foot: -1 right, 1 left."""
    loads: tuple[float, float] = (0.5, 0.5)
    """The share of the weight on each foot."""
    going: float = 0.0
    """How much the body is under way, from 0 (it stands or turns) to 1."""


class Footfall(NamedTuple):
    """A foot (0 left, 1 right) comes down; `second` is the time since the walk began."""

    second: float
    foot: int


class Walkway:
    """A plan of steps, one after the other."""

    def __init__(
        self, first: tuple[Place, Place], steps: tuple[Step, ...], on: str = "balls"
    ) -> None:
        """`on` is what the walker goes on: see `SWING`."""
        self.steps = steps
        self._swing = SWING[on]
        self._starts = [step.start for step in steps]
        self._stands = [first]
        for step in steps:
            feet = list(self._stands[-1])
            feet[step.foot] = step.place
            self._stands.append((feet[0], feet[1]))
        times = [steps[0].start if steps else 0.0, *(step.end for step in steps)]
        middles = [_middle(stand) for stand in self._stands]
        self._times, self._middles, self._speeds = times, middles, _speeds(times, middles)

    @property
    def seconds(self) -> float:
        """How long it all takes."""
        return self._times[-1]

    def second_of(self, elapsed: float, *, endless: bool) -> float:
        """Return which second of the plan it is; an endless plan begins again at its end.

        Legs shorter than a nanosecond leave a plan of no length, which cannot begin again.
        """
        return elapsed % self.seconds if endless and self.seconds else elapsed

    def footfalls(self) -> tuple[Footfall, ...]:
        """Return when each foot comes down, in order."""
        _, lands = self._swing
        return tuple(Footfall(mix(step.start, step.end, lands), step.foot) for step in self.steps)

    def at(self, seconds: float) -> Stride:
        """Return the stride at a moment; before the first step and after the last one it stands."""
        place = bisect_right(self._starts, seconds) - 1
        if place < 0 or not self.steps or seconds >= self._times[-1]:
            stand = self._stands[0 if place < 0 else -1]
            return Stride(stand, *_middle(stand))
        step = self.steps[place]
        # Late in a long plan a step can be shorter than the difference of two floats.
        span = step.end - step.start
        share = min(1.0, (seconds - step.start) / span) if span > 0 else 1.0
        before, after = self._stands[place], self._stands[place + 1]
        lifts, lands = self._swing
        swing = min(1.0, max(0.0, (share - lifts) / (lands - lifts)))
        moving = mix_all(before[step.foot], after[step.foot], ease(swing))
        feet = (moving, before[1]) if step.foot == 0 else (before[0], moving)
        x, y, heading = self._body(place, share)
        over = sin(pi * share) ** 2
        load = 0.5 * (1 - ease(share / lifts) * ease((1 - share) / (1 - lands)))
        loads = (load, 1 - load) if step.foot == 0 else (1 - load, load)
        sway = -over if step.foot == 0 else over
        going = mix(*step.going, ease(share))
        return Stride(feet, x, y, heading, step.foot, share, swing, sway, loads, going)

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


class _Planner:
    """Lays one stretch of steps after another."""

    def __init__(self, x: float, heading: float, apart: float) -> None:
        self.steps: list[Step] = []
        self.x, self.heading = x, heading
        self._apart = apart
        self._foot, self._at = 1, 0.0

    def walk(self, target: float, step: float, seconds: float | None, step_seconds: float) -> None:
        """Walk to `target` in steps of nearly `step`; the last one closes up to it."""
        count = max(1, round(abs(target - self.x) / step))
        start = self.x
        bodies = [
            (start + (target - start) * min(1.0, number / count), self.heading)
            for number in range(1, count + 2)
        ]
        self._lay(bodies, seconds, step_seconds, under_way=True)
        self.x = target

    def turn(self, heading: float, count: int, seconds: float | None, step_seconds: float) -> None:
        """Turn on the spot, in `count` steps and one that closes up."""
        start = self.heading
        bodies = [
            (self.x, start + (heading - start) * min(1.0, number / count))
            for number in range(1, count + 2)
        ]
        self._lay(bodies, seconds, step_seconds, under_way=False)
        self.heading = heading

    def _lay(
        self,
        bodies: list[tuple[float, float]],
        seconds: float | None,
        step_seconds: float,
        *,
        under_way: bool,
    ) -> None:
        each = step_seconds if seconds is None else seconds / len(bodies)
        last = len(bodies) - 1
        for number, (x, heading) in enumerate(bodies):
            going = (float(number > 0), float(number < last)) if under_way else (0.0, 0.0)
            place: Place = feet_at(x, 0.0, heading, self._apart)[self._foot]
            start, end = self._at + number * each, self._at + (number + 1) * each
            self.steps.append(Step(start, end, self._foot, place, going))
            self._foot = 1 - self._foot
        self._at += each * len(bodies) if seconds is None else seconds


@lru_cache(maxsize=32)
def walkway(plan: WalkPlan, gait: Gait, apart: float) -> Walkway:
    """Return the steps of a walk: whole ones, so that start and end marks are met.

    The last step of each leg closes up to the mark.
    """
    planner = _Planner(0.0, 0.0, apart)
    for name, seconds in _with_turn_home(plan, gait):
        if seconds <= 0:
            continue
        if name == "turn":
            count = max(round(seconds / gait.step_seconds * 1.5), int(180 / _FURTHEST_TURN))
            planner.turn(180.0 - planner.heading, count, seconds, gait.step_seconds)
        else:
            target = plan.distance if name == "down" else 0.0
            planner.walk(target, gait.step, seconds, gait.step_seconds)
    return Walkway(feet_at(0.0, 0.0, 0.0, apart), tuple(planner.steps), gait.on)


def _with_turn_home(plan: WalkPlan, gait: Gait) -> tuple[tuple[str, float], ...]:
    if not plan.endless:
        return plan.legs
    turn = next((seconds for name, seconds in plan.legs if name == "turn"), gait.turn_seconds)
    return (*plan.legs, ("turn", turn))


def footfalls(plan: WalkPlan, gait: Gait, apart: float) -> tuple[Footfall, ...]:
    """Return when each foot comes down in a walk; an endless one repeats after its last turn.

    `apart` is how far the feet are from each other, in metres, as in `Figure.apart`.
    """
    return walkway(plan, gait, apart).footfalls()


_CLOSE = 0.02
"""Nearer to the start than this (metres), there is nowhere to go."""

_TURN_STEPS = 5


@lru_cache(maxsize=8)
def way_home(x: float, heading: float, apart: float, gait: Gait) -> Walkway:
    """Return the steps from `x` (metres along the lane) back to the start, to face the lane."""
    planner = _Planner(x, heading, apart)
    far = abs(x) > _CLOSE
    if far and heading < 90:
        planner.turn(180.0, _TURN_STEPS, None, gait.step_seconds)
    if far:
        planner.walk(0.0, gait.step, None, gait.step_seconds)
    if planner.heading > 90:
        planner.turn(0.0, _TURN_STEPS, None, gait.step_seconds)
    return Walkway(feet_at(x, 0.0, heading, apart), tuple(planner.steps), gait.on)
