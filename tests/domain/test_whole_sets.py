"""Sets as people count them."""

from soleus_timer.domain.timeline import count_sets
from tests.domain.helpers import lay, timed, workout

STEPS = lay(workout(timed(5, sides="left-right", switch_seconds=0, sets=2, rest_seconds=0))).steps


def test_two_sides_are_one_set_done_when_both_are() -> None:
    assert count_sets(STEPS, {0, 1, 2, 3}) == (2, 2)
    assert count_sets(STEPS, {0, 1, 3}) == (1, 2)
    assert count_sets((), {0}) == (0, 0)


def test_a_side_without_the_other_stands_for_itself() -> None:
    assert count_sets(STEPS[1:], {1}) == (1, 2)
