"""Which cues a step has, and when: what sounds, what is said, what is shown.

Every rule of timing for cues is here. Times are offsets from the step's start in nanoseconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache

from soleus_timer.core.phrases import (
    SIDE_NAMES,
    Code,
    Phrase,
    dose_phrase,
    phrase,
    step_title,
    verbatim,
)
from soleus_timer.core.timeline import Leg, LegName, Side, Step, StepKind, Timeline
from soleus_timer.core.units import SECOND, Nanoseconds, from_seconds, to_seconds


class Tone(StrEnum):
    """The sounds a cue may ask for; how each sounds is the audio room's affair."""

    TICK = "tick"
    WORK = "work"
    REST = "rest"
    TURN = "turn"
    SWITCH = "switch"
    DONE = "done"


class Priority(IntEnum):
    """What gives way to what: the higher speaks, the lower waits or is only shown."""

    HALFWAY = 1
    FORM = 2
    REP_COUNT = 3
    COUNTDOWN = 4
    TRANSITION = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """One moment for the ear and the eye; any of tone, say and show may be missing."""

    priority: Priority
    tone: Tone | None = None
    say: Phrase | None = None
    show: Phrase | None = None


@dataclass(frozen=True, slots=True)
class TimedCue:
    """A cue and its offset from the step's start (nanoseconds)."""

    offset: Nanoseconds
    cue: Cue


COUNTDOWN_SECONDS = (3, 2, 1)
"""Ticks before the end of a step; none at the end itself, which belongs to what begins."""

FORM_CUE_FIRST = from_seconds(2)
FORM_CUE_EVERY = from_seconds(8)
FORM_CUE_CLEAR = from_seconds(2)
"""A form cue keeps this far from a turn, and this much more from the countdown."""

FORM_CUES_OPEN = from_seconds(300)
"""A set that the person ends may take far longer than estimated: cues go on for this long."""

TICK = Cue(Priority.COUNTDOWN, Tone.TICK)
FINISH = Cue(Priority.TRANSITION, Tone.DONE, Phrase(Code.WELL_DONE), Phrase(Code.WELL_DONE))
COUNT_IN_START = Cue(Priority.TRANSITION, None, Phrase(Code.COUNT_IN), Phrase(Code.COUNT_IN))
COUNT_IN_END = Cue(Priority.TRANSITION, Tone.WORK)

_STARTS: dict[StepKind, Tone] = {
    StepKind.WARM_UP: Tone.WORK,
    StepKind.WORK: Tone.WORK,
    StepKind.SWITCH: Tone.SWITCH,
    StepKind.REST: Tone.REST,
    StepKind.COOL_DOWN: Tone.WORK,
}


def step_cues(step: Step, timeline: Timeline, duration: int) -> list[TimedCue]:
    """Return the step's cues in the order of their time.

    `duration` (nanoseconds) is what the clock gives the step now, seconds added included; a step
    that the person ends has no countdown.
    """
    cues = [TimedCue(Nanoseconds(0), _start_cue(step, timeline))]
    cues += _leg_cues(step)
    cues += form_cues(step, duration)
    if not step.estimated:
        cues += countdown(duration)
    return sorted(cues, key=lambda timed: (timed.offset, -timed.cue.priority))


def countdown(duration: int) -> list[TimedCue]:
    """Return the ticks at T-3, T-2 and T-1 that fall after the start (nanoseconds)."""
    return [
        TimedCue(Nanoseconds(duration - seconds * SECOND), TICK)
        for seconds in COUNTDOWN_SECONDS
        if seconds * SECOND < duration
    ]


def _start_cue(step: Step, timeline: Timeline) -> Cue:
    text = _start_phrase(step, timeline)
    return Cue(Priority.TRANSITION, _STARTS.get(step.kind), text, text)


def _start_phrase(step: Step, timeline: Timeline) -> Phrase:
    match step.kind:
        case StepKind.PREPARE:
            ahead = timeline.next_effort(step.index)
            if ahead is None:
                return step_title(step)
            return phrase(Code.GET_READY_DOSE, title=step_title(ahead), dose=dose_phrase(ahead))
        case StepKind.WARM_UP | StepKind.COOL_DOWN:
            return phrase(Code(step.kind.value), title=step_title(step), dose=dose_phrase(step))
        case StepKind.WORK:
            return _go_phrase(step)
        case StepKind.SWITCH:
            return Phrase(Code.SWITCH_LEFT if step.side is Side.LEFT else Code.SWITCH_RIGHT)
        case StepKind.REST:
            return phrase(Code.REST_SECONDS, n=to_seconds(step.duration))


def _go_phrase(step: Step) -> Phrase:
    values: dict[str, str | float | Phrase] = {}
    if step.set is not None and step.sets is not None and step.sets > 1:
        values |= {"n": step.set, "total": step.sets}
    code = "set_of" if values else "only_set"
    if step.side is not None:
        values["side"] = SIDE_NAMES[step.side]
        code += "_side"
    return phrase(Code(code), **values)


def walk_offsets(step: Step) -> Iterator[tuple[Nanoseconds, Leg]]:
    """Yield each leg of a walk that the pace leads, with its offset (nanoseconds)."""
    if step.walk is None or step.estimated:
        return
    offset = 0
    for leg in step.walk.legs:
        yield Nanoseconds(offset), leg
        offset += leg.duration


_LEG_CUES: dict[LegName, Cue] = {
    LegName.TURN: Cue(
        Priority.TRANSITION, Tone.TURN, Phrase(Code.TURN_AROUND), Phrase(Code.TURN_AROUND)
    ),
    LegName.BACK: Cue(
        Priority.TRANSITION, Tone.WORK, Phrase(Code.WALK_BACK), Phrase(Code.WALK_BACK)
    ),
    LegName.DOWN: Cue(
        Priority.TRANSITION, Tone.WORK, Phrase(Code.WALK_DOWN), Phrase(Code.WALK_DOWN)
    ),
}


def _leg_cues(step: Step) -> Iterator[TimedCue]:
    before: Leg | None = None
    for offset, leg in walk_offsets(step):
        if before is not None:
            # Where no time is given to the turn, one turns at the leg's first step.
            turns = leg.name if before.name is LegName.TURN else LegName.TURN
            yield TimedCue(offset, _LEG_CUES[turns])
        before = leg


def form_cues(step: Step, duration: int) -> Iterator[TimedCue]:
    """Spread the exercise's form cues, clear of the countdown and of the turns.

    Each set begins with the cue after the one that the set before began with.
    """
    if not step.form_cues:
        return
    if step.estimated:
        duration = max(duration, FORM_CUES_OPEN)
    end = duration - max(COUNTDOWN_SECONDS) * SECOND - FORM_CUE_CLEAR
    turns = [offset for offset, _ in walk_offsets(step) if offset]
    place = (step.set or 1) - 1
    offset = int(FORM_CUE_FIRST)
    while offset <= end:
        blocked = [turn for turn in turns if abs(turn - offset) < FORM_CUE_CLEAR]
        if blocked:
            offset = blocked[-1] + FORM_CUE_CLEAR
            continue
        form = step.form_cues[place % len(step.form_cues)]
        yield TimedCue(Nanoseconds(offset), _form_cue(form.show, form.spoken))
        place += 1
        offset += FORM_CUE_EVERY


@lru_cache(maxsize=256)
def _form_cue(show: str, say: str) -> Cue:
    return Cue(Priority.FORM, None, verbatim(say), verbatim(show))
