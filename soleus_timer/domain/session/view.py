"""A session as it is seen at one moment, and its position in a few words."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from soleus_timer.domain.phrases import KIND_NAMES, SIDE_NAMES, Code, Phrase, phrase, set_phrase
from soleus_timer.domain.session.commands import Command, Done, Situation, Skip
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.timeline import Leg, Step, StepKind, count_sets, walk_offsets
from soleus_timer.domain.units import (
    NO_TIME,
    Nanoseconds,
    elapsed_text,
    remaining_text,
)
from soleus_timer.domain.workout import Phase


def done_or_skip(step: Step, attempt: int) -> Done | Skip:
    """Return the command of the one key for both: Done, or Skip where no set began.

    It depends on nothing that time alone changes, so the key never means something else than what
    the person saw a moment before.
    """
    return Done(step.index) if step.is_effort and attempt else Skip(step.index)


@dataclass(frozen=True, slots=True)
class View:
    """A session at one moment; times in nanoseconds.

    `step_remaining` is None where the person ends the step. `count_in_remaining` is None except in
    a count back in. `session_remaining` takes estimates for what the person decides.
    """

    situation: Situation
    legal: frozenset[type[Command]]
    step: Step | None = None
    attempt: int = 0
    elapsed: Nanoseconds = NO_TIME
    step_duration: Nanoseconds = NO_TIME
    step_remaining: Nanoseconds | None = NO_TIME
    session_remaining: Nanoseconds = NO_TIME
    count_in_remaining: Nanoseconds | None = None
    next_effort: Step | None = None
    next_step: Step | None = None
    leg: Leg | None = None
    next_leg: Leg | None = None
    rep: int | None = None
    phase: Phase | None = None
    part_left: Nanoseconds | None = None
    """Until the leg or the phase of the rep ends."""
    sets_done: tuple[bool, ...] = ()
    """For each set of the step's block, or of the next effort's: whether it was done in full.

    Empty where there is none, or more than `MOST_SETS`.
    """
    set_progress: float = 0.0
    """How much of the set's planned work is over (0 to 1), its first side included."""
    cue: Phrase | None = None
    set_done: bool | None = None
    """In a rest: whether the set before it was done in full; None where that set goes on."""
    guard_left: Nanoseconds = NO_TIME
    """How much longer Done and Skip are refused because the clock has just begun the step."""


class StepClock(NamedTuple):
    """The fields of a `View` that change with each frame, under the same names."""

    step: Step | None = None
    attempt: int = 0
    elapsed: Nanoseconds = NO_TIME
    step_duration: Nanoseconds = NO_TIME
    step_remaining: Nanoseconds | None = NO_TIME
    session_remaining: Nanoseconds = NO_TIME
    next_effort: Step | None = None


def step_clock(session: Session, now: int) -> StepClock:
    """Return how far the step of `session` has come at `now` (nanoseconds on its clock)."""
    state, step, timeline = session.state, session.step, session.timeline
    if step is None:
        return StepClock()
    elapsed = Nanoseconds(max(0, state.step_elapsed(now)))
    duration = Nanoseconds(step.duration + state.added)
    left = Nanoseconds(max(0, duration - elapsed))
    finished = state.situation is Situation.FINISHED
    return StepClock(
        step=step,
        attempt=state.attempt,
        elapsed=elapsed,
        step_duration=duration,
        step_remaining=None if step.estimated else left,
        session_remaining=NO_TIME if finished else Nanoseconds(left + timeline.after(step.index)),
        next_effort=timeline.next_effort(step.index),
    )


def view_of(session: Session, now: int) -> View:
    """Return what there is to see of `session` at `now` (nanoseconds on its clock)."""
    state, steps = session.state, session.timeline.steps
    legal = session.legal_commands(now)
    clock = step_clock(session, now)
    step, elapsed = clock.step, clock.elapsed
    if step is None:
        return View(state.situation, legal)
    count_in = None
    if state.situation is Situation.COUNTING_IN:
        count_in = Nanoseconds(max(0, state.anchor + state.duration - now))
    if step.is_effort:
        cue = _form_cue(session, step, elapsed, clock.step_duration)
    elif ahead := clock.next_effort:
        cue = _form_cue(session, ahead, 0, ahead.duration)
    else:
        cue = None
    leg, next_leg, leg_left = _leg_at(step, elapsed)
    rep, phase, phase_left = _rep_at(step, elapsed)
    following = step.index + 1
    sets_done, progress = _sets(session, step, elapsed)
    return View(
        **clock._asdict(),
        situation=state.situation,
        legal=legal,
        count_in_remaining=count_in,
        next_step=steps[following] if following < len(steps) else None,
        leg=leg,
        next_leg=next_leg,
        rep=rep,
        phase=phase,
        part_left=leg_left if leg is not None else phase_left,
        sets_done=sets_done,
        set_progress=progress,
        cue=cue,
        set_done=_set_done(session, step),
        guard_left=session.guard_left(now),
    )


def _set_done(session: Session, rest: Step) -> bool | None:
    if rest.kind is not StepKind.REST or rest.set is None:
        return None
    after = session.timeline.next_effort(rest.index)
    if after is not None and (after.block, after.set) == (rest.block, rest.set):
        return None
    for index in range(rest.index - 1, -1, -1):
        step = session.timeline.steps[index]
        if (step.block, step.set) != (rest.block, rest.set):
            break
        if step.kind is StepKind.WORK and step.index not in session.state.done:
            return False
    return True


MOST_SETS = 24
"""Of longer blocks nobody tells the sets apart."""


def _sets(session: Session, step: Step, elapsed: int) -> tuple[tuple[bool, ...], float]:
    """Return which sets of the block are done, and how far the step's own set has come."""
    steps, done = session.timeline.steps, session.state.done
    member = step if step.set is not None else session.timeline.next_effort(step.index)
    if member is None or member.set is None or member.sets is None or member.sets > MOST_SETS:
        return (), min(1.0, elapsed / step.duration) if step.is_effort and step.duration else 0.0
    first = last = member.index
    while first and steps[first - 1].block == member.block:
        first -= 1
    while last + 1 < len(steps) and steps[last + 1].block == member.block:
        last += 1
    flags = [True] * member.sets
    whole, over = 0, 0
    for other in steps[first : last + 1]:
        if other.kind is not StepKind.WORK or other.set is None:
            continue
        if other.index not in done:
            flags[other.set - 1] = False
        if other.set == step.set:
            whole += other.duration
            if other.index < step.index:
                over += other.duration
            elif other is step:
                over += min(elapsed, other.duration)
    return tuple(flags), over / whole if whole else 0.0


def _leg_at(step: Step, elapsed: int) -> tuple[Leg | None, Leg | None, Nanoseconds]:
    """Return the leg under way, the one after it, and the time until it ends (nanoseconds)."""
    legs = list(walk_offsets(step))
    place = sum(offset <= elapsed for offset, _ in legs) - 1
    if place < 0:
        return None, None, NO_TIME
    offset, leg = legs[place]
    following = legs[place + 1][1] if place + 1 < len(legs) else None
    return leg, following, Nanoseconds(max(0, offset + leg.duration - elapsed))


def _rep_at(step: Step, elapsed: int) -> tuple[int | None, Phase | None, Nanoseconds | None]:
    """Return the rep's number from 1, its phase, and the time until that ends (nanoseconds).

    The last moment belongs to the last rep.
    """
    if step.reps is None or not step.reps.phases:
        return None, None, None
    phases = step.reps.phases
    ends = list(accumulate(length for _, length in phases))
    rep, within = divmod(elapsed, ends[-1])
    if rep >= step.reps.count:
        return step.reps.count, phases[-1][0], NO_TIME
    place = bisect_right(ends, within)
    return rep + 1, phases[place][0], Nanoseconds(ends[place] - within)


def _form_cue(session: Session, step: Step, elapsed: int, duration: int) -> Phrase | None:
    """Return the latest form cue of this step, or the first one that is to come."""
    cues = session.reminders(step.index, duration)
    if not cues:
        return None
    place = bisect_right(cues, elapsed, key=attrgetter("at"))
    return cues[max(0, place - 1)].cue.show


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a session; times in nanoseconds. `left` is None where the person ends the step."""

    step: Step
    elapsed: Nanoseconds
    left: Nanoseconds | None
    sets_done: int
    is_within_set: bool = False
    """Whether it is a rest between two exercises of one round."""


def position_of(session: Session) -> Position | None:
    """Return where the session stands; None where there are no steps."""
    view = view_of(session, session.state.now)
    if view.step is None:
        return None
    sets_done, _ = count_sets(session.timeline.steps, session.state.done)
    return position_in(view.step, view, sets_done)


def position_in(step: Step, view: View, sets_done: int = 0) -> Position:
    """Return the place of `view`, which is in `step`."""
    within = step.kind is StepKind.REST and view.set_done is None
    return Position(step, view.elapsed, view.step_remaining, sets_done, within)


def position_phrase(position: Position) -> Phrase:
    """Return the place in words: `Set 2 of 3, 0:14 left`."""
    if position.left is None:
        gone = elapsed_text(position.elapsed)
        return phrase(Code.PLACE_GONE, place=_place(position), time=gone)
    return phrase(Code.PLACE_LEFT, place=_place(position), time=remaining_text(position.left))


def _place(position: Position) -> Phrase:
    step = position.step
    current = set_phrase(step)
    if current is None or step.set is None or step.sets is None:
        return KIND_NAMES[step.kind]
    match step.kind:
        case StepKind.REST:
            code = Code.REST_WITHIN if position.is_within_set else Code.REST_AFTER
            return phrase(code, n=step.set, total=step.sets)
        case StepKind.WORK if step.side is not None:
            return phrase(Code.SET_SIDE, set=current, side=SIDE_NAMES[step.side])
        case StepKind.WORK:
            return current
        case _:
            return KIND_NAMES[step.kind]
