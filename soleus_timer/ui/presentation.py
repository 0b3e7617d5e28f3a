"""What the session page shows of a session's view: words and moods, no widgets."""

from dataclasses import dataclass

from soleus_timer.domain.phrases import (
    LEG_NAMES,
    PHASE_NAMES,
    SIDE_NAMES,
    dose_phrase,
    set_phrase,
    step_title,
)
from soleus_timer.domain.session.commands import Situation
from soleus_timer.domain.session.view import View
from soleus_timer.domain.timeline import LegName, Step, StepKind, Timeline, sets_in
from soleus_timer.domain.units import elapsed_text, remaining_text
from soleus_timer.messages import _, localise, ngettext, whole_time
from soleus_timer.ui.theme import Mood


@dataclass(frozen=True, slots=True)
class Shown:
    """What the session page shows at one moment."""

    mood: Mood
    word: str
    countdown: str
    exercise: str
    set: str
    detail: str
    next: str
    remaining: str


def present(view: View) -> Shown:
    """Return what to show for `view`."""
    mood = mood_of(view)
    step = view.step
    return Shown(
        mood=mood,
        word=mood_word(mood),
        countdown=_countdown(view),
        exercise=_exercise(view),
        set=_set(view),
        detail=_detail(view) if step is not None and step.is_effort else "",
        next=_next(view),
        remaining=_remaining(view),
    )


def mood_of(view: View) -> Mood:
    """Return what is going on in one mood."""
    if view.situation is Situation.PAUSED:
        return Mood.PAUSED
    if view.situation is Situation.COUNTING_IN:
        return Mood.COUNT_IN
    if view.situation is Situation.FINISHED or view.step is None:
        return Mood.DONE
    if view.leg is not None and view.leg.name is LegName.TURN:
        return Mood.TURN
    return Mood(view.step.kind)


def _countdown(view: View) -> str:
    if view.count_in_remaining is not None:
        return remaining_text(view.count_in_remaining)
    if view.step_remaining is None:
        return elapsed_text(view.elapsed)
    return remaining_text(view.step_remaining)


def _exercise(view: View) -> str:
    """Return the exercise of this step or, in a rest, of the one that comes."""
    step = view.step
    if step is not None and not step.is_effort and step.kind is not StepKind.SWITCH:
        step = view.next_effort
    return step.title if step is not None else ""


def _set(view: View) -> str:
    """Return which set it is; nothing where there is only one, done for the first time."""
    step = view.step
    if step is None:
        return ""
    if step.kind is StepKind.PREPARE and view.next_effort is not None:
        step = view.next_effort
    if step.sets == 1 and view.attempt <= 1 and step.kind is not StepKind.REST:
        return ""
    text = localise(set_phrase(step))
    if text and step.kind is StepKind.REST and view.set_done is not None:
        if view.set_done:
            return _("{set} done", set=text)
        return _("{set} not done", set=text)
    if text and view.attempt > 1:
        return _("{set}, attempt {number}", set=text, number=view.attempt)
    return text


def _detail(view: View) -> str:
    """Return side, leg, phase and rep: all that tells where in the set one is, in few words."""
    step = view.step
    assert step is not None
    parts = []
    if step.side is not None:
        parts.append(localise(SIDE_NAMES[step.side]))
    if view.leg is not None:
        parts.append(localise(LEG_NAMES[view.leg.name]))
    if view.phase is not None:
        parts.append(localise(PHASE_NAMES[view.phase]))
    if view.rep is not None and step.reps is not None:
        parts.append(_("{number} of {total}", number=view.rep, total=step.reps.count))
    if not parts or (view.leg is None and view.rep is None):
        parts.append(localise(dose_phrase(step)))
    return " · ".join(parts)


def _next(view: View) -> str:
    step = view.next_step
    if step is None:
        return _("This is the last step")
    return _("Next: {what}", what=describe(step) if step.is_effort else rest_text(step))


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


def _remaining(view: View) -> str:
    text = remaining_text(view.session_remaining)
    return _("{time} left", time=text)


def mood_word(mood: Mood) -> str:
    """Return the one word for what is going on."""
    return {
        Mood.PREPARE: _("Get ready"),
        Mood.WARM_UP: _("Warm up"),
        Mood.WORK: _("Work"),
        Mood.SWITCH: _("Switch sides"),
        Mood.REST: _("Rest"),
        Mood.COOL_DOWN: _("Cool down"),
        Mood.TURN: _("Turn"),
        Mood.PAUSED: _("Paused"),
        Mood.COUNT_IN: _("Starting"),
        Mood.DONE: _("Done"),
    }[mood]


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


_REPAINT_MS = 200
"""How often the moving parts look for a change; the digits change with the second itself."""


def until_next_change(view: View, *, only_digits: bool) -> int:
    """Return the milliseconds until the digits, or else the moving parts, change next."""
    counting = (
        view.count_in_remaining if view.count_in_remaining is not None else view.step_remaining
    )
    if counting is None:
        left = 1000 - view.elapsed // 1_000_000 % 1000
    else:
        left = counting // 1_000_000 % 1000 + 1
    if view.count_in_remaining is None and view.elapsed < view.step_duration:
        left = min(left, view.session_remaining // 1_000_000 % 1000 + 1)
    return left if only_digits else min(_REPAINT_MS, left)
