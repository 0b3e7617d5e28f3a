"""Whatever anybody does, what was noted leads back to the very place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import (
    CLOCKED,
    Back,
    Command,
    Done,
    Jump,
    Pause,
    RedoSet,
    Resume,
    Situation,
    Skip,
    Start,
    Stop,
)
from soleus_timer.domain.session.events import EndReason
from soleus_timer.domain.session.replay import (
    MOST_EVENTS,
    OFFERED,
    Commanded,
    JournalEntry,
    Offer,
    Reached,
    Restored,
    TakenUp,
    offers,
    replay,
)
from soleus_timer.domain.session.view import position_of, position_phrase, view_of
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.units import SECOND, Nanoseconds, from_seconds
from tests.domain.helpers import (
    EVERYTHING,
    Play,
    fork,
    lay,
    lines,
    reps,
    timed,
    tip_toe_walk,
    uncued,
    until_done,
    workout,
)
from tests.domain.session.test_machine_at_random import UsersAtRandom, shifted
from tests.domain.strategies import commands, gaps

FOREVER = 10**18


class KilledAtRandom(UsersAtRandom):
    """Users whose program dies again and again, and who go on where they were."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: list[JournalEntry] = []

    def obeyed(self, command: Command) -> None:
        self.facts.append(Commanded(Nanoseconds(self.session.state.now), command))

    @precondition(lambda self: self.facts)
    @rule(shift=st.sampled_from([0, 1, -(10**15)]))
    def it_dies_and_is_played_again(self, shift: int) -> None:
        self.facts.append(Reached(Nanoseconds(self.now)))
        restored = self._replay()
        assert restored.played == len(self.facts)
        assert restored.events == self.events
        assert restored.session.state == self.session.state
        elsewhere = self._replay(shift)
        assert elsewhere.events == shifted(tuple(self.events), shift)
        future = fork(elsewhere.session).advance(FOREVER + shift)
        assert list(future) == shifted(fork(self.session).advance(FOREVER), shift)
        self.session = restored.session

    @precondition(lambda self: self.facts)
    @rule()
    def it_dies_and_is_taken_up(self) -> None:
        self.facts.append(TakenUp(Nanoseconds(self.now)))
        was_running = self.session.state.situation in CLOCKED
        restored = self._replay()
        if was_running:
            paused = self.twin.handle(Pause(), self.now)
            assert self.session.handle(Pause(), self.now) == paused
            self._keep(paused)
        assert restored.events == self.events
        assert restored.session.state == self.session.state
        assert restored.session.state.situation not in CLOCKED
        self.session = restored.session

    def _replay(self, shift: int = 0) -> Restored:
        session = self.session
        restored = replay(session.timeline, session.preferences, self.facts, shift)
        # As whoever takes it up does: what was obeyed once is replayed without it.
        assert restored.session.guard == 0
        restored.session.guard = session.guard
        return restored


def test_killed_at_random() -> None:
    run_state_machine_as_test(
        KilledAtRandom, settings=settings(max_examples=100, stateful_step_count=40)
    )


def at(seconds: float, command: Command | None = None) -> JournalEntry:
    moment = from_seconds(seconds)
    return Reached(moment) if command is None else Commanded(moment, command)


def again(*facts: JournalEntry) -> Restored:
    return replay(lay(tip_toe_walk()), SessionPreferences(), facts)


def test_resume_counts_back_in() -> None:
    restored = again(at(0, Start()), at(50, Pause()), at(60, Resume()), at(110))
    restored.pause()
    assert uncued(lines(restored.events))[-1] == "110 paused 2 57"
    restored = again(at(0, Start()), at(122.25))
    restored.pause()
    position = position_of(restored.session)
    assert position is not None
    assert english(position_phrase(position)) == "Set 2 of 3, 0:14 left"
    assert position.sets_done == 1
    told = restored.session.handle(OFFERED[Offer.RESUME][0], from_seconds(200))
    assert uncued(lines(told)) == ["200 count in 3 3"]


def test_redo_begins_the_set_again_after_a_count() -> None:
    restored = again(at(0, Start()), at(122))
    restored.pause()
    redo, resume = OFFERED[Offer.REDO_SET]
    assert lines(restored.session.handle(redo, from_seconds(130))) == ["130 end 3 #1 19 redone"]
    assert lines(restored.session.handle(resume, from_seconds(131)))[0] == "131 count in 3 3"
    told = uncued(lines(restored.session.advance(from_seconds(134))))
    assert told[:2] == ["134 resumed 3", "134 step 3 #2"]


def test_what_is_offered() -> None:
    restored = again(at(0, Start()), at(5))
    restored.pause()
    assert offers(restored.session) == (Offer.RESUME, Offer.FINISH, Offer.DISCARD)
    restored = again(at(0, Start()), at(50))
    restored.pause()
    assert offers(restored.session) == tuple(Offer)


def test_finished_here_the_record_tells_the_attempt_under_way() -> None:
    restored = again(at(0, Start()), at(122))
    record = restored.record()
    assert not record.completed
    assert record.sets_done == 1
    assert [attempt.reason for attempt in record.sets[1].attempts] == [EndReason.STOPPED]
    assert record.duration == from_seconds(122)
    assert restored.session.state.situation is Situation.LEADING


def test_a_session_that_was_over() -> None:
    restored = again(at(0, Start()), at(1000))
    assert restored.is_finished
    assert restored.record().completed
    assert offers(restored.session) == (Offer.DISCARD,)
    assert again(at(0, Start()), at(9, Stop())).is_finished


def test_an_old_journal_in_which_a_set_was_done_before_it_began() -> None:
    timeline = lay(workout(timed(20, sets=3, rest_seconds=10)))
    steps = [at(0, Start()), at(5, Pause()), at(6, Back()), at(7, Done()), at(8, Resume())]
    restored = replay(timeline, SessionPreferences(), [*steps, at(1000)])
    assert restored.played == 6
    assert restored.is_finished
    ends = [[attempt.reason for attempt in one.attempts] for one in restored.record().sets]
    assert ends == [[EndReason.WENT_BACK], [EndReason.COMPLETED], [EndReason.COMPLETED]]


def test_nothing_noted_is_a_session_not_begun() -> None:
    restored = again()
    restored.pause()
    assert restored.session.state.situation is Situation.READY
    assert restored.record().sets_done == 0


@pytest.mark.parametrize(
    "wrong",
    [at(60, Start()), at(60, Resume()), at(60, Jump(99)), at(49), at(60, Done(step=0))],
)
def test_what_cannot_have_been_ends_it_there(wrong: JournalEntry) -> None:
    restored = again(at(0, Start()), at(50), wrong, at(100))
    assert restored.played == 2
    assert restored.session.state.now in {from_seconds(50), from_seconds(60)}


def test_it_never_takes_long() -> None:
    timeline = lay(workout(reps(1000, "0.1-0-0.1-0", sets=10_000, rest_seconds=0)))
    facts = [at(0, Start()), Reached(Nanoseconds(FOREVER))]
    restored = replay(timeline, SessionPreferences(), facts)
    assert MOST_EVENTS * 0.9 < len(restored.events) < MOST_EVENTS * 1.1
    jumps = [at(second, Jump(second % 7)) for second in range(1, 5_000)]
    restored = replay(timeline, SessionPreferences(), [at(0, Start()), *jumps])
    assert restored.played < 5_000


@given(st.lists(st.tuples(gaps, st.none() | commands(12, 3)), max_size=30))
def test_whatever_was_noted_something_is_restored(noted: list[tuple[int, Command | None]]) -> None:
    facts: list[JournalEntry] = [at(0, Start())]
    for gap, command in noted:
        moment = Nanoseconds(facts[-1].at + gap)
        facts.append(TakenUp(moment) if command is None else Commanded(moment, command))
    restored = replay(lay(EVERYTHING), SessionPreferences(), facts)
    restored.pause()
    assert restored.session.state.situation not in CLOCKED
    assert view_of(restored.session, restored.session.state.now).step is not None
    restored.record()


@pytest.mark.parametrize(
    ("step", "seconds", "said"),
    [
        (0, 20.5, "Get ready, 0:10 left"),
        (1, 10, "Warm up, 0:20 left"),
        (3, 2, "Set 1 of 1, 0:31 left"),
        (5, 12.9, "Set 1 of 1, after 0:12"),
        (13, 0, "Set 1 of 2, Left side, 0:30 left"),
        (14, 3, "Switch sides, 0:27 left"),
        (16, 3, "Rest after set 1 of 2, 0:27 left"),
    ],
)
def test_places_in_words(step: int, seconds: float, said: str) -> None:
    play = Play(EVERYTHING)
    play.do(Start())
    play.do(Pause())
    play.do(Jump(step))
    play.session.state.elapsed = from_seconds(seconds)
    position = position_of(play.session)
    assert position is not None
    assert english(position_phrase(position)) == said


def test_a_workout_without_steps_has_no_place() -> None:
    play = Play(workout(timed(20)))
    play.session.timeline = type(play.session.timeline)("w", "W", ())
    assert position_of(play.session) is None


def test_a_set_until_done_is_restored_as_far_as_it_was_noted() -> None:
    timeline = lay(workout(until_done(sets=2, rest_seconds=10)))
    facts = [at(0, Start()), at(100, Done(step=0)), at(105, Skip()), at(130)]
    restored = replay(timeline, SessionPreferences(), facts)
    assert restored.session.state.step_elapsed(130 * SECOND) == 25 * SECOND
    assert restored.session.is_legal(RedoSet())
