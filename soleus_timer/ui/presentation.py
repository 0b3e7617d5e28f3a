"""From a session's view to what the running page shows: words, one mood, no widgets."""

from dataclasses import dataclass

from soleus_timer.core.phrases import (
    LEG_NAMES,
    PHASE_NAMES,
    SIDE_NAMES,
    dose_phrase,
    set_phrase,
    step_title,
)
from soleus_timer.core.session.commands import Situation
from soleus_timer.core.session.view import View
from soleus_timer.core.timeline import LegName, Step, StepKind
from soleus_timer.ui.text import count_up_text, countdown_text, mood_word, words
from soleus_timer.ui.theme import Mood
from soleus_timer.ui.translation import tr


@dataclass(frozen=True, slots=True)
class Shown:
    """What the running page shows at one moment."""

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
        return countdown_text(view.count_in_remaining)
    if view.step_remaining is None:
        return count_up_text(view.elapsed)
    return countdown_text(view.step_remaining)


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
    text = words(set_phrase(step))
    if text and step.kind is StepKind.REST and view.set_done is not None:
        if view.set_done:
            return tr("{set} done", set=text)
        return tr("{set} not done", set=text)
    if text and view.attempt > 1:
        return tr("{set}, attempt {number}").format(set=text, number=view.attempt)
    return text


def _detail(view: View) -> str:
    """Return side, leg, phase and rep: all that tells where in the set one is, in few words."""
    step = view.step
    assert step is not None
    parts = []
    if step.side is not None:
        parts.append(words(SIDE_NAMES[step.side]))
    if view.leg is not None:
        parts.append(words(LEG_NAMES[view.leg.name]))
    if view.phase is not None:
        parts.append(words(PHASE_NAMES[view.phase]))
    if view.rep is not None and step.reps is not None:
        parts.append(tr("{number} of {total}").format(number=view.rep, total=step.reps.count))
    if not parts or (view.leg is None and view.rep is None):
        parts.append(words(dose_phrase(step)))
    return " · ".join(parts)


def _next(view: View) -> str:
    step = view.next_step
    if step is None:
        return tr("This is the last step")
    return tr("Next: {what}").format(what=describe(step) if step.is_effort else rest_text(step))


def rest_text(step: Step) -> str:
    """Return a rest, a switch or a preparation in one line: its name and its time."""
    return f"{words(step_title(step))}, {countdown_text(step.duration)}"


def describe(step: Step) -> str:
    """Return a step in one line: set, side, name and dose."""
    parts = [words(set_phrase(step)) if (step.sets or 1) > 1 else ""]
    if step.side is not None:
        parts.append(words(SIDE_NAMES[step.side]))
    parts += [step.title, words(dose_phrase(step))]
    return ", ".join(part for part in parts if part)


def _remaining(view: View) -> str:
    text = countdown_text(view.session_remaining)
    return tr("{time} left").format(time=text)


def whole_time(duration: int, *, estimated: bool) -> str:
    """Return how long a workout takes (nanoseconds), `about` where the person decides."""
    text = count_up_text(duration)
    return tr("about {time}").format(time=text) if estimated else text
