"""A workout as steps: what happens one after the other, and for how long."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from soleus_timer.domain.exercise import FormCue
from soleus_timer.domain.units import LengthUnit, Nanoseconds
from soleus_timer.domain.workout import Phase, WalkMode


class StepKind(StrEnum):
    """What a step is for."""

    PREPARE = "prepare"
    WARM_UP = "warm_up"
    WORK = "work"
    SWITCH = "switch"
    REST = "rest"
    COOL_DOWN = "cool_down"


class Side(StrEnum):
    """The side that works."""

    LEFT = "left"
    RIGHT = "right"


class LegName(StrEnum):
    """The parts of a walk there and back."""

    DOWN = "down"
    TURN = "turn"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a walk and its planned time (nanoseconds)."""

    name: LegName
    duration: Nanoseconds


@dataclass(frozen=True, slots=True)
class Walk:
    """A distance dose as legs on the clock; `distance` is one leg's, in `unit`."""

    legs: tuple[Leg, ...]
    distance: float
    unit: LengthUnit
    mode: WalkMode

    @property
    def walked_legs(self) -> int:
        """How many legs are walked, turns left out."""
        return sum(leg.name is not LegName.TURN for leg in self.legs)


@dataclass(frozen=True, slots=True)
class Reps:
    """A number of reps; the phases of each (nanoseconds), none where nobody paces them."""

    count: int
    phases: tuple[tuple[Phase, Nanoseconds], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a session.

    `duration` (nanoseconds) is what the clock gives it or, where the person ends it (`estimated`),
    what it will probably take. In a rest, `set` is the set it follows; in a switch, `side` is the
    one to change to.
    """

    index: int
    kind: StepKind
    duration: Nanoseconds
    title: str = ""
    exercise: str | None = None
    set: int | None = None
    sets: int | None = None
    side: Side | None = None
    block: int | None = None
    estimated: bool = False
    walk: Walk | None = None
    reps: Reps | None = None
    beats_per_minute: int | None = None
    form_cues: tuple[FormCue, ...] = ()
    is_second_side: bool = False

    @property
    def is_effort(self) -> bool:
        """Whether the person moves in it: work, warm-up or cool-down."""
        return self.kind in EFFORTS

    @property
    def is_plain_time(self) -> bool:
        """Whether it is so many seconds and nothing else, so that seconds can be added."""
        return not self.estimated and self.walk is None and self.reps is None


EFFORTS = frozenset({StepKind.WORK, StepKind.WARM_UP, StepKind.COOL_DOWN})


@dataclass(frozen=True, slots=True)
class Timeline:
    """A workout's steps in order. A step of zero length is not among them."""

    workout_id: str
    name: str
    steps: tuple[Step, ...]
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _next_effort: tuple[int | None, ...] = field(init=False, repr=False, compare=False)
    _last_work: tuple[int | None, ...] = field(init=False, repr=False, compare=False)
    _parts: "Parts | None" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ends", tuple(accumulate(step.duration for step in self.steps)))
        following: int | None = None
        ahead: list[int | None] = []
        for step in reversed(self.steps):
            ahead.append(following)
            following = step.index if step.is_effort else following
        object.__setattr__(self, "_next_effort", tuple(reversed(ahead)))
        latest: int | None = None
        behind: list[int | None] = []
        for step in self.steps:
            latest = step.index if step.kind is StepKind.WORK else latest
            behind.append(latest)
        object.__setattr__(self, "_last_work", tuple(behind))
        object.__setattr__(self, "_parts", None)

    @classmethod
    def of_parts(cls, workout_id: str, name: str, placed: "Iterable[Placed]") -> "Timeline":
        """Return a timeline of steps that are numbered here: what makes each, and its set."""
        numbered = enumerate(placed)
        steps = (replace(part, index=index, set=current) for index, (part, current) in numbered)
        return cls(workout_id, name, tuple(steps))

    @property
    def parts(self) -> "Parts":
        """Its different steps, so that what is the same of thousands is done or written once."""
        if self._parts is None:
            found: dict[Step, int] = {}
            plain = (replace(step, index=0, set=None) for step in self.steps)
            places = tuple(found.setdefault(step, len(found)) for step in plain)
            object.__setattr__(self, "_parts", Parts(tuple(found), places))
        assert self._parts is not None
        return self._parts

    @property
    def duration(self) -> Nanoseconds:
        """The whole session (nanoseconds), estimates included."""
        return Nanoseconds(self._ends[-1] if self._ends else 0)

    @property
    def estimated(self) -> bool:
        """Whether the person decides how long any of it takes."""
        return any(step.estimated for step in self.steps)

    def after(self, index: int) -> Nanoseconds:
        """Return the planned time (nanoseconds) of all that follows the step at `index`."""
        return Nanoseconds(self.duration - self._ends[index])

    def step_at(self, planned: Nanoseconds) -> int:
        """Return the index of the step under way at a time of the plan; at its end, the last."""
        return min(bisect_right(self._ends, planned), len(self.steps) - 1)

    def next_effort(self, index: int) -> Step | None:
        """Return the first step after `index` in which the person moves."""
        found = self._next_effort[index]
        return None if found is None else self.steps[found]

    def latest_set(self, index: int) -> int | None:
        """Return the index of the set that the step at `index` is or follows."""
        return self._last_work[index]


Placed = tuple[Step, int | None]
"""A step and its set. Made once, it stands for all that differ in no more than that."""


class Parts(NamedTuple):
    """The different steps of a timeline, without index and set, and which of them each step is."""

    parts: tuple[Step, ...]
    places: tuple[int, ...]


def walk_offsets(step: Step) -> Iterator[tuple[Nanoseconds, Leg]]:
    """Yield each leg of a walk that the pace leads, with its offset (nanoseconds)."""
    if step.walk is None or step.estimated:
        return
    offset = 0
    for leg in step.walk.legs:
        yield Nanoseconds(offset), leg
        offset += leg.duration


def sets_in(timeline: Timeline) -> int:
    """Return how many sets a workout has: what every place says that counts them."""
    return count_sets(timeline.steps, ())[1]


def count_sets(steps: Iterable[Step], done: Container[int]) -> tuple[int, int]:
    """Return how many sets were done in full and how many there are.

    `done` holds the indices of the steps that were done in full.
    """
    whole: list[bool] = []
    for step in steps:
        if step.kind is not StepKind.WORK:
            continue
        # Without its first, as in a part of a session, a second side stands for itself.
        if step.is_second_side and whole:
            whole[-1] = whole[-1] and step.index in done
        else:
            whole.append(step.index in done)
    return sum(whole), len(whole)
