"""Which cues a step has, and when.

Times are nanoseconds on the clock on which the step began at `began`.
"""

from collections.abc import Iterator, Sequence

from soleus_timer.domain.announcements import (
    CLEAR,
    LONGEST_TOO_SHORT,
    form_cues,
    is_name,
    is_named,
    is_quiet,
    next_at_end,
    next_in_effort,
    next_in_rest,
    reminder,
    set_and_side,
    speech_end,
)
from soleus_timer.domain.phrases import (
    KIND_NAMES,
    SIDE_NAMES,
    Code,
    Phrase,
    dose_phrase,
    duration_phrase,
    phrase,
    speech_length,
    step_title,
)
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.settings import CuePreferences, FormCues, RepCounts
from soleus_timer.domain.timeline import (
    Leg,
    LegName,
    Reps,
    Side,
    Step,
    StepKind,
    Timeline,
    walk_offsets,
)
from soleus_timer.domain.units import SECOND, Nanoseconds, from_seconds, to_seconds
from soleus_timer.domain.workout import Phase

COUNTDOWN_SECONDS = (3, 2, 1)
"""Ticks before the end of a step; none at the end itself, which belongs to what begins."""

TEN_SECONDS = 10 * SECOND
LONG_ENOUGH = from_seconds(20)
"""Shorter steps have no halfway and no ten seconds."""

COUNTDOWN_LENGTH = Nanoseconds(max(COUNTDOWN_SECONDS) * SECOND)
"""Speech in a rest, or to get ready, is over before the ticks."""

LAST_COUNT_BEFORE_END = from_seconds(0.7)
"""The last rep is counted this long before its end, which belongs to what begins."""

TICK_TAKES = from_seconds(0.15)
TEMPO_TONE_TAKES = from_seconds(0.25)
"""At least: a tone of the tempo that would overlap a tick begins after it."""

LONGEST_METRONOME = 3600 * SECOND

BEATS_PER_REP = 2
"""A metronome beats for up and for down."""

TICK = Cue(Priority.COUNTDOWN, Tone.TICK)
COUNT_IN_START = Cue(Priority.TRANSITION, None, Phrase(Code.COUNT_IN), Phrase(Code.COUNT_IN))
COUNT_IN_END = Cue(Priority.TRANSITION, Tone.WORK)
BEAT = Cue(Priority.REP_COUNT, Tone.BEAT)
_HALFWAY = Cue(Priority.HALFWAY, None, Phrase(Code.HALFWAY), Phrase(Code.HALFWAY), from_seconds(2))
_TEN_LEFT = Cue(
    Priority.COUNTDOWN,
    None,
    Phrase(Code.TEN_SECONDS),
    Phrase(Code.TEN_SECONDS),
    # As long as the clock shows ten.
    from_seconds(1),
)
_TEMPO: dict[Phase, Cue] = {
    Phase.UP: Cue(Priority.REP_COUNT, Tone.UP),
    Phase.DOWN: Cue(Priority.REP_COUNT, Tone.DOWN),
}

_STARTS: dict[StepKind, Tone] = {
    StepKind.WARM_UP: Tone.WORK,
    StepKind.WORK: Tone.WORK,
    StepKind.SWITCH: Tone.SWITCH,
    StepKind.REST: Tone.REST,
    StepKind.COOL_DOWN: Tone.WORK,
}


def step_cues(
    step: Step,
    timeline: Timeline,
    began: int,
    duration: int,
    preferences: CuePreferences,
    first: int = 0,
) -> list[CueDue]:
    """Return the step's cues in the order of their time.

    `duration` (nanoseconds) is what the clock gives the step now, seconds added included; a step
    that the person ends has no countdown. `first` is the place of its first reminder.
    """
    announced = _announcements(step, timeline, began, duration, preferences)
    ticks = [] if step.estimated else countdown(step, began + duration, began)
    cues = [*announced, *ticks]
    if step.reps is not None:
        cues += _rep_cues(step, step.reps, began, preferences, [tick.at for tick in ticks])
    if step.beats_per_minute is not None:
        cues += _metronome(step, step.beats_per_minute, began)
    if step.form_cues:
        cues += _form_cues(step, announced, began, duration, preferences, first)
    # By time, and the most important first.
    return sorted(cues, key=lambda due: (due.at, -due.cue.priority))


def shown_reminders(
    step: Step, timeline: Timeline, duration: int, preferences: CuePreferences, first: int
) -> tuple[CueDue, ...]:
    """Return the form cues of a step that begins at 0 (nanoseconds).

    Where it is too short for any, there is one to be only shown.
    """
    if not step.form_cues or preferences.form_cues is FormCues.NONE:
        return ()
    announced = _announcements(step, timeline, 0, duration, preferences)
    cues = tuple(_form_cues(step, announced, 0, duration, preferences, first))
    return cues or (CueDue(Nanoseconds(0), step.index, reminder(step, first)),)


def _announcements(
    step: Step, timeline: Timeline, began: int, duration: int, preferences: CuePreferences
) -> list[CueDue]:
    start = _start_cue(step, timeline, duration)
    cues = [CueDue(Nanoseconds(began), step.index, start)]
    if step.walk is not None:
        cues += _leg_cues(step, began)
    if not step.estimated and duration >= LONG_ENOUGH and step.kind is not StepKind.PREPARE:
        cues += _time_cues(step, began, duration, preferences)
    ahead = timeline.next_effort(step.index)
    if ahead is None or step.estimated:
        return cues
    is_next = ahead.index == step.index + 1
    if step.kind is StepKind.REST:
        cues += next_in_rest(step, ahead, began, duration)
        if is_next and ahead.duration <= LONGEST_TOO_SHORT:
            cues += next_at_end(step, ahead, timeline, began, duration)
    elif is_next and step.is_effort:
        cues += next_in_effort(step, ahead, timeline, began, duration, cues)
    return cues


def _form_cues(
    step: Step,
    announced: list[CueDue],
    began: int,
    duration: int,
    preferences: CuePreferences,
    first: int,
) -> Iterator[CueDue]:
    begun = began
    # The few words that begin a set are over before any reminder; a name and a dose may not be.
    if step.kind is not StepKind.WORK or is_name(announced[0].cue.say):
        begun = speech_end(announced[0])
    busy = [due.at for due in announced[1:]]
    busy += [speech_end(due) for due in announced[1:] if is_name(due.cue.say)]
    yield from form_cues(
        step, began, duration, preferences.form_cues, busy, begun=begun, first=first
    )


def countdown(step: Step, end: int, began: int) -> list[CueDue]:
    """Return the ticks at T-3, T-2 and T-1 before `end` that fall after `began` (nanoseconds)."""
    times = (end - seconds * SECOND for seconds in COUNTDOWN_SECONDS)
    return [CueDue(Nanoseconds(at), step.index, TICK) for at in times if at > began]


def finish_cue(sets_done: int) -> Cue:
    """Return the last cue of a session."""
    text = Phrase(Code.SESSION_OVER)
    if sets_done:
        text = phrase(Code.WELL_DONE_SETS, sets=phrase(Code.SETS_DONE, n=sets_done))
    return Cue(Priority.TRANSITION, Tone.DONE, text, text)


def _start_cue(step: Step, timeline: Timeline, duration: int) -> Cue:
    # Unless seconds were added before it began.
    if step.kind is StepKind.REST and duration == step.duration:
        return _rest_cue(duration)
    text = _start_phrase(step, timeline)
    spoken = None if is_quiet(step, timeline, text) else text
    return Cue(Priority.TRANSITION, _STARTS.get(step.kind), spoken, text)


def _rest_cue(duration: int) -> Cue:
    text = phrase(Code.REST, time=duration_phrase(to_seconds(duration)))
    # Soon the clock shows less, and it is the one to be believed.
    return Cue(Priority.TRANSITION, _STARTS[StepKind.REST], text, text, from_seconds(2))


def _start_phrase(step: Step, timeline: Timeline) -> Phrase:
    match step.kind:
        case StepKind.PREPARE:
            return _get_ready_phrase(step, timeline.next_effort(step.index) or step)
        case StepKind.WARM_UP | StepKind.COOL_DOWN:
            return phrase(Code(step.kind.value), title=step_title(step), dose=dose_phrase(step))
        case StepKind.WORK:
            return _go_phrase(step, timeline)
        case StepKind.SWITCH:
            return Phrase(Code.SWITCH_LEFT if step.side is Side.LEFT else Code.SWITCH_RIGHT)
        case StepKind.REST:
            return KIND_NAMES[step.kind]


def _get_ready_phrase(step: Step, ahead: Step) -> Phrase:
    text = phrase(Code.GET_READY_DOSE, title=step_title(ahead), dose=dose_phrase(ahead))
    if ahead.side is not None:
        text = phrase(Code.GET_READY_SIDE, side=SIDE_NAMES[ahead.side], **dict(text.values))
    if speech_length(text) > step.duration - COUNTDOWN_LENGTH:
        return phrase(Code.GET_READY, title=step_title(ahead))
    return text


def _go_phrase(step: Step, timeline: Timeline) -> Phrase:
    """Return `Set 1 of 3. Go`, `Walk, Last set, left side. Go`, or what of it applies."""
    values = set_and_side(step)
    if is_named(step, timeline):
        values = {"title": step_title(step), **values}
    return phrase(_GO[tuple(values)], **values)


_GO: dict[tuple[str, ...], Code] = {
    (): Code.GO,
    ("set",): Code.SET_GO,
    ("side",): Code.SIDE_GO,
    ("set", "side"): Code.SET_SIDE_GO,
    ("title",): Code.TITLE_GO,
    ("title", "set"): Code.TITLE_SET_GO,
    ("title", "side"): Code.TITLE_SIDE_GO,
    ("title", "set", "side"): Code.TITLE_SET_SIDE_GO,
}


def _time_cues(
    step: Step, began: int, duration: int, preferences: CuePreferences
) -> Iterator[CueDue]:
    """Yield halfway and ten seconds left, of a step that the clock ends and that is long enough.

    Halfway gives way to ten seconds that are left so shortly after, and these to a turn.
    """
    half, ten = began + duration // 2, began + duration - TEN_SECONDS
    is_apart = not preferences.ten_seconds or ten - half >= CLEAR
    if preferences.halfway and step.is_effort and step.is_plain_time and is_apart:
        yield CueDue(Nanoseconds(half), step.index, _HALFWAY)
    is_clear = all(abs(began + offset - ten) >= CLEAR for offset, _ in walk_offsets(step))
    if preferences.ten_seconds and step.reps is None and is_clear:
        yield CueDue(Nanoseconds(ten), step.index, _TEN_LEFT)


_LEG_CUES: dict[LegName, Cue] = {
    leg: Cue(Priority.TRANSITION, tone, Phrase(code), Phrase(code))
    for leg, tone, code in (
        (LegName.TURN, Tone.TURN, Code.TURN_AROUND),
        (LegName.BACK, Tone.WORK, Code.WALK_BACK),
        (LegName.DOWN, Tone.WORK, Code.WALK_DOWN),
    )
}


def _leg_cues(step: Step, began: int) -> Iterator[CueDue]:
    before: Leg | None = None
    for offset, leg in walk_offsets(step):
        if before is not None:
            # Where no time is given to the turn, one turns at the leg's first step.
            turns = leg.name if before.name is LegName.TURN else LegName.TURN
            yield CueDue(Nanoseconds(began + offset), step.index, _LEG_CUES[turns])
        before = leg


def _rep_cues(
    step: Step,
    reps: Reps,
    began: int,
    preferences: CuePreferences,
    ticks: Sequence[Nanoseconds],
) -> Iterator[CueDue]:
    """Yield the tones of the tempo and the counts of the reps that the clock paces.

    A phase that is too short for its tone to sound after a tick has the tick alone.
    """
    if not reps.phases:
        return
    last_early = min(LAST_COUNT_BEFORE_END, sum(length for _, length in reps.phases) // 2)
    at = began
    for rep in range(1, reps.count + 1):
        for part, length in reps.phases:
            if preferences.tempo_tones and part in _TEMPO and at > began:
                clear = _clear_of(ticks, at)
                if clear < at + length:
                    yield CueDue(Nanoseconds(clear), step.index, _TEMPO[part])
            at += length
        if _is_counted(rep, reps.count, preferences.rep_counts):
            early = last_early if rep == reps.count else 0
            yield CueDue(Nanoseconds(at - early), step.index, _count_cue(rep))


def _clear_of(ticks: Sequence[Nanoseconds], at: int) -> int:
    """Return when a tone of the tempo that is due at `at` does not sound over a tick."""
    for tick in ticks:
        if tick - TEMPO_TONE_TAKES < at < tick + TICK_TAKES:
            return tick + TICK_TAKES
    return at


def _is_counted(rep: int, reps: int, preference: RepCounts) -> bool:
    match preference:
        case RepCounts.EACH:
            return True
        case RepCounts.EVERY_FIFTH:
            return rep % 5 == 0
        case RepCounts.LAST_FIVE:
            return rep > reps - 5
        case RepCounts.OFF:
            return False


def _count_cue(rep: int) -> Cue:
    return Cue(Priority.REP_COUNT, None, phrase(Code.REP_NUMBER, n=rep))


def _metronome(step: Step, beats_per_minute: int, began: int) -> Iterator[CueDue]:
    for offset in beat_offsets(beats_per_minute):
        yield CueDue(Nanoseconds(began + offset), step.index, BEAT)


def beat_offsets(beats_per_minute: int) -> Iterator[Nanoseconds]:
    """Yield when each beat of a metronome sounds (nanoseconds after the first), for an hour."""
    beat = 0
    # Each from the start, not from the one before: fractions of a nanosecond must not add up.
    while (offset := beat * 60 * SECOND // beats_per_minute) < LONGEST_METRONOME:
        yield Nanoseconds(offset)
        beat += 1
