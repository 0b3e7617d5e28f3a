"""The commands of a session, and the table of which are legal when."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from soleus_timer.domain.settings import WhenAsleep
from soleus_timer.domain.timeline import Step, StepKind
from soleus_timer.domain.units import from_seconds


@dataclass(frozen=True, slots=True)
class Command:
    """Something asked of a session."""


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Begin with the first step."""


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Stop the clock."""


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """Go on; after a count back in where a set was interrupted."""


@dataclass(frozen=True, slots=True)
class Done(Command):
    """The set is done. With `step`, only if that step is still the current one."""

    step: int | None = None


@dataclass(frozen=True, slots=True)
class Skip(Command):
    """Leave the step. With `step`, only if that step is still the current one."""

    step: int | None = None


@dataclass(frozen=True, slots=True)
class Back(Command):
    """Start the step again, or within its first 2 seconds go to the one before."""


@dataclass(frozen=True, slots=True)
class RedoSet(Command):
    """Do the current set, or the one just done, once more; both attempts count."""


@dataclass(frozen=True, slots=True)
class AddTime(Command):
    """Give the step 15 seconds more."""


@dataclass(frozen=True, slots=True)
class Jump(Command):
    """Go to the step with index `step`."""

    step: int


@dataclass(frozen=True, slots=True)
class WakeUp(Command):
    """The computer has slept for `slept` nanoseconds until now; sent by the system.

    A set pauses; a rest may run on, but what follows it waits for the person.
    """

    slept: int = 0


@dataclass(frozen=True, slots=True)
class Revive(WakeUp):
    """The program itself stood still for `slept` nanoseconds until now: stopped, or by its disk."""


@dataclass(frozen=True, slots=True)
class Stop(Command):
    """End the session here."""


class Situation(StrEnum):
    """The machine's state, which decides with little else which commands are legal."""

    READY = "ready"
    LEADING = "leading"
    """The clock will end the step."""
    WAITING = "waiting"
    """The person will end the step."""
    PAUSED = "paused"
    COUNTING_IN = "counting_in"
    FINISHED = "finished"


_UNDER_WAY = {Skip, Back, RedoSet, Done, Jump, Stop, WakeUp, Revive}

MOVES: Mapping[Situation, frozenset[type[Command]]] = {
    Situation.READY: frozenset({Start}),
    Situation.LEADING: frozenset({Pause, AddTime} | _UNDER_WAY),
    Situation.WAITING: frozenset({Pause} | _UNDER_WAY),
    Situation.PAUSED: frozenset({Resume, AddTime} | _UNDER_WAY),
    Situation.COUNTING_IN: frozenset({Pause, AddTime} | _UNDER_WAY),
    Situation.FINISHED: frozenset(),
}
"""The legal moves. Buttons and keys offer what this table and the machine's conditions allow."""


RUNNING = frozenset({Situation.LEADING, Situation.WAITING})
"""The situations in which the step's own clock runs."""

CLOCKED = RUNNING | {Situation.COUNTING_IN}
"""The situations in which a clock runs."""


GUARD = from_seconds(0.7)
"""How long `GUARDED` commands are refused after the clock began a step (real nanoseconds)."""

GUARDED: frozenset[type[Command]] = frozenset({Done, Skip})
"""Pressed a moment late, these were meant for the step that the clock has just ended."""

GUARDED_IN = RUNNING
"""The situations in which these are refused; in a pause people have seen which step it is."""


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
    """Return the command for a session whose computer is about to sleep; None to leave it alone."""
    if situation not in CLOCKED or runs_on(situation, step, when_asleep):
        return None
    return Pause()


class IllegalCommandError(Exception):
    """The command is not legal now; nothing has changed."""
