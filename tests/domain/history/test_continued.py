"""A session that is kept again after it went on."""

from dataclasses import replace

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.session import KeptSession, Rating, continued
from soleus_timer.domain.session.commands import Command, RedoSet, Skip, Stop
from tests.domain.helpers import timed, workout
from tests.domain.history.helpers import kept

WORKOUT = workout(timed(20, sets=4, rest_seconds=10))


def in_part(*presses: tuple[float, Command]) -> KeptSession:
    return replace(kept(WORKOUT, *presses), partial=True)


def reasons(session: KeptSession) -> list[list[str]]:
    return [[attempt.reason for attempt in one.attempts] for one in session.record.sets]


def test_what_came_later_replaces_what_was_kept() -> None:
    old = replace(in_part((45, Stop())), rating=Rating(3, 4, "stairs"), choices=Choices(sets=4))
    new = kept(WORKOUT)
    both = continued(old, new)
    assert both.record == new.record
    assert not both.partial
    assert (both.rating, both.choices) == (old.rating, old.choices)


def test_the_later_rating_counts() -> None:
    old = replace(in_part((45, Stop())), rating=Rating(3))
    new = replace(kept(WORKOUT), rating=Rating(5))
    assert continued(old, new).rating == Rating(5)


def test_sets_that_only_the_earlier_has_stay() -> None:
    old = in_part((95, Stop()))
    assert reasons(old) == [["completed"], ["completed"], ["completed"], ["stopped"]]
    new = kept(WORKOUT, (25, Skip()), (30, Skip()), (35, RedoSet()), (37, Stop()))
    assert reasons(new) == [["completed"], ["skipped", "stopped"], [], []]
    both = continued(old, new)
    assert reasons(both) == [["completed"], ["completed", "stopped"], ["completed"], []]
    assert both.record.sets_done == 3
    assert both.record.duration == old.record.duration


def test_less_takes_nothing_away() -> None:
    old, new = in_part((95, Stop())), in_part((5, Stop()))
    assert reasons(continued(old, new))[:3] == [["completed"]] * 3
