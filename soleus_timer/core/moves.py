"""The table of legal moves: which commands a session obeys in which situation."""

from collections.abc import Mapping
from enum import StrEnum

from soleus_timer.core.commands import (
    AddTime,
    Back,
    Command,
    Done,
    Jump,
    Pause,
    RedoSet,
    Resume,
    Revive,
    Skip,
    Start,
    Stop,
    WakeUp,
)
from soleus_timer.core.units import from_seconds


class Situation(StrEnum):
    """Where the machine stands; what is legal depends on this and little else."""

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
"""The legal moves. Buttons and keys offer what this table and the conditions below allow."""


RUNNING = frozenset({Situation.LEADING, Situation.WAITING})
"""The situations in which the step's own clock runs."""

CLOCKED = RUNNING | {Situation.COUNTING_IN}
"""The situations in which a clock runs."""


GUARD = from_seconds(0.7)
"""How long `GUARDED` commands are refused after the clock began a step (real nanoseconds)."""

GUARDED: frozenset[type[Command]] = frozenset({Done, Skip})
"""What somebody who presses a moment too late meant for the step that the clock has just ended."""

GUARDED_IN = RUNNING
"""The situations in which these are refused; who pauses has seen which step it is."""


class IllegalCommandError(Exception):
    """The command is not legal now; nothing has changed."""
