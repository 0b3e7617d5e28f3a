"""What a library of workouts is made of: entries, and files that could not be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from soleus_timer.core.choices import Choices, choose
from soleus_timer.core.exercise import Exercise
from soleus_timer.core.problem import Problem
from soleus_timer.core.timeline import Timeline, build_timeline
from soleus_timer.core.workout import Workout


@dataclass(frozen=True, slots=True)
class Entry:
    """A workout in the library, with the exercises that it names."""

    id: str
    path: Path
    shipped: bool
    workout: Workout
    exercises: Mapping[str, Exercise] = field(default_factory=dict)

    def timeline(self, choices: Choices | None = None) -> Timeline:
        """Return the workout's steps, with `choices` made."""
        workout = self.workout if choices is None else choose(self.workout, choices)
        return build_timeline(workout, self.exercises, self.id)


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
