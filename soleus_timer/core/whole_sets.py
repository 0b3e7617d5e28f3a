"""Sets as people count them: two sides are one set, done when both are."""

from collections.abc import Container, Iterable

from soleus_timer.core.timeline import Step, StepKind, Timeline


def sets_in(timeline: Timeline) -> int:
    """Return how many sets a workout has: what every place says that counts them."""
    return count_sets(timeline.steps, ())[1]


def count_sets(steps: Iterable[Step], done: Container[int]) -> tuple[int, int]:
    """Return how many sets were done in full and how many there are.

    `done` holds the indices of the steps that were done in full.
    """
    whole: list[bool] = []
    for step in steps:
        if step.kind is not StepKind.WORK:
            continue
        # Without its first, as in a part of a session, a second side stands for itself.
        if step.is_second_side and whole:
            whole[-1] = whole[-1] and step.index in done
        else:
            whole.append(step.index in done)
    return sum(whole), len(whole)
