"""The content of a library of workouts: entries, and files that could not be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from soleus_timer.domain.choices import Choices, choose, with_unit
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.timeline import Timeline, build_timeline
from soleus_timer.domain.units import UnitSystem
from soleus_timer.domain.workout import Workout, in_units


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file; line and column count from 1, None where unknown."""

    path: Path
    message: str
    place: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return the problem as one line: file, line, column, place and what is wrong."""
        where = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        return (
            f"{where}: {self.place}: {self.message}" if self.place else f"{where}: {self.message}"
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A workout in the library, with the exercises that it names.

    `units` are the measures of its texts and walks; None is as in its file, imperial where the file
    has both.
    """

    id: str
    path: Path
    shipped: bool
    workout: Workout
    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    units: UnitSystem | None = None
    _as_written: "Entry | None" = field(default=None, repr=False, compare=False)

    def in_units(self, units: UnitSystem | None) -> "Entry":
        """Return the entry with its walks and texts in `units`, whatever they are in now."""
        written = self._as_written or self
        return replace(
            written,
            workout=in_units(written.workout, units),
            exercises=_in_units(written.exercises, units),
            units=units,
            _as_written=written,
        )

    def timeline(self, choices: Choices | None = None) -> Timeline:
        """Return the workout's steps, with `choices` made."""
        workout = in_units(self.workout, self.units)
        if choices is not None or self.units is not None:
            workout = choose(workout, with_unit(choices or Choices(), self.units))
        return build_timeline(workout, _in_units(self.exercises, self.units), self.id)


def _in_units(
    exercises: Mapping[str, Exercise], units: UnitSystem | None
) -> Mapping[str, Exercise]:
    return {name: in_units(exercise, units) for name, exercise in exercises.items()}


@dataclass(frozen=True, slots=True)
class BadFile:
    """A file of the library that cannot be used, and everything that is wrong with it."""

    path: Path
    problems: tuple[Problem, ...]


class WorkoutLibrary(Protocol):
    """Where workouts come from."""

    def find(self, name: str) -> Entry:
        """Return the workout with this id or in this file; raises what the library documents."""

    def entries(self) -> Iterator[Entry | BadFile]:
        """Yield every workout, one by one as they are read."""
