"""How far a session has come, in a few words for the person who left it."""

from soleus_timer.core.frozen import frozen
from soleus_timer.core.phrases import KIND_NAMES, SIDE_NAMES, Code, Phrase, phrase, set_phrase
from soleus_timer.core.session import Session
from soleus_timer.core.timeline import Step, StepKind
from soleus_timer.core.units import SECOND, Nanoseconds, clock_text
from soleus_timer.core.view import view_of
from soleus_timer.core.whole_sets import count_sets


@frozen
class Position:
    """A place in a session; times in nanoseconds. `left` is None where the person ends the step."""

    step: Step
    elapsed: Nanoseconds
    left: Nanoseconds | None
    sets_done: int


def position_of(session: Session) -> Position | None:
    """Return where the session stands; None where there are no steps."""
    view = view_of(session, session.state.now)
    if view.step is None:
        return None
    sets_done, _ = count_sets(session.timeline.steps, session.state.done)
    return Position(view.step, view.elapsed, view.step_remaining, sets_done)


def position_phrase(position: Position) -> Phrase:
    """Return the place in words: `Set 2 of 3, 0:14 left`."""
    if position.left is None:
        gone = clock_text(position.elapsed // SECOND)
        return phrase(Code.PLACE_GONE, place=_place(position.step), time=gone)
    # Rounded up, as every clock of ours that runs down.
    left = clock_text(-(-position.left // SECOND))
    return phrase(Code.PLACE_LEFT, place=_place(position.step), time=left)


def _place(step: Step) -> Phrase:
    current = set_phrase(step)
    if current is None or step.set is None or step.sets is None:
        return KIND_NAMES[step.kind]
    match step.kind:
        case StepKind.REST:
            return phrase(Code.REST_AFTER, n=step.set, total=step.sets)
        case StepKind.WORK if step.side is not None:
            return phrase(Code.SET_SIDE, set=current, side=SIDE_NAMES[step.side])
        case StepKind.WORK:
            return current
        case _:
            return KIND_NAMES[step.kind]
