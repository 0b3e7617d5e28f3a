"""A workout's steps and sets in a line each, as window and strip write them; no widgets."""

from soleus_timer.domain.phrases import SIDE_NAMES, dose_phrase, set_phrase, step_title
from soleus_timer.domain.timeline import Step, StepKind, Timeline, sets_in
from soleus_timer.domain.units import remaining_text
from soleus_timer.messages import localise, ngettext, whole_time


def rest_text(step: Step) -> str:
    """Return a rest, a switch or a preparation in one line: its name and its time."""
    return f"{localise(step_title(step))}, {remaining_text(step.duration)}"


def describe(step: Step) -> str:
    """Return a step in one line: set, side, name and dose."""
    parts = [localise(set_phrase(step)) if (step.sets or 1) > 1 else ""]
    if step.side is not None:
        parts.append(localise(SIDE_NAMES[step.side]))
    parts += [step.title, localise(dose_phrase(step))]
    return ", ".join(part for part in parts if part)


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
