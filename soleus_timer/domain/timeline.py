"""A workout laid out as steps: what happens one after the other, and for how long."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cached_property, partial
from itertools import accumulate
from typing import NamedTuple

from soleus_timer.domain.exercise import Exercise, FormCue
from soleus_timer.domain.units import LengthUnit, Nanoseconds, from_seconds
from soleus_timer.domain.workout import (
    REP_SECONDS,
    CircuitBlock,
    DistanceDose,
    Dose,
    OpenDose,
    Phase,
    RepsDose,
    SetsBlock,
    Sides,
    Station,
    TimeDose,
    WalkMode,
    Workout,
)


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
    """A number of reps, and the phases of each (nanoseconds); none without a tempo."""

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
        """Whether it is work, warm-up or cool-down."""
        return self.kind in EFFORTS

    @property
    def is_plain_time(self) -> bool:
        """Whether it is a time and nothing else, so that seconds can be added."""
        return not self.estimated and self.walk is None and self.reps is None


EFFORTS = frozenset({StepKind.WORK, StepKind.WARM_UP, StepKind.COOL_DOWN})


@dataclass(frozen=True)
class Timeline:
    """A workout's steps in order. A step of zero length is not among them."""

    workout_id: str
    name: str
    steps: tuple[Step, ...]

    @classmethod
    def of_parts(cls, workout_id: str, name: str, placed: "Iterable[Placed]") -> "Timeline":
        """Return a timeline of steps with their sets; it numbers the steps."""
        placed = tuple(placed)
        # `replace` would look at every field of thousands of steps that have most in common.
        parts = {id(part): part for part, _ in placed}
        step = {key: _numbering(part) for key, part in parts.items()}
        numbered = enumerate(placed)
        steps = (step[id(part)](index=index, set=current) for index, (part, current) in numbered)
        made = cls(workout_id, name, tuple(steps))
        # A start needs them at once; here thousands of steps are still one object.
        made.__dict__["parts"] = _parts_of([part for part, _ in placed])
        return made

    @cached_property
    def parts(self) -> "Parts":
        """Its different steps, so that what thousands have in common is done or written once."""
        return _parts_of(self.steps)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(accumulate(step.duration for step in self.steps))

    @property
    def duration(self) -> Nanoseconds:
        """The whole session (nanoseconds), estimates included."""
        return Nanoseconds(self._ends[-1] if self._ends else 0)

    @property
    def estimated(self) -> bool:
        """Whether the person decides how long any of it takes."""
        return any(step.estimated for step in self.steps)

    def start_of(self, index: int) -> Nanoseconds:
        """Return when the step at `index` begins in the plan (nanoseconds)."""
        return Nanoseconds(self._ends[index] - self.steps[index].duration)

    def after(self, index: int) -> Nanoseconds:
        """Return the planned time (nanoseconds) of all that follows the step at `index`."""
        return Nanoseconds(self.duration - self._ends[index])

    def step_at(self, planned: Nanoseconds) -> int:
        """Return the index of the step under way at a time of the plan; at its end, the last."""
        return min(bisect_right(self._ends, planned), len(self.steps) - 1)

    def next_effort(self, index: int) -> Step | None:
        """Return the first step after `index` in which the person moves."""
        # Looked for from where one is: it is near, and a table of all would hold up the start.
        following = (self.steps[place] for place in range(index + 1, len(self.steps)))
        return next((step for step in following if step.is_effort), None)

    def latest_set(self, index: int) -> int | None:
        """Return the index of the set that the step at `index` is or follows."""
        before = range(index, -1, -1)
        return next((place for place in before if self.steps[place].kind is StepKind.WORK), None)


Placed = tuple[Step, int | None]
"""A step and the number of its set, so that one step object serves all sets."""


class Parts(NamedTuple):
    """The different steps of a timeline, without index and set, and which of them each step is."""

    parts: tuple[Step, ...]
    places: tuple[int, ...]


def _numbering(part: Step) -> "partial[Step]":
    """Return what makes the steps that are `part` but for index and set."""
    names = [each.name for each in fields(Step) if each.name not in {"index", "set"}]
    return partial(Step, **{name: getattr(part, name) for name in names})


def _parts_of(steps: Sequence[Step]) -> Parts:
    found: dict[Step, int] = {}
    objects = {id(step): step for step in steps}
    plain = {key: replace(step, index=0, set=None) for key, step in objects.items()}
    places = {key: found.setdefault(step, len(found)) for key, step in plain.items()}
    return Parts(tuple(found), tuple(places[id(step)] for step in steps))


def walk_offsets(step: Step) -> Iterator[tuple[Nanoseconds, Leg]]:
    """Yield each leg of a walk that the pace leads, with its offset (nanoseconds)."""
    if step.walk is None or step.estimated:
        return
    offset = 0
    for leg in step.walk.legs:
        yield Nanoseconds(offset), leg
        offset += leg.duration


def sets_in(timeline: Timeline) -> int:
    """Return how many sets a workout has; two sides are one."""
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


def build_timeline(
    workout: Workout, exercises: Mapping[str, Exercise], workout_id: str = ""
) -> Timeline:
    """Lay a workout out as steps.

    Sides go set by set: left, switch, right, then the rest. There is no rest after the last set,
    and one prepare time before the warm-up and before the main part.

    Raises:
        KeyError: an exercise that is not among `exercises`.
    """
    lasting = (placed for placed in _all_steps(workout, exercises) if placed[0].duration)
    return Timeline.of_parts(workout_id, workout.name, lasting)


def _all_steps(workout: Workout, exercises: Mapping[str, Exercise]) -> Iterator[Placed]:
    prepare = Step(0, StepKind.PREPARE, from_seconds(workout.prepare_seconds))
    warm_up = [
        (step, None)
        for station in workout.warm_up
        for step in _efforts(StepKind.WARM_UP, station, exercises)
    ]
    blocks = [
        list(_circuit(number, block, exercises))
        if isinstance(block, CircuitBlock)
        else list(_sets(number, block, exercises))
        for number, block in enumerate(workout.blocks)
    ]
    lasting = [place for place, steps in enumerate(blocks) if steps]
    yield prepare, None
    yield from warm_up
    if warm_up and lasting:
        yield prepare, None
    for place in lasting:
        yield from blocks[place]
        if place != lasting[-1]:
            rest = workout.blocks[place].rest_after_seconds
            if rest is None:
                rest = workout.rest_between_blocks_seconds
            yield Step(0, StepKind.REST, from_seconds(rest)), None
    for station in workout.cool_down:
        for step in _efforts(StepKind.COOL_DOWN, station, exercises):
            yield step, None


def _sets(number: int, block: SetsBlock, exercises: Mapping[str, Exercise]) -> Iterator[Placed]:
    rest = _rest(block.rest_seconds, block.sets, number)
    efforts = _work(number, block.sets, block, exercises)
    if not efforts:
        return
    for current in range(1, block.sets + 1):
        for step in efforts:
            yield step, current
        if current < block.sets:
            yield rest, current


def _circuit(
    number: int, block: CircuitBlock, exercises: Mapping[str, Exercise]
) -> Iterator[Placed]:
    change = _rest(block.rest_between_exercises_seconds, block.rounds, number)
    rest = _rest(block.rest_seconds, block.rounds, number)
    efforts = [_work(number, block.rounds, station, exercises) for station in block.circuit]
    lasting = [steps for steps in efforts if steps]
    if not lasting:
        return
    for current in range(1, block.rounds + 1):
        for place, steps in enumerate(lasting):
            if place:
                yield change, current
            for step in steps:
                yield step, current
        if current < block.rounds:
            yield rest, current


def _rest(seconds: float, sets: int, block: int) -> Step:
    return Step(0, StepKind.REST, from_seconds(seconds), sets=sets, block=block)


def _work(block: int, sets: int, station: Station, exercises: Mapping[str, Exercise]) -> list[Step]:
    efforts = _efforts(StepKind.WORK, station, exercises)
    return [replace(step, sets=sets, block=block) for step in efforts]


def _efforts(kind: StepKind, station: Station, exercises: Mapping[str, Exercise]) -> Iterator[Step]:
    """Yield the station's steps: one, or one a side with the switch between them.

    A dose of zero length yields none, so that nobody rests from it or switches for it.
    """
    exercise = exercises[station.exercise] if station.exercise else None
    dosed = _dosed(station.dose)
    if not dosed.duration:
        return
    effort = replace(
        dosed,
        kind=kind,
        title=station.title or (exercise.name if exercise else ""),
        exercise=station.exercise,
        # Each once: written twice, it would be said twice in a row.
        form_cues=tuple(dict.fromkeys(exercise.form_cues)) if exercise else (),
    )
    sides = _SIDES[station.sides]
    if not sides:
        yield effort
    switch = Step(0, StepKind.SWITCH, from_seconds(station.switch_seconds))
    for place, side in enumerate(sides):
        if place:
            yield replace(switch, title=effort.title, exercise=effort.exercise, side=side)
        yield replace(effort, side=side, is_second_side=place > 0)


_SIDES: dict[Sides, tuple[Side, ...]] = {
    Sides.BOTH: (),
    Sides.LEFT: (Side.LEFT,),
    Sides.RIGHT: (Side.RIGHT,),
    Sides.LEFT_RIGHT: (Side.LEFT, Side.RIGHT),
    Sides.RIGHT_LEFT: (Side.RIGHT, Side.LEFT),
    Sides.LEFT_OR_RIGHT: (Side.LEFT,),
    Sides.RIGHT_OR_LEFT: (Side.RIGHT,),
}


def _dosed(dose: Dose) -> Step:
    """Return a nameless step with the time, the reps or the legs of `dose`."""
    work = partial(Step, 0, StepKind.WORK)
    match dose:
        case TimeDose():
            return work(from_seconds(dose.seconds))
        case OpenDose():
            seconds, beats = dose.about_seconds, dose.beats_per_minute
            return work(from_seconds(seconds), estimated=True, beats_per_minute=beats)
        case RepsDose():
            tempo = dose.phase_seconds().items()
            phases = tuple((phase, from_seconds(seconds)) for phase, seconds in tempo if seconds)
            per_rep = sum(length for _, length in phases) or from_seconds(REP_SECONDS)
            duration = Nanoseconds(per_rep * dose.reps)
            return work(duration, estimated=not phases, reps=Reps(dose.reps, phases))
        case DistanceDose():
            walk = Walk(_legs(dose), dose.leg_distance, dose.unit, dose.mode)
            duration = Nanoseconds(sum(leg.duration for leg in walk.legs))
            return work(duration, estimated=dose.mode is WalkMode.TAP, walk=walk)


def _legs(dose: DistanceDose) -> tuple[Leg, ...]:
    length = from_seconds(dose.leg_seconds)
    turn = from_seconds(dose.turn_seconds)
    legs: list[Leg] = []
    for number in range(dose.legs):
        if number and turn:
            legs.append(Leg(LegName.TURN, turn))
        legs.append(Leg(LegName.BACK if number % 2 else LegName.DOWN, length))
    return tuple(legs)
