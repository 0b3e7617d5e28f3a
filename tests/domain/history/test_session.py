"""Sessions as they are kept, and what each exercise came to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.advice import prescribed_phrase
from soleus_timer.domain.history.efforts import Measure, Prescribed, efforts_of
from soleus_timer.domain.history.session import (
    LONGEST_NOTE,
    Rating,
    StoredSession,
    continued,
    line_of,
)
from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import Command, Done, RedoSet, Skip, Stop
from soleus_timer.domain.units import SECOND, LengthUnit
from soleus_timer.domain.workout import WalkMode
from tests.domain.helpers import reps, timed, tip_toe_walk, until_done, walked, workout
from tests.domain.history.helpers import kept


def test_a_line_tells_the_session() -> None:
    session = kept(tip_toe_walk(), (60, Stop()), number=2, rating=Rating(2, 5, "windy"))
    line = line_of(session)
    assert (line.id, line.workout_id, line.name) == ("session-2", "w", "Tip toe walking")
    assert (line.sets, line.sets_done, line.completed, line.in_full) == (3, 1, False, False)
    assert (line.duration, line.work_time) == (60 * SECOND, 33 * SECOND)
    assert (line.pain, line.effort, line.note) == (2, 5, "windy")
    assert line_of(kept(tip_toe_walk())).in_full


def test_a_session_stays_on_the_day_on_which_it_was_done() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=timezone(timedelta(hours=-8)))
    session = kept(workout(timed(5)), started=late)
    assert session.day == line_of(session).day == late.date()
    assert late.astimezone(UTC).date() > late.date()
    with pytest.raises(ValueError, match="time zone"):
        kept(workout(timed(5)), started=datetime(2026, 3, 2))  # noqa: DTZ001


@pytest.mark.parametrize("rating", [(-1, None, ""), (None, 11, ""), (0, 0, "x" * 2001)])
def test_a_rating_is_on_the_scale(rating: tuple[int | None, int | None, str]) -> None:
    with pytest.raises(ValueError, match=str(LONGEST_NOTE) if rating[2] else "scale"):
        Rating(*rating)


def test_what_each_exercise_came_to() -> None:
    model = workout(
        walked(12, mode="tap", sets=2, rest_seconds=5),
        reps(8, "1-0-1-0", sides="left-right", switch_seconds=5),
        timed(20),
        until_done(),
        rest_between_blocks_seconds=10,
    )
    acts = [(30, Done()), (45, RedoSet()), (75, Done()), (300, Done())]
    walk, raises, hold, push = efforts_of(kept(model, *acts, rating=Rating(pain=1)))
    assert (walk.exercise, walk.title, walk.pain) == ("Walk", "Walk", 1)
    assert walk.prescribed == Prescribed(Measure.DISTANCE, 12, 2, LengthUnit.FOOT, 2, WalkMode.TAP)
    assert (walk.sets, walk.sets_done, walk.done) == (2, 2, 48)
    # Two went to their end, and the one begun again counts with its ten seconds.
    assert walk.work_time == (30 + 10 + 30) * SECOND
    assert raises.prescribed == Prescribed(Measure.REPS, 8, 1, each_side=True)
    assert english(prescribed_phrase(raises.prescribed)) == "8 reps, each side"
    assert (raises.sets, raises.sets_done, raises.done, raises.in_full) == (1, 1, 16, True)
    assert (hold.prescribed, hold.done) == (Prescribed(Measure.HOLD, 20, 1), 20)
    assert push.prescribed == Prescribed(Measure.HOLD, 0, 1)
    assert push.done == 300 - 162


def test_doses_that_differ_are_told_apart() -> None:
    session = kept(workout(timed(20), timed(30), timed(20), rest_between_blocks_seconds=0))
    assert [(one.prescribed.amount, one.sets, one.done) for one in efforts_of(session)] == [
        (20, 2, 40),
        (30, 1, 30),
    ]


WORKOUT = workout(timed(20, sets=4, rest_seconds=10))


def in_part(*presses: tuple[float, Command]) -> StoredSession:
    return replace(kept(WORKOUT, *presses), partial=True)


def reasons(session: StoredSession) -> list[list[str]]:
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
