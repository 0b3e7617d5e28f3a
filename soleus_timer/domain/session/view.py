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
    rep: int | None = None
    phase: Phase | None = None
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
    rep, phase = _rep_at(step, elapsed)
    following = step.index + 1
    return View(
        **clock._asdict(),
        situation=state.situation,
        legal=legal,
        count_in_remaining=count_in,
        next_step=steps[following] if following < len(steps) else None,
        leg=_leg_at(step, elapsed),
        rep=rep,
        phase=phase,
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


def _leg_at(step: Step, elapsed: int) -> Leg | None:
    begun = [leg for offset, leg in walk_offsets(step) if offset <= elapsed]
    return begun[-1] if begun else None


def _rep_at(step: Step, elapsed: int) -> tuple[int | None, Phase | None]:
    """Return the rep's number from 1 and its phase; the last moment belongs to the last rep."""
    if step.reps is None or not step.reps.phases:
        return None, None
    phases = step.reps.phases
    ends = list(accumulate(length for _, length in phases))
    rep, within = divmod(elapsed, ends[-1])
    if rep >= step.reps.count:
        return step.reps.count, phases[-1][0]
    return rep + 1, phases[bisect_right(ends, within)][0]


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
