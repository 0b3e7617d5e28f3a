"""When a step announces the exercise that comes next, and its reminders of good form.

Times are nanoseconds on the clock on which the step began at `began`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from soleus_timer.domain.phrases import (
    SIDE_NAMES,
    Code,
    Phrase,
    dose_phrase,
    phrase,
    set_phrase,
    speech_length,
    step_title,
    verbatim,
)
from soleus_timer.domain.session.events import SPEECH_AFTER_TONE, Cue, CueDue, Priority
from soleus_timer.domain.settings import FormCues
from soleus_timer.domain.timeline import EFFORTS, Step, StepKind, Timeline
from soleus_timer.domain.units import SECOND, Nanoseconds, from_seconds

BEFORE_END_OF_REST = from_seconds(18)
BEFORE_TEN_SECONDS = Nanoseconds(11 * SECOND)
"""A long sentence begins earlier, to be over this long before the end of a rest."""

AFTER_START_OF_REST = from_seconds(4)
SHORTEST_REST = from_seconds(12)
"""Shorter rests have no room for the next exercise; it is shown, and the set begins with it."""

BEFORE_END_OF_EFFORT = from_seconds(7.5)
"""Where no rest follows, the next exercise is named after `Ten seconds` and before the ticks."""

AFTER_OWN_NAME = from_seconds(3)
"""A short step names the next exercise this long after its own, or else just before the ticks."""

SLACK = from_seconds(0.5)
"""How much longer than planned a voice may take and still be over before the ticks."""

AFTER_LAST_TICK = from_seconds(0.8)
SHORTEST_WITH_END = from_seconds(1)
"""Where the next step is too short to be named in it, its name comes this long before the end."""

LONGEST_TOO_SHORT = from_seconds(10)
"""A longer step has room for any name before its ticks."""

TICKS = from_seconds(3)
"""The last seconds are counted, without other speech."""

APART = from_seconds(0.3)
"""The least silence between two sentences."""

FIRST = from_seconds(3)
CLEAR = from_seconds(2.5)
"""A reminder begins at least this far from every announcement."""

EVERY: dict[FormCues, Nanoseconds] = {
    FormCues.ALL: from_seconds(8),
    FormCues.SOME: from_seconds(20),
}
"""From one reminder to the next in the first set."""

MORE_IN_LATER_SETS = 0.5
"""The share by which that grows in each later set: who has heard it needs it less."""

LATEST_SET = 4
"""From this set on it does not get longer."""

LONGEST_OPEN = from_seconds(300)
"""A set that the person ends may take longer than estimated: reminders go on this long."""

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


def next_in_rest(rest: Step, ahead: Step, began: int, duration: int) -> Iterator[CueDue]:
    """Yield what comes next, late enough in a rest to be remembered, early enough to get there."""
    if duration < SHORTEST_REST:
        return
    values = set_and_side(ahead)
    text = phrase(_NEXT[tuple(values)], **values, title=step_title(ahead), dose=dose_phrase(ahead))
    takes, end = speech_length(text), began + duration
    before_end = max(BEFORE_END_OF_REST, takes + BEFORE_TEN_SECONDS)
    at = max(began + AFTER_START_OF_REST, end - before_end)
    if at + takes <= end - TICKS:
        yield _next_cue(at, rest, text, Priority.TRANSITION)


def next_in_effort(
    step: Step,
    after: Step,
    timeline: Timeline,
    began: int,
    duration: int,
    announced: Iterable[CueDue],
) -> Iterator[CueDue]:
    """Yield the name of the exercise `after`, which follows `step` without a rest, and its dose.

    The dose is left out where there is no room for it between what is `announced` and the ticks.
    Where there is no room for the name either, the next step begins with it.
    """
    if after.title == step.title and after.side is step.side:
        return
    spoken = [(cue.at, speech_end(cue)) for cue in announced]
    begun = spoken[0][1]
    end = began + duration
    for text in _names_of_next(step, after):
        takes = speech_length(text)
        latest = end - TICKS - takes
        at = min(end - BEFORE_END_OF_EFFORT, latest)
        if at < begun + AFTER_OWN_NAME:
            at = latest - SLACK
        at = _free_from(max(began, at), takes, spoken)
        if at <= latest:
            # The counts of paced reps go first.
            priority = Priority.TRANSITION if step.reps is None else Priority.HALFWAY
            yield _next_cue(at, step, text, priority)
            return
    yield from next_at_end(step, after, timeline, began, duration)


def next_at_end(
    step: Step, after: Step, timeline: Timeline, began: int, duration: int
) -> Iterator[CueDue]:
    """Yield the name of a set that is too short to begin with it, after the ticks before it.

    It may go on while that set begins, and ends before the first tick there.
    """
    if _is_named_before(after, timeline, duration):
        name = step_title(after)
        cue = Cue(Priority.TRANSITION, None, name, phrase(Code.NEXT_NAME, title=name))
        yield CueDue(Nanoseconds(began + duration - AFTER_LAST_TICK), step.index, cue)


def _is_named_before(after: Step, timeline: Timeline, duration: int) -> bool:
    """Return whether the step before, which takes `duration`, ends with the name of `after`."""
    if duration < SHORTEST_WITH_END or after.kind is not StepKind.WORK:
        return False
    return is_too_short(after) and is_named(after, timeline)


def is_too_short(step: Step, words: Phrase | None = None) -> bool:
    """Return whether the ticks of a step begin before its name, or other `words`, are over.

    They would come after the ticks, and sound as if they belonged to the next step.
    """
    if step.estimated or step.duration > LONGEST_TOO_SHORT:
        return False
    first = next((at for at in (3, 2, 1) if step.duration > at * SECOND), 0) * SECOND
    return SPEECH_AFTER_TONE + speech_length(words or step_title(step)) > step.duration - first


def is_quiet(step: Step, timeline: Timeline, begins: Phrase) -> bool:
    """Return whether a set begins without the words `begins`, as they would come too late.

    Words without a name give way only to the next exercise's name.
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
    return _is_named_before(after, timeline, step.duration)


def speech_end(cue: CueDue) -> Nanoseconds:
    """Return when the words of a cue are over (nanoseconds)."""
    takes = 0 if cue.cue.say is None else speech_length(cue.cue.say)
    return Nanoseconds(cue.speech_at + takes)


def is_name(text: Phrase | None) -> bool:
    """Return whether `text` names an exercise: this one, or the next."""
    return text is not None and text.code in _WITH_A_NAME


def first_reminder(step: Step, latest: Cue | None) -> int:
    """Return the place of the reminder that a set begins with: the one after the `latest`."""
    for place, form in enumerate(step.form_cues, start=1):
        if _form_cue(form.show, form.spoken) == latest:
            return place
    return (step.set or 1) - 1


def reminder(step: Step, place: int) -> Cue:
    """Return the reminder at `place`; after the last comes the first again."""
    form = step.form_cues[place % len(step.form_cues)]
    return _form_cue(form.show, form.spoken)


def form_cues(
    step: Step,
    began: int,
    duration: int,
    preference: FormCues,
    announcements: Iterable[int],
    *,
    begun: int = 0,
    first: int = 0,
) -> Iterator[CueDue]:
    """Yield the reminders of a step that the clock gives `duration` (nanoseconds).

    They keep clear of the times of the `announcements`, and of the words that begin the step and
    are over at `begun`. The first of them is the one at the place `first`. An only one comes once,
    so that none comes twice in a row.
    """
    if not step.form_cues or preference is FormCues.NONE:
        return
    end = max(duration, LONGEST_OPEN) if step.estimated else duration - TICKS
    latest = began + end - CLEAR
    busy = sorted(announcements)
    later = min((step.set or 1), LATEST_SET) - 1
    every = round(EVERY[preference] * (1 + MORE_IN_LATER_SETS * later))
    place = first
    at = max(began + FIRST, begun)
    while at <= latest:
        before = bisect_left(busy, at + CLEAR) - 1
        if before >= 0 and busy[before] > at - CLEAR:
            at = busy[before] + CLEAR
            continue
        yield CueDue(Nanoseconds(at), step.index, reminder(step, place))
        if len(step.form_cues) == 1:
            return
        place += 1
        at += every


def _form_cue(show: str, say: str) -> Cue:
    return Cue(Priority.FORM, None, verbatim(say), verbatim(show))


def _free_from(at: int, takes: int, spoken: Iterable[tuple[int, int]]) -> int:
    """Return the first time from `at` on with room between `spoken` for what `takes` this long."""
    for begins, ends in sorted(spoken):
        if begins < at + max(takes + APART, CLEAR):
            at = max(at, ends + APART, begins + CLEAR)
    return at


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


def _next_cue(at: int, step: Step, text: Phrase, priority: Priority) -> CueDue:
    return CueDue(Nanoseconds(at), step.index, Cue(priority, None, text, text))


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
