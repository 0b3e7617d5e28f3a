"""What is said of the exercise that comes next, or has just begun: which one it is, and when."""

from collections.abc import Iterable, Iterator

from soleus_timer.core.cues import SPEECH_AFTER_TONE, Cue, Priority, TimedCue, speech_due
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
from soleus_timer.core.timeline import EFFORTS, Step, StepKind, Timeline
from soleus_timer.core.units import SECOND, Nanoseconds, from_seconds

BEFORE_END_OF_REST = from_seconds(18)
BEFORE_TEN_SECONDS = Nanoseconds(11 * SECOND)
"""A long sentence begins earlier, to be over so much before the end of a rest."""

AFTER_START_OF_REST = from_seconds(4)
SHORTEST_REST = from_seconds(12)
"""Shorter rests have no room to say what comes next; it is shown, and the set begins with it."""

BEFORE_END_OF_EFFORT = from_seconds(7.5)
"""Where no rest follows, the next exercise is named after `Ten seconds` and before the ticks."""

AFTER_OWN_NAME = from_seconds(3)
"""A short step does not name the next exercise so soon after its own, but just before the ticks."""

SLACK = from_seconds(0.5)
"""A voice may take so much longer than planned, and still be over before the ticks."""

AFTER_LAST_TICK = from_seconds(0.8)
SHORTEST_WITH_END = from_seconds(1)
"""Where the next step is too short to be named in it, its name comes so much before the end."""

LONGEST_TOO_SHORT = from_seconds(10)
"""A longer step has room for any name before its ticks."""

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
    title, index = step.title, step.index
    if not title:
        return False
    while index and index > step.index - 2:
        index -= 1
        before = timeline.steps[index]
        if before.kind is StepKind.PREPARE:
            return False
        if before.kind in EFFORTS:
            return before.title != title
    return any(other.title != title for other in timeline.steps if other.is_effort)


def next_in_rest(ahead: Step, duration: int) -> Iterator[TimedCue]:
    """Yield what comes next, late enough in a rest to be remembered, early enough to get there."""
    if duration < SHORTEST_REST:
        return
    values = set_and_side(ahead)
    text = phrase(_NEXT[tuple(values)], **values, title=step_title(ahead), dose=dose_phrase(ahead))
    takes = speech_length(text)
    before_end = max(BEFORE_END_OF_REST, takes + BEFORE_TEN_SECONDS)
    offset = max(AFTER_START_OF_REST, duration - before_end)
    if offset + takes <= duration - TICKS:
        yield _next_cue(offset, text, Priority.TRANSITION)


def next_in_effort(
    step: Step, after: Step, timeline: Timeline, duration: int, announced: Iterable[TimedCue]
) -> Iterator[TimedCue]:
    """Yield the name of the exercise `after`, which follows `step` without a rest, and its dose.

    The dose is left out where there is no room for it between what is `announced` and the ticks.
    Where there is no room for the name either, the next step begins with it.
    """
    if after.title == step.title and after.side is step.side:
        return
    spoken = [(timed.offset, said_by(timed)) for timed in announced]
    begun = spoken[0][1]
    for text in _names_of_next(step, after):
        takes = speech_length(text)
        latest = duration - TICKS - takes
        offset = min(duration - BEFORE_END_OF_EFFORT, latest)
        if offset < begun + AFTER_OWN_NAME:
            offset = latest - SLACK
        offset = _free_from(max(0, offset), takes, spoken)
        if offset <= latest:
            # The counts of paced reps go first.
            priority = Priority.TRANSITION if step.reps is None else Priority.HALFWAY
            yield _next_cue(offset, text, priority)
            return
    yield from next_at_end(after, timeline, duration)


def next_at_end(after: Step, timeline: Timeline, duration: int) -> Iterator[TimedCue]:
    """Yield the name of a set that is too short to begin with it, after the ticks before it.

    It may still be said while that set begins, for it ends before the first tick there.
    """
    if duration < SHORTEST_WITH_END or after.kind is not StepKind.WORK:
        return
    if is_too_short(after) and is_named(after, timeline):
        name = step_title(after)
        cue = Cue(Priority.TRANSITION, None, name, phrase(Code.NEXT_NAME, title=name))
        yield TimedCue(Nanoseconds(duration - AFTER_LAST_TICK), cue)


def is_too_short(step: Step, words: Phrase | None = None) -> bool:
    """Return whether the ticks of a step begin before its name, or other `words`, can be said.

    They would be said after them, when the next step is about to begin: as if they were its own.
    """
    if step.estimated or step.duration > LONGEST_TOO_SHORT:
        return False
    first = next((at for at in (3, 2, 1) if step.duration > at * SECOND), 0) * SECOND
    return SPEECH_AFTER_TONE + speech_length(words or step_title(step)) > step.duration - first


def is_quiet(step: Step, timeline: Timeline, begins: Phrase) -> bool:
    """Return whether nothing is said as a set begins, since it would come too late.

    `begins` is what else would be said. Without a name in it, it only gives way to the next one's.
    """
    if step.duration > LONGEST_TOO_SHORT or step.kind is not StepKind.WORK:
        return False
    first = next((value for _, value in begins.values if isinstance(value, Phrase)), begins)
    if not is_too_short(step, first):
        return False
    if is_name(begins):
        return True
    after = timeline.next_effort(step.index)
    if after is None or after.index != step.index + 1:
        return False
    return any(next_at_end(after, timeline, step.duration))


def _free_from(offset: int, takes: int, spoken: Iterable[tuple[int, int]]) -> int:
    """Return when, from `offset` on, nothing is `spoken` for as long as a sentence `takes`."""
    for begins, ends in sorted(spoken):
        if begins < offset + max(takes + APART, CLEAR):
            offset = max(offset, ends + APART, begins + CLEAR)
    return offset


def said_by(timed: TimedCue) -> Nanoseconds:
    """Return the offset at which the words of a cue are over (nanoseconds)."""
    takes = 0 if timed.cue.say is None else speech_length(timed.cue.say)
    return Nanoseconds(speech_due(timed.offset, timed.cue) + takes)


def is_name(said: Phrase | None) -> bool:
    """Return whether what is said in an effort names an exercise: this one, or the next."""
    return said is not None and said.code in _WITH_A_NAME


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
