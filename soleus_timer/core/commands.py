"""What a person may ask of a session."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something asked of a session. Whether it is legal now, the session's table says."""


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Begin with the first step."""


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Let the clock stand still."""


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
    """Do the current set, or the one just done, once more; both attempts are kept."""


@dataclass(frozen=True, slots=True)
class AddTime(Command):
    """Give the step 15 seconds more."""


@dataclass(frozen=True, slots=True)
class Jump(Command):
    """Go to the step with index `step`."""

    step: int


@dataclass(frozen=True, slots=True)
class WakeUp(Command):
    """The computer has slept for `slept` nanoseconds until now; the system says so, not a person.

    A set pauses; a rest may run on, but what follows it waits for the person.
    """

    slept: int = 0


@dataclass(frozen=True, slots=True)
class Revive(WakeUp):
    """The program itself stood still for `slept` nanoseconds until now, and nobody was led.

    A signal or a debugger stopped it, or it waited for its disk. It is as after sleep.
    """


@dataclass(frozen=True, slots=True)
class Stop(Command):
    """End the session here."""
