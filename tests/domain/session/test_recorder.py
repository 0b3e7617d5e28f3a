"""What was done, from the events of a session."""

from collections.abc import Iterable

from soleus_timer.domain.session.commands import (
    Command,
    Done,
    Jump,
    Pause,
    RedoSet,
    Resume,
    Skip,
    Start,
    Stop,
)
from soleus_timer.domain.session.recorder import Recorder, SessionRecord, fold
from soleus_timer.domain.units import SECOND, LengthUnit
from soleus_timer.domain.workout import Workout
from tests.domain.helpers import Play, reps, timed, tip_toe_walk, until_done, walked, workout


def done(model: Workout, *acts: tuple[float, Command], until: float = 10_000) -> SessionRecord:
    """Return the record of a session in which somebody did `acts` at their times."""
    play = Play(model)
    play.do(Start())
    for at, command in acts:
        play.do(command, at)
    play.to(until)
    return play.record()


def attempts(record: SessionRecord) -> list[list[tuple[int, str]]]:
    return [
        [(attempt.elapsed // SECOND, attempt.reason.value) for attempt in one.attempts]
        for one in record.sets
    ]


def test_the_articles_walk() -> None:
    record = done(tip_toe_walk())
    assert record.completed
    assert record.sets_done == len(record.sets) == 3
    assert (record.duration, record.paused) == (229 * SECOND, 0)
    assert record.work_time == 3 * 33 * SECOND
    assert record.distances() == {LengthUnit.FOOT: 60}
    assert record.reps == 0


def test_a_walk_broken_off_counts_the_legs_walked_to_their_end() -> None:
    for at, feet in ((24, 0), (25, 10), (30, 10), (42, 10), (43, 20)):
        record = done(tip_toe_walk(), (at, Stop()))
        assert sum(record.distances().values()) == feet
        assert not record.completed


def test_a_walk_that_is_tapped_counts_in_full_or_not_at_all() -> None:
    model = workout(walked(3, mode="tap", sets=2, rest_seconds=5))
    assert done(model, (50, Done()), (60, Skip())).distances() == {LengthUnit.FOOT: 6}


def test_reps() -> None:
    paced = workout(reps(4, "1-0-1-0", sets=2, rest_seconds=5))
    assert done(paced).reps == 8
    assert done(paced, (5, Skip())).reps == 2 + 4
    assert done(paced, (5, Done())).reps == 2 + 4
    assert done(paced, (5, RedoSet())).reps == 2 + 8
    free = workout(reps(12, sets=2, rest_seconds=5))
    assert done(free, (30, Done()), (50, Skip())).reps == 12


def test_both_attempts_are_kept() -> None:
    record = done(workout(timed(20, sets=2, rest_seconds=10)), (5, RedoSet()), (27, RedoSet()))
    assert attempts(record) == [
        [(5, "redone"), (20, "completed"), (20, "completed")],
        [(20, "completed")],
    ]
    assert [attempt.number for attempt in record.sets[0].attempts] == [1, 2, 3]
    assert record.sets_done == 2
    assert record.work_time == 65 * SECOND


def test_what_was_passed_over_has_no_attempt() -> None:
    skipped = done(workout(timed(20, sets=3, rest_seconds=10)), (5, Jump(4)), until=20)
    assert attempts(skipped) == [[(5, "jumped")], [], []]
    in_pause = [(5, Pause()), (6, Skip()), (6, Skip()), (6, Skip()), (7, Resume())]
    paused = done(workout(timed(20, sets=3, rest_seconds=10)), *in_pause)
    assert attempts(paused) == [[(5, "skipped")], [], [(20, "completed")]]
    assert paused.sets_done == 1


def test_pauses_are_counted_with_their_count_back_in() -> None:
    model = workout(timed(20))
    assert done(model, (5, Pause()), (15, Resume())).paused == 13 * SECOND
    # Paused again within the count back in, and once more at the very end of it.
    twice = [(5, Pause()), (15, Resume()), (17, Pause()), (30, Resume()), (33, Pause())]
    assert done(model, *twice, (40, Resume())).paused == (28 + 10) * SECOND
    assert done(model, (5, Pause()), (15, Stop())).paused == 10 * SECOND
    assert done(model, (5, Pause()), (15, Resume()), (16, Stop())).paused == 11 * SECOND


def test_an_attempt_knows_when_it_began_and_how_long_it_stood_still() -> None:
    # Paused twice in the first go, which is begun again while it stands still.
    acts = [(5, Pause()), (10, Resume()), (15, Pause()), (20, RedoSet()), (25, Resume())]
    record = done(workout(timed(20, sets=2, rest_seconds=10)), *acts)
    assert [
        [(one.began // SECOND, one.elapsed // SECOND, one.paused // SECOND) for one in go.attempts]
        for go in record.sets
    ] == [[(0, 7, 13), (28, 20, 0)], [(58, 20, 0)]]
    assert record.paused == 21 * SECOND


def test_a_record_can_be_had_before_the_end() -> None:
    play = Play(workout(until_done()))
    recorder = Recorder(play.session.timeline)
    assert recorder.record() == fold(play.session.timeline, [])
    assert recorder.record().duration == 0
    play.do(Start(), 100)
    play.do(Pause(), 130)
    add_all(recorder, play)
    record = recorder.record()
    assert (record.completed, record.duration, record.work_time) == (False, 30 * SECOND, 0)


def add_all(recorder: Recorder, play: Play) -> None:
    for event in play.events:
        recorder.add(event)


def test_sides_are_sets_of_their_own() -> None:
    record = done(workout(timed(5, sides="left-right")), (8, Jump(0)), until=9)
    assert [one.step.side for one in record.sets] == ["left", "right"]
    assert attempts(record) == [[(5, "completed")], []]


def names(records: Iterable[SessionRecord]) -> list[bool]:
    return [record.completed for record in records]


def test_only_stopping_leaves_a_session_incomplete() -> None:
    model = workout(timed(5))
    assert names([done(model), done(model, (1, Skip())), done(model, (1, Stop()))]) == [
        True,
        True,
        False,
    ]
