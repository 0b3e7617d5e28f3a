"""What a person may ask of a session."""

from soleus_timer.core.frozen import frozen


@frozen
class Command:
    """Something asked of a session. Whether it is legal now, the session's table says."""


@frozen
class Start(Command):
    """Begin with the first step."""


@frozen
class Pause(Command):
    """Let the clock stand still."""


@frozen
class Resume(Command):
    """Go on; after a count back in where a set was interrupted."""


@frozen
class Done(Command):
    """The set is done. With `step`, only if that step is still the current one."""

    step: int | None = None


@frozen
class Skip(Command):
    """Leave the step. With `step`, only if that step is still the current one."""

    step: int | None = None


@frozen
class Back(Command):
    """Start the step again, or within its first 2 seconds go to the one before."""


@frozen
class RedoSet(Command):
    """Do the current set, or the one just done, once more; both attempts are kept."""


@frozen
class AddTime(Command):
    """Give the step 15 seconds more."""


@frozen
class Jump(Command):
    """Go to the step with index `step`."""

    step: int


@frozen
class WakeUp(Command):
    """The computer has slept for `slept` nanoseconds until now; the system says so, not a person.

    A set pauses; a rest may run on, but what follows it waits for the person.
    """

    slept: int = 0


@frozen
class Revive(WakeUp):
    """The program itself stood still for `slept` nanoseconds until now, and nobody was led.

    A signal or a debugger stopped it, or it waited for its disk. It is as after sleep.
    """


@frozen
class Stop(Command):
    """End the session here."""
