"""What there is to see of a session at one moment, and its place in a few words."""

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from soleus_timer.domain.phrases import KIND_NAMES, SIDE_NAMES, Code, Phrase, phrase, set_phrase
from soleus_timer.domain.session.commands import Command, Done, Situation, Skip
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.timeline import Leg, Step, StepKind, count_sets, walk_offsets
from soleus_timer.domain.units import SECOND, Nanoseconds, clock_text
from soleus_timer.domain.workout import Phase


def done_or_skip(step: Step, attempt: int) -> Done | Skip:
    """Return what the one key for both asks of a step: to be done, or skipped where nothing began.

    It depends on nothing that time alone changes: Done may become legal between a look at the
    session and the press, and must not be taken for Skip.
    """
    return Done(step.index) if step.is_effort and attempt else Skip(step.index)


@dataclass(frozen=True, slots=True)
class View:
    """A session at one moment; times in nanoseconds.

    `step_remaining` is None where the person ends the step. `count_in_remaining` is None except in
    a count back in. `session_remaining` takes estimates for what the person decides.
    """

    situation: Situation
    step: Step | None
    attempt: int
    elapsed: Nanoseconds
    step_duration: Nanoseconds
    step_remaining: Nanoseconds | None
    session_remaining: Nanoseconds
    count_in_remaining: Nanoseconds | None
    next_effort: Step | None
    next_step: Step | None
    leg: Leg | None
    rep: int | None
    phase: Phase | None
    cue: Phrase | None
    legal: frozenset[type[Command]]
    set_done: bool | None = None
    """In a rest: whether the set before it was done in full; None where that set goes on."""
    guard_left: Nanoseconds = Nanoseconds(0)
    """How much longer Done and Skip are refused because the clock has just begun the step."""


class StepClock(NamedTuple):
    """Of a `View` what changes with each frame; the names are its own, and so are the units."""

    step: Step | None
    attempt: int
    elapsed: Nanoseconds
    step_duration: Nanoseconds
    step_remaining: Nanoseconds | None
    session_remaining: Nanoseconds
    next_effort: Step | None


def step_clock(session: Session, now: int) -> StepClock:
    """Return how far the step of `session` has come at `now` (nanoseconds on its clock)."""
    state, step, timeline = session.state, session.step, session.timeline
    nothing = Nanoseconds(0)
    if step is None:
        return StepClock(None, 0, nothing, nothing, nothing, nothing, None)
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
        session_remaining=nothing if finished else Nanoseconds(left + timeline.after(step.index)),
        next_effort=timeline.next_effort(step.index),
    )


def view_of(session: Session, now: int) -> View:
    """Return what there is to see of `session` at `now` (nanoseconds on its clock)."""
    state, timeline = session.state, session.timeline
    legal = session.legal_commands(now)
    nothing = Nanoseconds(0)
    clock = step_clock(session, now)
    step, elapsed, duration = clock.step, clock.elapsed, clock.step_duration
    if step is None:
        return View(
            state.situation, None, 0, nothing, nothing, nothing, nothing,
            None, None, None, None, None, None, None, legal,
        )  # fmt: skip
    count_in = (
        Nanoseconds(max(0, state.anchor + state.duration - now))
        if state.situation is Situation.COUNTING_IN
        else None
    )
    rep, phase = _rep_at(step, elapsed)
    following = step.index + 1
    return View(
        situation=state.situation,
        step=step,
        attempt=clock.attempt,
        elapsed=elapsed,
        step_duration=duration,
        step_remaining=clock.step_remaining,
        session_remaining=clock.session_remaining,
        count_in_remaining=count_in,
        next_effort=clock.next_effort,
        next_step=timeline.steps[following] if following < len(timeline.steps) else None,
        leg=_leg_at(step, elapsed),
        rep=rep,
        phase=phase,
        cue=_form_cue(session, step, elapsed, duration)
        if step.is_effort
        else _form_cue_ahead(session, clock.next_effort),
        legal=legal,
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
    found = None
    for offset, leg in walk_offsets(step):
        if offset <= elapsed:
            found = leg
    return found


def _rep_at(step: Step, elapsed: int) -> tuple[int | None, Phase | None]:
    """Return the rep's number from 1 and its phase; the last moment belongs to the last rep."""
    if step.reps is None or not step.reps.phases:
        return None, None
    ends = []
    length = 0
    for _, duration in step.reps.phases:
        length += duration
        ends.append(length)
    rep, within = divmod(elapsed, length)
    if rep >= step.reps.count:
        return step.reps.count, step.reps.phases[-1][0]
    return rep + 1, step.reps.phases[bisect_right(ends, within)][0]


def _form_cue(session: Session, step: Step, elapsed: int, duration: int) -> Phrase | None:
    """Return the latest form cue of this step, or the first one that is to come."""
    cues = session.reminders(step.index, duration)
    if not cues:
        return None
    place = bisect_right(cues, elapsed, key=attrgetter("at"))
    return cues[max(0, place - 1)].cue.show


def _form_cue_ahead(session: Session, step: Step | None) -> Phrase | None:
    """Return what to keep in mind in the set that comes."""
    return None if step is None else _form_cue(session, step, 0, step.duration)


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
        gone = clock_text(position.elapsed // SECOND)
        return phrase(Code.PLACE_GONE, place=_place(position), time=gone)
    # Rounded up, as every clock of ours that runs down.
    left = clock_text(-(-position.left // SECOND))
    return phrase(Code.PLACE_LEFT, place=_place(position), time=left)


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
