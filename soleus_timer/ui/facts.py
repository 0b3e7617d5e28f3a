"""What a workout comes to, in a few words: sets, dose, time."""

from soleus_timer.core.phrases import dose_phrase
from soleus_timer.core.timeline import StepKind, Timeline, sets_in
from soleus_timer.messages import localise, ngettext, whole_time


def facts_text(timeline: Timeline) -> str:
    """Return the workout in a line: sets, dose where all have the same, time."""
    sets = (step for step in timeline.steps if step.kind is StepKind.WORK)
    doses = list(dict.fromkeys(localise(dose_phrase(step)) for step in sets))
    parts = [sets_text(timeline)]
    if len(doses) == 1:
        parts.append(doses[0])
    parts.append(whole_time(timeline.duration, estimated=timeline.estimated))
    return "  ·  ".join(parts)


def sets_text(timeline: Timeline) -> str:
    """Return how many sets a workout has."""
    return ngettext("{number} set", "{number} sets", sets_in(timeline))
