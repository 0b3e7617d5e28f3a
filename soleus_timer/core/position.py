"""How far a session has come, in a few words for the person who left it."""

from dataclasses import dataclass

from soleus_timer.core.phrases import KIND_NAMES, SIDE_NAMES, Code, Phrase, phrase, set_phrase
from soleus_timer.core.session import Session
from soleus_timer.core.timeline import Step, StepKind
from soleus_timer.core.units import SECOND, Nanoseconds, clock_text
from soleus_timer.core.view import View, view_of
from soleus_timer.core.whole_sets import count_sets


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
