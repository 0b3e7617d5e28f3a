"""An exercise over time, and one session held against the one before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from soleus_timer.domain.history.efforts import Effort, Measure
from soleus_timer.domain.units import LengthUnit, convert_length


@dataclass(frozen=True, slots=True)
class Point:
    """What one session adds to a line: a distance, reps or seconds."""

    day: date
    value: float
    session: str


@dataclass(frozen=True, slots=True)
class Series:
    """One exercise in one measure, the oldest session first; `unit` is that of distances."""

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
        done = effort.done if dose.unit in {None, unit} else _told_in(effort, unit)
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
    earlier = {
        (series.exercise, series.measure): _total(series) for series in series_of(before, unit)
    }
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


def _told_in(effort: Effort, unit: LengthUnit) -> float:
    own = effort.prescribed.unit
    return effort.done if own is None else convert_length(effort.done, own, unit)


def _total(series: Series) -> float:
    return sum(point.value for point in series.points)
