"""What the core asks of the world, as protocols; other rooms fill them, `app` chooses."""

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
        """How many seconds pass on this clock in a real one."""

    def now(self) -> Nanoseconds:
        """Return the time on the session's clock (nanoseconds)."""

    def real(self, at: int) -> int:
        """Return when this clock shows `at`, as nanoseconds of `clock.real_ns`."""


class Standstill(Protocol):
    """Adds up how long the program stood still while it was watched: stopped, or by its disk.

    The session's clock leaves that out. Who watches gives signs of life more often than each
    second, by `total` or by asking the clock.
    """

    def watch(self) -> None:
        """Expect signs of life from now on; harmless while they are expected."""

    def rest(self) -> None:
        """Expect none any more."""

    def total(self) -> int:
        """Return for how long it stood still so far (real nanoseconds)."""


class CueOutput(Protocol):
    """Where cues sound. Calls never wait and never raise for what the environment lacks."""

    def open(self) -> None:
        """Get ready for a session: open the stream and keep it warm."""

    def close(self) -> None:
        """Let what was scheduled sound to its end, then end the stream."""

    def schedule(self, cues: Sequence[CueDue]) -> None:
        """Take cues ahead of their time, in its order; it is that of the session's clock."""

    def take_back(self) -> None:
        """Drop every cue that has not begun to sound, and fade out what sounds."""

    def set_muted(self, muted: bool) -> None:
        """Make what sounds inaudible, or audible again; the schedule goes on."""


class ExerciseShelf(Protocol):
    """Where pages look an exercise up: how it is done, and the figure that shows it."""

    def exercise(self, exercise_id: str) -> Exercise | None:
        """Return the exercise; None where there is none, or only a bad file."""

    def figure(self, exercise_id: str) -> Figure | None:
        """Return its figure; None where there is none, or only a bad file."""


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
        """Note that the session obeyed `command`, or only went on, and told `events`.

        `at` is the time of the command (nanoseconds on the session's clock).
        """

    def tick(self, at: int) -> None:
        """Note how far the session has come; to be called about once a second."""

    def close(self) -> None:
        """Let go of the session; one that is not over can be taken up again."""


class KeepAwake(Protocol):
    """Keeps the screen on while a session runs."""

    def hold(self) -> None:
        """Ask for the screen to stay on; harmless when it does already."""

    def release(self) -> None:
        """Let the screen sleep again; harmless when nothing is held."""


class SettingsStore(Protocol):
    """Where the settings are kept."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the last `load` found wrong, as sentences for the person."""

    def load(self) -> Settings:
        """Return the settings; defaults where there are none."""

    def save(self, settings: Settings) -> None:
        """Keep the settings.

        Raises:
            OSError: they cannot be written; what was there before is untouched.
        """


class LastDone(Protocol):
    """Tells when workouts were done."""

    def last_done(self, workout_id: str) -> LatestDay | None:
        """Return when a workout was done last; None where that is not known."""
