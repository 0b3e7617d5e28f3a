"""What a session does while the computer sleeps."""

from soleus_timer.core.commands import Command, Pause
from soleus_timer.core.moves import CLOCKED, Situation
from soleus_timer.core.preferences import WhenAsleep
from soleus_timer.core.timeline import Step, StepKind


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
