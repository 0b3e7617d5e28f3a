"""What one exercise came to in each session, as lines for charts, and beside another session.

Efforts are small, so that twenty years of them are read at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from soleus_timer.domain.history.session import StoredSession
from soleus_timer.domain.session.recorder import SetRecord
from soleus_timer.domain.timeline import Step, count_sets
from soleus_timer.domain.units import LengthUnit, Load, Nanoseconds, convert_length, to_seconds
from soleus_timer.domain.workout import WalkMode


class Measure(StrEnum):
    """What is counted of an exercise."""

    DISTANCE = "distance"
    REPS = "reps"
    HOLD = "hold"
    """Seconds in sets."""


@dataclass(frozen=True, slots=True)
class Prescribed:
    """The dose of an exercise.

    `amount` is one leg's distance in `unit`, the reps, or the seconds of a set; 0 seconds where the
    person decides. `sets` are per side.
    """

    measure: Measure
    amount: float
    sets: int
    unit: LengthUnit | None = None
    legs: int = 0
    mode: WalkMode | None = None
    each_side: bool = False
    """Whether both sides do it, one after the other."""
    load: Load | None = None


@dataclass(frozen=True, slots=True)
class Effort:
    """All sets of one exercise at one dose in one session.

    `done` is the distance, the reps or the seconds of all attempts; `work_time` is in nanoseconds.
    Two sides are one set, done when both are.
    """

    session: str
    day: date
    workout_id: str
    exercise: str
    """The id of the exercise; its title where it has none."""
    title: str
    prescribed: Prescribed
    sets: int
    sets_done: int
    done: float
    work_time: Nanoseconds
    pain: int | None = None
    load: Load | None = None
    """The heaviest that was used; None where the person entered none."""

    @property
    def in_full(self) -> bool:
        """Whether every set was done."""
        return self.sets_done == self.sets > 0


def exercise_key(step: Step) -> str:
    """Return the key of a set's exercise: its id, else its title."""
    return step.exercise or step.title


def prescribed_of(step: Step) -> Prescribed:
    """Return the dose that a set was planned with."""
    sets = step.sets or 1
    if step.walk is not None:
        return Prescribed(
            Measure.DISTANCE,
            step.walk.distance,
            sets,
            step.walk.unit,
            step.walk.walked_legs,
            step.walk.mode,
        )
    if step.reps is not None:
        return Prescribed(Measure.REPS, step.reps.count, sets)
    return Prescribed(Measure.HOLD, 0.0 if step.estimated else to_seconds(step.duration), sets)


def efforts_of(session: StoredSession) -> tuple[Effort, ...]:
    """Return the effort of each exercise and dose in a session, in the order of its sets."""
    return tuple(
        _effort(session, exercise, prescribed, sets)
        for (exercise, prescribed), sets in sets_by_dose(session)
    )


def sets_by_dose(session: StoredSession) -> list[tuple[tuple[str, Prescribed], list[SetRecord]]]:
    """Return the sets of each exercise and dose, in the order of `efforts_of`."""
    parts, places = session.timeline.parts
    keys = [(exercise_key(part), prescribed_of(part)) for part in parts]
    found: dict[tuple[str, Prescribed], list[SetRecord]] = {key: [] for key in keys}
    lists = [found[key] for key in keys]
    for one in session.record.sets:
        lists[places[one.step.index]].append(one)
    return [(key, sets) for key, sets in found.items() if sets]


def _effort(
    session: StoredSession, exercise: str, prescribed: Prescribed, sets: Sequence[SetRecord]
) -> Effort:
    steps = [one.step for one in sets]
    begun = [one for one in sets if one.attempts]  # of thousands of sets often a few
    sets_done, planned = count_sets(steps, {one.step.index for one in begun if one.done})
    return Effort(
        session=session.id,
        day=session.day,
        workout_id=session.timeline.workout_id,
        exercise=exercise,
        title=steps[0].title,
        prescribed=replace(prescribed, each_side=any(step.is_second_side for step in steps)),
        sets=planned,
        sets_done=sets_done,
        done=_amount(prescribed.measure, begun),
        work_time=_time(begun),
        pain=session.rating.pain,
        load=max((one.actual.load for one in sets if one.actual.load), default=None),
    )


def _amount(measure: Measure, sets: Iterable[SetRecord]) -> float:
    match measure:
        case Measure.DISTANCE:
            return sum(one.distance for one in sets)
        case Measure.REPS:
            return sum(one.reps for one in sets)
        case Measure.HOLD:
            return to_seconds(_time(sets))


def _time(sets: Iterable[SetRecord]) -> Nanoseconds:
    return Nanoseconds(sum(attempt.elapsed for one in sets for attempt in one.attempts))


@dataclass(frozen=True, slots=True)
class Point:
    """What one session adds to a line: a distance, reps or seconds."""

    day: date
    value: float
    session: str


@dataclass(frozen=True, slots=True)
class Series:
    """One exercise in one measure, the oldest session first; `unit` is set for distances."""

    exercise: str
    title: str
    measure: Measure
    unit: LengthUnit | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an exercise came to now and last time; None where it was not done then."""

    exercise: str
    title: str
    measure: Measure
    unit: LengthUnit | None
    now: float
    before: float | None

    @property
    def difference(self) -> float | None:
        """How much more it is now; None where there is nothing to compare with."""
        return None if self.before is None else self.now - self.before


def series_of(efforts: Iterable[Effort], unit: LengthUnit) -> tuple[Series, ...]:
    """Return a line for each exercise and measure, distances in `unit`.

    `efforts` are the oldest first; the lines come in the order in which they begin, and are called
    what the exercise was called last.
    """
    sums: dict[tuple[str, Measure], dict[str, Point]] = {}
    titles: dict[str, str] = {}
    for effort in efforts:
        exercise, session, dose = effort.exercise, effort.session, effort.prescribed
        titles[exercise] = effort.title
        points = sums.setdefault((exercise, dose.measure), {})
        done = effort.done if dose.unit in {None, unit} else _done_in(effort, unit)
        before = points.get(session)
        points[session] = Point(effort.day, done + before.value if before else done, session)
    return tuple(
        Series(
            exercise,
            titles[exercise],
            measure,
            unit if measure is Measure.DISTANCE else None,
            tuple(points.values()),
        )
        for (exercise, measure), points in sums.items()
    )


def compare(
    now: Sequence[Effort], before: Sequence[Effort], unit: LengthUnit
) -> tuple[Comparison, ...]:
    """Return each exercise of one session beside what it came to in another, lengths in `unit`."""
    earlier = {(one.exercise, one.measure): _total(one) for one in series_of(before, unit)}
    return tuple(
        Comparison(
            series.exercise,
            series.title,
            series.measure,
            series.unit,
            _total(series),
            earlier.get((series.exercise, series.measure)),
        )
        for series in series_of(now, unit)
    )


def _done_in(effort: Effort, unit: LengthUnit) -> float:
    own = effort.prescribed.unit
    return effort.done if own is None else convert_length(effort.done, own, unit)


def _total(series: Series) -> float:
    return sum(point.value for point in series.points)
