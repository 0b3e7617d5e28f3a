"""Which cues a step has, and when. Times are offsets from the step's start in nanoseconds."""

from collections.abc import Iterator, Sequence

from soleus_timer.core.cues import Cue, Priority, TimedCue, Tone
from soleus_timer.core.form_cues import CLEAR, form_cues, reminder
from soleus_timer.core.next_cues import (
    LONGEST_TOO_SHORT,
    is_name,
    is_named,
    is_quiet,
    next_at_end,
    next_in_effort,
    next_in_rest,
    said_by,
    set_and_side,
)
from soleus_timer.core.phrases import (
    KIND_NAMES,
    SIDE_NAMES,
    Code,
    Phrase,
    dose_phrase,
    duration_phrase,
    phrase,
    step_title,
)
from soleus_timer.core.preferences import CuePreferences, FormCues, RepCounts
from soleus_timer.core.spoken import speech_length
from soleus_timer.core.timeline import (
    Leg,
    LegName,
    Reps,
    Side,
    Step,
    StepKind,
    Timeline,
    walk_offsets,
)
from soleus_timer.core.units import SECOND, Nanoseconds, from_seconds, to_seconds
from soleus_timer.core.workout import Phase

COUNTDOWN_SECONDS = (3, 2, 1)
"""Ticks before the end of a step; none at the end itself, which belongs to what begins."""

TEN_SECONDS = 10 * SECOND
LONG_ENOUGH = from_seconds(20)
"""Steps shorter than this have no halfway, and nobody says that ten seconds are left."""

COUNTDOWN_LENGTH = Nanoseconds(max(COUNTDOWN_SECONDS) * SECOND)
"""What is said in a rest, or to get ready, is said before the ticks."""

LAST_COUNT_BEFORE_END = from_seconds(0.7)
"""The last rep is counted so much before its end, which belongs to what begins."""

TICK_TAKES = from_seconds(0.15)
TEMPO_TONE_TAKES = from_seconds(0.25)
"""At least so long: a tone of the tempo that would sound over a tick begins behind it."""

LONGEST_METRONOME = 3600 * SECOND

TICK = Cue(Priority.COUNTDOWN, Tone.TICK)
COUNT_IN_START = Cue(Priority.TRANSITION, None, None, Phrase(Code.COUNT_IN))
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
    step: Step, timeline: Timeline, duration: int, wanted: CuePreferences, first: int = 0
) -> list[TimedCue]:
    """Return the step's cues in the order of their time.

    `duration` (nanoseconds) is what the clock gives the step now, seconds added included; a step
    that the person ends has no countdown. `first` is the place of its first reminder.
    """
    said = _announcements(step, timeline, duration, wanted)
    ticks = () if step.estimated else countdown(duration)
    cues = [*said, *ticks]
    if step.reps is not None:
        cues += _rep_cues(step.reps, wanted, [tick.offset for tick in ticks])
    if step.beats_per_minute is not None:
        cues += _metronome(step.beats_per_minute)
    if step.form_cues:
        cues += _form_cues(step, said, duration, wanted, first)
    # By time, and the most important first.
    return sorted(cues, key=lambda timed: (timed.offset, -timed.cue.priority))


def shown_reminders(
    step: Step, timeline: Timeline, duration: int, wanted: CuePreferences, first: int
) -> tuple[TimedCue, ...]:
    """Return the step's form cues alone; where it is too short for any, one to be only shown."""
    if not step.form_cues or wanted.form_cues is FormCues.NONE:
        return ()
    said = _announcements(step, timeline, duration, wanted)
    told = tuple(_form_cues(step, said, duration, wanted, first))
    return told or (TimedCue(Nanoseconds(0), reminder(step, first)),)


def _announcements(
    step: Step, timeline: Timeline, duration: int, wanted: CuePreferences
) -> list[TimedCue]:
    said = [TimedCue(Nanoseconds(0), _start_cue(step, timeline, duration))]
    if step.walk is not None:
        said += _leg_cues(step)
    if not step.estimated and duration >= LONG_ENOUGH and step.kind is not StepKind.PREPARE:
        said += _time_cues(step, duration, wanted)
    ahead = timeline.next_effort(step.index)
    if ahead is None or step.estimated:
        return said
    is_next = ahead.index == step.index + 1
    if step.kind is StepKind.REST:
        said += next_in_rest(ahead, duration)
        if is_next and ahead.duration <= LONGEST_TOO_SHORT:
            said += next_at_end(ahead, timeline, duration)
    elif is_next and step.is_effort:
        said += next_in_effort(step, ahead, timeline, duration, said)
    return said


def _form_cues(
    step: Step, announced: list[TimedCue], duration: int, wanted: CuePreferences, first: int
) -> Iterator[TimedCue]:
    begun = 0
    # The few words that begin a set are over before any reminder; a name and a dose may not be.
    if step.kind is not StepKind.WORK or is_name(announced[0].cue.say):
        begun = said_by(announced[0])
    busy = [timed.offset for timed in announced[1:]]
    busy += [said_by(timed) for timed in announced[1:] if is_name(timed.cue.say)]
    yield from form_cues(step, duration, wanted.form_cues, busy, begun=begun, first=first)


def countdown(duration: int) -> tuple[TimedCue, ...]:
    """Return the ticks at T-3, T-2 and T-1 that fall after the start (nanoseconds)."""
    return tuple(
        TimedCue(Nanoseconds(duration - seconds * SECOND), TICK)
        for seconds in COUNTDOWN_SECONDS
        if seconds * SECOND < duration
    )


def finish_cue(sets_done: int) -> Cue:
    """Return the last cue of a session in which so many sets were done."""
    text = Phrase(Code.SESSION_OVER)
    if sets_done:
        text = phrase(Code.WELL_DONE_SETS, sets=phrase(Code.SETS_DONE, n=sets_done))
    return Cue(Priority.TRANSITION, Tone.DONE, text, text)


def _start_cue(step: Step, timeline: Timeline, duration: int) -> Cue:
    # Unless seconds were added before it began.
    if step.kind is StepKind.REST and duration == step.duration:
        return _rest_cue(duration)
    text = _start_phrase(step, timeline)
    said = None if is_quiet(step, timeline, text) else text
    return Cue(Priority.TRANSITION, _STARTS.get(step.kind), said, text)


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
    told = phrase(Code.GET_READY_DOSE, title=step_title(ahead), dose=dose_phrase(ahead))
    if ahead.side is not None:
        told = phrase(Code.GET_READY_SIDE, side=SIDE_NAMES[ahead.side], **dict(told.values))
    if speech_length(told) > step.duration - COUNTDOWN_LENGTH:
        return phrase(Code.GET_READY, title=step_title(ahead))
    return told


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


def _time_cues(step: Step, duration: int, wanted: CuePreferences) -> tuple[TimedCue, ...]:
    """Return halfway and ten seconds left, of a step that the clock ends and that is long enough.

    Halfway gives way to ten seconds that are left so shortly after, and these to a turn.
    """
    half, ten = duration // 2, duration - TEN_SECONDS
    is_apart = not wanted.ten_seconds or ten - half >= CLEAR
    told_half = wanted.halfway and step.is_effort and step.is_plain_time and is_apart
    told_ten = wanted.ten_seconds and step.reps is None
    if told_ten and step.walk is not None:
        told_ten = all(abs(at - ten) >= CLEAR for at, _ in walk_offsets(step))
    return _half_and_ten(half if told_half else None, ten if told_ten else None)


def _half_and_ten(half: int | None, ten: int | None) -> tuple[TimedCue, ...]:
    told = ((half, _HALFWAY), (ten, _TEN_LEFT))
    return tuple(TimedCue(Nanoseconds(at), cue) for at, cue in told if at is not None)


_LEG_CUES: dict[LegName, Cue] = {
    leg: Cue(Priority.TRANSITION, tone, Phrase(code), Phrase(code))
    for leg, tone, code in (
        (LegName.TURN, Tone.TURN, Code.TURN_AROUND),
        (LegName.BACK, Tone.WORK, Code.WALK_BACK),
        (LegName.DOWN, Tone.WORK, Code.WALK_DOWN),
    )
}


def _leg_cues(step: Step) -> Iterator[TimedCue]:
    before: Leg | None = None
    for offset, leg in walk_offsets(step):
        if before is not None:
            # Where no time is given to the turn, one turns at the leg's first step.
            turns = leg.name if before.name is LegName.TURN else LegName.TURN
            yield TimedCue(offset, _LEG_CUES[turns])
        before = leg


def _rep_cues(
    reps: Reps, wanted: CuePreferences, ticks: Sequence[Nanoseconds]
) -> Iterator[TimedCue]:
    """Yield the tones of the tempo and the counts of the reps that the clock paces.

    What goes up or down for too short a time to be told behind a tick is told by the tick alone.
    """
    if not reps.phases:
        return
    last_early = min(LAST_COUNT_BEFORE_END, sum(length for _, length in reps.phases) // 2)
    offset = 0
    for rep in range(1, reps.count + 1):
        for part, length in reps.phases:
            if wanted.tempo_tones and part in _TEMPO and offset:
                clear = _clear_of(ticks, offset)
                if clear < offset + length:
                    yield TimedCue(Nanoseconds(clear), _TEMPO[part])
            offset += length
        if _is_counted(rep, reps.count, wanted.rep_counts):
            early = last_early if rep == reps.count else 0
            yield TimedCue(Nanoseconds(offset - early), _count_cue(rep))


def _clear_of(ticks: Sequence[Nanoseconds], offset: int) -> int:
    """Return when a tone of the tempo that is due at `offset` does not sound over a tick."""
    for tick in ticks:
        if tick - TEMPO_TONE_TAKES < offset < tick + TICK_TAKES:
            return tick + TICK_TAKES
    return offset


def _is_counted(rep: int, reps: int, wanted: RepCounts) -> bool:
    match wanted:
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


def _metronome(beats_per_minute: int) -> Iterator[TimedCue]:
    """Yield the beats of an open set, for as long as anybody may take."""
    beat = 0
    # Each from the start, not from the one before: fractions of a nanosecond must not add up.
    while (offset := beat * 60 * SECOND // beats_per_minute) < LONGEST_METRONOME:
        yield TimedCue(Nanoseconds(offset), BEAT)
        beat += 1
