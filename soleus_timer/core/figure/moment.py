"""What a figure has to show at one moment, whoever says so: a session or a page that plays it."""

from enum import StrEnum
from typing import NamedTuple


class Activity(StrEnum):
    """What goes on."""

    REST = "rest"
    READY = "ready"
    """Standing in the pose from which the movement starts."""
    REPS = "reps"
    HOLD = "hold"
    CYCLE = "cycle"
    """Over and over, paced by nobody."""
    WALK = "walk"


class WalkPlan(NamedTuple):
    """Legs of a walk in order, as name (`down`, `turn`, `back`) and seconds.

    `distance` is one leg's, in metres.
    """

    legs: tuple[tuple[str, float], ...]
    distance: float
    endless: bool = False
    """Whether it begins again after its last leg, with a turn."""
    metric: bool | None = None
    """Whether its distance is told in metres; None: in the measures of whoever shows it."""
    told: bool = True
    """Whether the distance is told at all: nobody asks for that of a walk that is timed."""


class Moment(NamedTuple):
    """One moment. Times are in seconds.

    `step` tells one step of a session from another: when it changes, the figure goes gently from
    where it was. `elapsed` and `remaining` are those of the step.
    """

    activity: Activity = Activity.REST
    exercise: str | None = None
    name: str = ""
    step: tuple[int, int] = (-1, 0)
    elapsed: float = 0.0
    remaining: float | None = None
    phase: str = ""
    progress: float = 0.0
    """How much of the phase is over, from 0 to 1."""
    per_minute: float | None = None
    walk: WalkPlan | None = None
    fresh: bool = False
    """Whether this is a rest before the first set, so that nobody has to walk home."""
    side: str = ""
    """The side that works, `left` or `right`; empty for both."""
    opacity: float = 1.0
    """Less than 1 while one exercise's figure gives way to the next one's."""
