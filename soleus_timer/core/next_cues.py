"""What is said of the exercise that comes next, or has just begun: which one it is, and when."""

from collections.abc import Iterable, Iterator

from soleus_timer.core.cues import Cue, Priority, TimedCue, speech_due
from soleus_timer.core.form_cues import CLEAR
from soleus_timer.core.phrases import (
    SIDE_NAMES,
    Code,
    Phrase,
    dose_phrase,
    phrase,
    set_phrase,
    step_title,
)
from soleus_timer.core.spoken import speech_length
from soleus_timer.core.timeline import Step, StepKind, Timeline
from soleus_timer.core.units import SECOND, Nanoseconds, from_seconds

BEFORE_END_OF_REST = from_seconds(18)
BEFORE_TEN_SECONDS = Nanoseconds(11 * SECOND)
"""A long sentence begins earlier, to be over so much before the end of a rest."""

AFTER_START_OF_REST = from_seconds(4)
SHORTEST_REST = from_seconds(12)
"""Shorter rests have no room to say what comes next; it is shown, and the set begins with it."""

BEFORE_END_OF_EFFORT = from_seconds(7.5)
"""Where no rest follows, the next exercise is named after `Ten seconds` and before the ticks."""

TICKS = from_seconds(3)
"""Nothing is said while the last seconds are counted."""

APART = from_seconds(0.3)
"""Between two sentences there is at least this much silence."""

_LAST_SET = Phrase(Code.LAST_SET)


def set_and_side(step: Step) -> dict[str, Phrase]:
    """Return which of several sets it is, and which side, as far as these apply."""
    values: dict[str, Phrase] = {}
    if step.sets is not None and step.sets > 1:
        number = _LAST_SET if step.set == step.sets else set_phrase(step)
        if number is not None:
            values["set"] = number
    if step.side is not None:
        values["side"] = SIDE_NAMES[step.side]
    return values


def is_named(step: Step, timeline: Timeline) -> bool:
    """Return whether a set begins with the name of its exercise.

    It does where the exercise is another one than before, unless `Get ready` has just named it.
    """
    if not step.title:
        return False
    for before in reversed(timeline.steps[max(0, step.index - 2) : step.index]):
        if before.kind is StepKind.PREPARE:
            return False
        if before.is_effort:
            return before.title != step.title
    return any(other.title != step.title for other in timeline.steps if other.is_effort)


def next_in_rest(ahead: Step | None, duration: int) -> Iterator[TimedCue]:
    """Yield what comes next, late enough in a rest to be remembered, early enough to get there."""
    if ahead is None or duration < SHORTEST_REST:
        return
    values = set_and_side(ahead)
    text = phrase(_NEXT[tuple(values)], **values, title=step_title(ahead), dose=dose_phrase(ahead))
    takes = speech_length(text)
    before_end = max(BEFORE_END_OF_REST, takes + BEFORE_TEN_SECONDS)
    offset = max(AFTER_START_OF_REST, duration - before_end)
    if offset + takes <= duration - TICKS:
        yield _next_cue(offset, text, Priority.TRANSITION)


def next_in_effort(
    step: Step, timeline: Timeline, duration: int, announced: Iterable[TimedCue]
) -> Iterator[TimedCue]:
    """Yield the name of the exercise that follows `step` without a rest, and then its dose.

    The dose is left out where there is no room for it between what is `announced` and the ticks.
    Where there is no room for the name either, the next step begins with it.
    """
    if not step.is_effort or step.index + 1 >= len(timeline.steps):
        return
    after = timeline.steps[step.index + 1]
    if not after.is_effort or (after.title == step.title and after.side is step.side):
        return
    busy = sorted((timed.offset, said_by(timed)) for timed in announced)
    for text in _names_of_next(step, after):
        takes = speech_length(text)
        latest = duration - TICKS - takes
        offset = min(duration - BEFORE_END_OF_EFFORT, latest)
        for number, (begins, ends) in enumerate(busy):
            # The first is what begins the step: nothing comes before it.
            if not number or begins < offset + max(takes + APART, CLEAR):
                offset = max(offset, ends + APART, begins + CLEAR)
        if offset <= latest:
            # The counts of paced reps go first.
            priority = Priority.TRANSITION if step.reps is None else Priority.HALFWAY
            yield _next_cue(offset, text, priority)
            return


def said_by(timed: TimedCue) -> Nanoseconds:
    """Return the offset at which the words of a cue are over (nanoseconds)."""
    takes = 0 if timed.cue.say is None else speech_length(timed.cue.say)
    return Nanoseconds(speech_due(timed.offset, timed.cue) + takes)


def is_name(cue: Cue) -> bool:
    """Return whether a cue of an effort names an exercise: this one, or the next."""
    return cue.say is not None and cue.say.code in _WITH_A_NAME


def _names_of_next(step: Step, after: Step) -> Iterator[Phrase]:
    """Yield what to say of the step that follows, the longest first."""
    title, dose = step_title(after), dose_phrase(after)
    if after.side is None:
        yield phrase(Code.NEXT, title=title, dose=dose)
    elif after.title != step.title:
        yield phrase(Code.NEXT_SIDE, side=SIDE_NAMES[after.side], title=title, dose=dose)
    else:
        title = SIDE_NAMES[after.side]
    yield phrase(Code.NEXT_NAME, title=title)


def _next_cue(offset: int, text: Phrase, priority: Priority) -> TimedCue:
    return TimedCue(Nanoseconds(offset), Cue(priority, None, text, text))


_NEXT: dict[tuple[str, ...], Code] = {
    (): Code.NEXT,
    ("set",): Code.NEXT_SET,
    ("side",): Code.NEXT_SIDE,
    ("set", "side"): Code.NEXT_SET_SIDE,
}
_WITH_A_NAME = frozenset(
    {
        *_NEXT.values(),
        Code.NEXT_NAME,
        Code.TITLE_GO,
        Code.TITLE_SET_GO,
        Code.TITLE_SIDE_GO,
        Code.TITLE_SET_SIDE_GO,
    }
)
