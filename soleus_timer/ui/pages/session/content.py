"""What the stage shows of a session at one moment: texts, numbers and codes, no Qt.

Everything on the stage is said once, so a text that another part already shows is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from soleus_timer.domain.cue_rules import BEATS_PER_REP
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.phrases import SIDE_NAMES, Code, set_phrase
from soleus_timer.domain.session.commands import Pause, Resume, Situation, Start
from soleus_timer.domain.session.view import View
from soleus_timer.domain.timeline import LegName, Step, StepKind
from soleus_timer.domain.units import NO_TIME, SECOND, Nanoseconds
from soleus_timer.domain.workout import Phase
from soleus_timer.messages import _, localise, ngettext
from soleus_timer.ui.mood import Mood
from soleus_timer.ui.pages.session.caption import CUE_STAYS, Caption
from soleus_timer.ui.pages.session.words import (
    countdown_text,
    dose_text,
    leg_text,
    mood_word,
    phase_word,
    time_text,
)
from soleus_timer.ui.presentation import describe, rest_text

SHOWS_NEXT = 10 * SECOND
"""At the end of an effort what comes next is shown for this long, or for half of the effort."""

LAST_SECONDS = 5
MOST_LINES = 4
"""The most lines that say what to do."""

SLOW_BEAT = 90
"""The fastest metronome that a word can follow, in beats a minute."""


class NumberKind(StrEnum):
    """What the large number counts; it decides how large it is written."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    """`m:ss`."""
    LONG = "long"
    """`mm:ss`."""
    HOURS = "hours"
    REPS = "reps"


class Large(StrEnum):
    """What the large button does."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Number:
    """The large number, and the small line that belongs to it: `of 15`."""

    text: str
    kind: NumberKind
    total: str = ""

    @property
    def spoken(self) -> str:
        """The number as a screen reader says it."""
        return f"{self.text} {self.total}".rstrip()


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes after a rest: where in the workout it is, its name, and what to do."""

    place: str
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All that the stage shows at one moment.

    `bars` has the share of each set that is done (0 to 1), or of the whole block in one.
    `cue` is painted. `caption` is what was said last, in full, for screen readers; so are `next`
    and `detail`.
    """

    mood: Mood
    word: str
    number: Number
    part: str = ""
    sets: str = ""
    bars: tuple[float, ...] = ()
    exercise: str = ""
    remaining: str = ""
    cue: str = ""
    caption: str = ""
    coming: str = ""
    """What comes next, in a few words, at the end of an effort."""
    next: str = ""
    ahead: Ahead | None = None
    is_last_seconds: bool = False
    """Whether the number fills the whole field."""
    large: Large = Large.PAUSE


Find = Callable[[str], Exercise | None]
"""Returns an exercise in the person's units, or None where there is none of this id."""


def content_of(view: View, find: Find, caption: Caption | None = None, now: int = 0) -> Content:
    """Return what to show for `view`; `now` (nanoseconds) is on the clock of `caption`."""
    step, mood = view.step, mood_of(view)
    is_fresh = caption is not None and caption.is_shown(now)
    coming = _coming(view, step) if step is not None else ""
    said = localise(caption.words) if caption is not None and is_fresh else ""
    if step is None:
        return Content(mood, mood_word(mood), Number("0", NumberKind.SECONDS), large=large_of(view))
    named = step if step.is_effort or step.kind is StepKind.SWITCH else view.next_effort
    return Content(
        mood=mood,
        word=_word(view, step, mood, find),
        number=_number(view, step),
        part=_part(view, step),
        sets=_sets(view, step),
        bars=_bars(view, step),
        exercise=named.title if named is not None else "",
        remaining=_("{time} left", time=countdown_text(view.session_remaining, least_minutes=True)),
        cue=_cue(view, step, caption if is_fresh else None, said, coming),
        caption=said,
        coming=coming,
        next=_next(view),
        ahead=_ahead(view, step, find),
        is_last_seconds=_is_last_seconds(view, step),
        large=large_of(view),
    )


def until_change(view: View, caption: Caption | None, now: int) -> Nanoseconds:
    """Return the time until what is shown changes by itself (nanoseconds, 1 at least)."""
    step = view.step
    if step is None:
        return Nanoseconds(SECOND)
    falling = [view.session_remaining]
    rising: list[int] = []
    if view.count_in_remaining is not None:
        falling = [view.count_in_remaining]
    elif view.step_remaining is None:
        rising = [view.elapsed]
        # What takes longer than planned leaves of the session as much as before.
        if view.elapsed >= view.step_duration:
            falling = []
    else:
        falling.append(view.step_remaining)
    # At the very moment a count falls it still shows the higher number.
    changes = [left % SECOND + 1 for left in falling] + [SECOND - gone % SECOND for gone in rising]
    if view.part_left and view.count_in_remaining is None:
        changes += [view.part_left, view.part_left % SECOND + 1]
    if step.beats_per_minute is not None and view.step_remaining is None:
        beat = 60 * SECOND // step.beats_per_minute
        changes.append(beat - view.elapsed % beat)
    if caption is not None and caption.is_shown(now):
        changes.append(caption.left(now))
    return Nanoseconds(max(1, min(changes)))


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


def _timed(seconds: int) -> Number:
    text = time_text(seconds)
    kinds = {0: NumberKind.SECONDS, 1: NumberKind.MINUTES, 2: NumberKind.HOURS}
    kind = kinds[text.count(":")]
    is_long = kind is NumberKind.MINUTES and len(text) > len("0:00")
    return Number(text, NumberKind.LONG if is_long else kind)


def _falling(left: int) -> Number:
    return _timed(-(-left // SECOND))


def _number(view: View, step: Step) -> Number:
    """Return what the body needs now: reps, or the time to the mark, the turn or the end."""
    if view.count_in_remaining is not None:
        return _falling(view.count_in_remaining)
    reps, beats = step.reps, step.beats_per_minute
    if reps is not None and view.rep is not None:
        return Number(str(view.rep), NumberKind.REPS, _("of {number}", number=reps.count))
    left = view.part_left if view.leg is not None else view.step_remaining
    if left is not None:
        return _falling(left)
    if reps is None and beats is None:
        return _timed(view.elapsed // SECOND)
    count = reps.count if reps is not None else _beat(view, beats or 0) // BEATS_PER_REP + 1
    return Number(str(count), NumberKind.REPS, ngettext("rep", "reps", count))


def _beat(view: View, per_minute: int) -> int:
    """Return the number of the beat under way, from 0: up and down, one rep in two."""
    return view.elapsed * per_minute // (60 * SECOND)


def _word(view: View, step: Step, mood: Mood, find: Find) -> str:
    if mood not in {Mood.WORK, Mood.WARM_UP, Mood.COOL_DOWN}:
        return mood_word(mood)
    if view.phase is not None:
        return phase_word(view.phase)
    beats = step.beats_per_minute
    if beats is not None and beats <= SLOW_BEAT:
        return phase_word(Phase.DOWN if _beat(view, beats) % BEATS_PER_REP else Phase.UP)
    exercise = find(step.exercise) if step.exercise is not None else None
    if exercise is not None and exercise.word is not None:
        return exercise.word
    if step.walk is not None:
        return _("Walk")
    return _("Reps") if step.reps is not None else mood_word(mood)


def _part(view: View, step: Step) -> str:
    """Return the leg or the side; in a turn or a switch the one that follows."""
    if view.leg is not None:
        leg = view.next_leg if view.leg.name is LegName.TURN else view.leg
        return leg_text(leg.name) if leg is not None else ""
    if step.side is not None:
        return localise(SIDE_NAMES[step.side])
    return ""


def _sets(view: View, step: Step) -> str:
    """Return which set it is, or in a rest how many are done; a set skipped is not done."""
    if step.kind is StepKind.WARM_UP:
        return _("Warm up")
    if step.kind is StepKind.COOL_DOWN:
        return _("Cool down")
    member = step if step.set is not None else view.next_effort
    if member is None or member.set is None or (member.sets or 1) == 1:
        return ""
    if step.kind is StepKind.REST and view.set_done is not None and view.sets_done:
        done = sum(view.sets_done)
        return _("{number} of {total} done", number=done, total=len(view.sets_done))
    text = localise(set_phrase(member))
    if step.side is not None and view.leg is not None:
        return _("{set}, {side}", set=text, side=localise(SIDE_NAMES[step.side]))
    return text


_STEPS_OF_A_BAR = 100


def _bars(view: View, step: Step) -> tuple[float, ...]:
    """Return how full each set's bar is; whole hundredths, so that few moments differ."""
    progress = round(view.set_progress * _STEPS_OF_A_BAR) / _STEPS_OF_A_BAR
    if step.estimated:
        # Nobody knows how much of it is over.
        progress = 0.0
        if not view.sets_done or len(view.sets_done) == 1:
            return ()
    if not view.sets_done:
        if not step.is_effort:
            return ()
        if step.set is not None and step.sets is not None:
            return ((step.set - 1 + progress) / step.sets,)
        return (progress,)
    current = step.set if step.kind in {StepKind.WORK, StepKind.SWITCH} else None
    return tuple(
        1.0 if done else progress if number == current else 0.0
        for number, done in enumerate(view.sets_done, start=1)
    )


def _cue(view: View, step: Step, caption: Caption | None, said: str, coming: str) -> str:
    """Return the one line below the figure: a fresh cue, or how to end the set."""
    if coming:
        is_time = caption is not None and caption.words.code is Code.TEN_SECONDS
        return said if is_time else ""
    if caption is not None and caption.is_news(in_turn=mood_of(view) is Mood.TURN):
        return said
    if view.situation is Situation.WAITING:
        return _("Tap Done or press Space")
    # Where there is no time to say any, one reminder is shown.
    is_short = step.is_effort and view.step_duration < 3 * CUE_STAYS
    if is_short and view.elapsed < CUE_STAYS and view.situation is Situation.LEADING:
        return localise(view.cue)
    return ""


def _coming(view: View, step: Step) -> str:
    left, following = view.step_remaining, view.next_step
    if not step.is_effort or left is None or following is None:
        return ""
    if left > min(SHOWS_NEXT, view.step_duration // 2):
        return ""
    what = mood_word(Mood(following.kind))
    if following.is_effort:
        what = following.title
    return _("Next: {what}", what=what)


def _next(view: View) -> str:
    """Return what comes next in full, for screen readers."""
    step = view.next_step
    if step is None:
        return _("This is the last step")
    return _("Next: {what}", what=describe(step) if step.is_effort else rest_text(step))


def _ahead(view: View, step: Step, find: Find) -> Ahead | None:
    """Return what to prepare for, from the first second of a rest or of the time to get ready."""
    following = view.next_effort
    if step.kind not in {StepKind.REST, StepKind.PREPARE} or following is None:
        return None
    parts = []
    if step.kind is StepKind.REST and (following.sets or 1) > 1:
        parts.append(localise(set_phrase(following)))
    if following.side is not None:
        parts.append(localise(SIDE_NAMES[following.side]))
    parts.append(dose_text(following, paces=False))
    return Ahead(" · ".join(parts), following.title, _lines(following, find))


def _lines(step: Step, find: Find) -> tuple[str, ...]:
    """Return what to do in few words: the reminders, or the steps where there are none."""
    exercise = find(step.exercise) if step.exercise is not None else None
    if exercise is None:
        return ()
    reminders = [cue.show for cue in exercise.form_cues]
    return tuple((reminders or exercise.how_to)[:MOST_LINES])


def _is_last_seconds(view: View, step: Step) -> bool:
    """Return whether the count is to fill the field: the end of a rest, or a count back in."""
    if view.situation is Situation.COUNTING_IN:
        return True
    left = view.step_remaining
    return (
        view.situation is Situation.LEADING
        and step.kind in {StepKind.REST, StepKind.PREPARE}
        and left is not None
        and NO_TIME < left <= LAST_SECONDS * SECOND
    )


def large_of(view: View) -> Large:
    """Return what the large button says: in a set that the person ends, Done."""
    if view.situation is Situation.WAITING:
        return Large.DONE
    if Resume in view.legal:
        return Large.RESUME
    return Large.START if Start in view.legal and Pause not in view.legal else Large.PAUSE
