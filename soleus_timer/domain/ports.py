"""Protocols of what other rooms provide, where tests or other systems put something else."""

from collections.abc import Sequence
from typing import Protocol

from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.history.session import LatestDay
from soleus_timer.domain.session.commands import Command
from soleus_timer.domain.session.events import CueDue, Event
from soleus_timer.domain.settings import SessionPreferences, Settings
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import Nanoseconds


class Clock(Protocol):
    """The session's clock. It may run faster than real time, but never goes back."""

    @property
    def speed(self) -> float:
        """How many of its seconds pass in a real one."""

    def now(self) -> Nanoseconds:
        """Return the time on the session's clock (nanoseconds)."""

    def real(self, at: int) -> int:
        """Return when this clock shows `at`, as nanoseconds of `clock.real_ns`."""


class Standstill(Protocol):
    """Measures for how long the program was stopped, or waited for its disk, while watched.

    The session's clock leaves that time out. The watched program calls `total`, or asks the clock,
    more often than once a second.
    """

    def watch(self) -> None:
        """Watch from now on; harmless while watching."""

    def rest(self) -> None:
        """Stop watching."""

    def total(self) -> int:
        """Return for how long the program stood still so far (real nanoseconds)."""


class CueOutput(Protocol):
    """Where cues sound. Calls never wait and never raise for what the environment lacks."""

    def open(self) -> None:
        """Open the stream for a session and keep it running."""

    def close(self) -> None:
        """Let scheduled cues sound to their end, then end the stream."""

    def schedule(self, cues: Sequence[CueDue]) -> None:
        """Take cues ahead of their time on the session's clock, ordered by it."""

    def cancel(self) -> None:
        """Drop every cue that has not begun to sound, and fade out what sounds."""

    def set_muted(self, muted: bool) -> None:
        """Make the sound inaudible, or audible again; the schedule goes on."""


class ExerciseShelf(Protocol):
    """Where pages look up an exercise and its figure; None where there is none, or a bad file."""

    def exercise(self, exercise_id: str) -> Exercise | None:
        """Return the exercise."""

    def figure(self, exercise_id: str) -> Figure | None:
        """Return the exercise's figure."""


class Journal(Protocol):
    """Where a session is noted as it happens. Calls never raise for what the environment lacks."""

    def write(
        self,
        timeline: Timeline,
        preferences: SessionPreferences,
        events: Sequence[Event],
        at: int,
        command: Command | None = None,
    ) -> None:
        """Note the `events` and the `command`, if any, behind them.

        `at` is the time of the command (nanoseconds on the session's clock).
        """

    def tick(self, at: int) -> None:
        """Note that the session reached `at`; called about once a second."""

    def close(self) -> None:
        """Close the journal; an unfinished session can be resumed from it."""


class KeepAwake(Protocol):
    """Keeps the screen on while a session runs."""

    def hold(self) -> None:
        """Keep the screen on; harmless when it is held already."""

    def release(self) -> None:
        """Let the screen sleep again; harmless when nothing is held."""


class SettingsStore(Protocol):
    """Loads and saves the settings."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the last `load` found wrong, as sentences for the person."""

    def load(self) -> Settings:
        """Return the settings; defaults where there are none."""

    def save(self, settings: Settings) -> None:
        """Save the settings.

        Raises:
            OSError: they cannot be written; the file is as before.
        """


class LastDone(Protocol):
    """Knows when workouts were done."""

    def last_done(self, workout_id: str) -> LatestDay | None:
        """Return when a workout was done last; None where that is not known."""
