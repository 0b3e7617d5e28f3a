"""What a session remembers, and what it does while the computer sleeps."""

from dataclasses import dataclass, field, replace

from soleus_timer.domain.session.commands import CLOCKED, RUNNING, Command, Pause, Situation
from soleus_timer.domain.session.events import Cue, StepEvent
from soleus_timer.domain.settings import WhenAsleep
from soleus_timer.domain.timeline import Step, StepKind


@dataclass(slots=True)
class State:
    """Everything that the machine remembers; times in nanoseconds.

    While a clock runs, `anchor` is when it stood at zero; while it stands, `elapsed` is where.
    `script` belongs to the running clock, the step's or that of the count back in; `emitted` counts
    the events of it that were returned.
    """

    situation: Situation = Situation.READY
    now: int = 0
    step: int = 0
    attempt: int = 0
    added: int = 0
    elapsed: int = 0
    anchor: int = 0
    duration: int = 0
    script: tuple[StepEvent, ...] = ()
    emitted: int = 0
    attempts: dict[int, int] = field(default_factory=dict)
    done: dict[int, int] = field(default_factory=dict)
    """The sets done in full, by the index of their step; the attempt that did it."""
    reminded: Cue | None = None
    """The reminder that came last."""
    first_reminder: int = 0
    """Which of the exercise's reminders the attempt begins with."""
    clock_began: int | None = None
    """When the clock began the step by ending the one before; None where a person did."""
    unattended: bool = False
    """Whether nobody did anything since the computer slept in this rest."""

    def copy(self) -> "State":
        """Return a copy that can be played on without touching this one."""
        return replace(self, attempts=dict(self.attempts), done=dict(self.done))

    @property
    def is_running(self) -> bool:
        """Whether the step's own clock runs."""
        return self.situation in RUNNING

    def step_elapsed(self, now: int) -> int:
        """Return how long the step has run at `now`, pauses left out (nanoseconds)."""
        return now - self.anchor if self.is_running else self.elapsed


def runs_on(situation: Situation, step: Step | None, when_asleep: WhenAsleep) -> bool:
    """Return whether the step's time passes while the computer sleeps: only a rest's ever does."""
    return (
        situation is Situation.LEADING
        and step is not None
        and step.kind is StepKind.REST
        and when_asleep is WhenAsleep.RESTS_RUN_ON
    )


def falling_asleep(
    situation: Situation, step: Step | None, when_asleep: WhenAsleep
) -> Command | None:
    """Return what to ask of a session whose computer is about to sleep; None to leave it alone."""
    if situation not in CLOCKED or runs_on(situation, step, when_asleep):
        return None
    return Pause()
