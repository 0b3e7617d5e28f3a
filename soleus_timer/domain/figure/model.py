"""A figure: an exercise's movement as a file describes it; and the moment of it to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from soleus_timer.domain.figure.posture import Effort

VIEWS: Mapping[str, float] = {"side": 0.0, "behind": 90.0}
"""From where one looks, in degrees: at 0 the figure faces right, at 90 it is seen from behind."""

LEFT, RIGHT = 0, 1


class LegAngles(NamedTuple):
    """A leg's joints in degrees: bending is positive, and so is pulling foot or toes up."""

    hip: float = 0.0
    knee: float = 0.0
    ankle: float = 0.0
    toes: float = 0.0


class ArmAngles(NamedTuple):
    """An arm's joints in degrees: forward, away from the body, elbow bent, hand bent back."""

    shoulder: float = 4.0
    out: float = 7.0
    elbow: float = 14.0
    wrist: float = 0.0


class Contacts(NamedTuple):
    """What touches what. Pairs are left and right; empty where there is no contact.

    A foot rests on its `ball`, its `heel` or `flat`, on the floor or on a prop.
    """

    feet: tuple[str, str] = ("", "")
    supports: tuple[str, str] = ("floor", "floor")
    hands: tuple[str, str] = ("", "")
    seat: bool = False
    back: bool = False


class KeyPose(NamedTuple):
    """A pose by its joints and contacts; angles in degrees, lengths in metres."""

    name: str
    lean: float
    neck: float
    legs: tuple[LegAngles, LegAngles]
    arms: tuple[ArmAngles, ArmAngles]
    contacts: Contacts
    efforts: tuple[Effort, Effort]
    hips: tuple[float, float] | None = None
    """Where the hips are held, ahead and up, where legs and contacts do not say it."""
    lift: float = 0.0
    """How far the feet are above where they would rest."""


class Prop(NamedTuple):
    """A thing in the scene: `at` metres ahead of the middle, `height` and `size` in metres.

    The height of a wall is where hands lean on it.
    """

    kind: str
    at: float = 0.0
    height: float = 0.0
    size: float = 0.0
    on: str = ""
    """What carries it: `hands` or `thighs`, for a weight."""
    beside: float = 0.0
    """How far to the left of the lane a wall runs along it; 0 for one that stands across."""


class Gait(NamedTuple):
    """How the figure walks; metres, seconds, degrees."""

    step: float = 0.2032
    step_seconds: float = 1.0
    heel: tuple[float, float] = (0.0, 0.0)
    """The lowest and the highest that a heel is off the floor, on tip toe."""
    distance: float = 3.048
    """Of one leg, where the session names none."""
    turn_seconds: float = 3.0
    on: str = "balls"
    """What it goes on: the `balls` of its feet, its `feet` from heel to toe, or its `heels`."""
    arms: float = 11.0
    """How far the arms swing to either side of where they hang."""


@dataclass(frozen=True, slots=True)
class Motion:
    """Which poses belong to what happens.

    `phases` holds the poses of each phase of a rep; `cycle` repeats every `cycle_seconds` where the
    reps have no pace. Each part of a cycle is smooth, slows down (`out`) or speeds up (`in`), as
    in `eases`.
    """

    rest: str
    ready: str
    hold: str = ""
    phases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tempo: tuple[float, float, float, float] = (2.0, 1.0, 3.0, 0.0)
    cycle: tuple[str, ...] = ()
    cycle_seconds: float = 2.0
    eases: tuple[str, ...] = ()
    gait: Gait | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Figure:
    """A figure that can move; `id` is its exercise's. Compared by identity."""

    id: str
    view: float
    apart: float
    balls: tuple[float, float]
    """Where the balls of the left and the right foot are, ahead of the middle, in metres."""
    poses: Mapping[str, KeyPose]
    motion: Motion
    props: tuple[Prop, ...] = ()
    works: str = ""
    """The side that works in the file's poses, `left` or `right`; empty for both."""
    lens: str = ""
    """What matters and is shown large: `heel`, `calf` or `knee`; empty for nothing."""
    description: str = ""
    """What one sees, in a sentence, for those who hear the window."""

    def mirrored(self, side: str) -> bool:
        """Return whether the figure has to be seen in a mirror for `side` to work."""
        return bool(side) and side != (self.works or "right")

    def prop(self, kind: str) -> Prop | None:
        """Return the prop of that kind, if the scene has one."""
        return next((prop for prop in self.props if prop.kind == kind), None)


class Activity(StrEnum):
    """What goes on."""

    REST = "rest"
    READY = "ready"
    """Standing in the pose from which the movement starts."""
    REPS = "reps"
    HOLD = "hold"
    CYCLE = "cycle"
    """Over and over, without a pace."""
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
    """Whether its distance is shown in metres; None: as the person's measures are."""
    labelled: bool = True
    """Whether the distance is shown; it means nothing in a walk that is timed."""


class Moment(NamedTuple):
    """One moment. Times are in seconds.

    When `step` changes, the figure goes gently from where it was. `elapsed` and `remaining` are the
    step's.
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
    """Whether this is a rest before the first set, with no way to walk back."""
    side: str = ""
    """The side that works, `left` or `right`; empty for both."""
    opacity: float = 1.0
    """Less than 1 while one exercise's figure gives way to the next one's."""
