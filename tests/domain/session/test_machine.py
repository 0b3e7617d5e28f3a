"""What each command does, above all at the moments at which it could go wrong."""

import pytest

from soleus_timer.domain.session.commands import (
    AddTime,
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
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import SECOND, Nanoseconds
from tests.domain.helpers import Play, reps, text_of, timed, tip_toe_walk, uncued, walked, workout


@pytest.fixture
def walk() -> Play:
    """The article's walk, started: prepare 10, then sets of 33 and rests of 60."""
    play = Play(tip_toe_walk())
    play.do(Start())
    return play


@pytest.fixture
def holds() -> Play:
    """Three sets of 20 s with rests of 10 s, started."""
    play = Play(workout(timed(20, sets=3, rest_seconds=10)))
    play.do(Start())
    return play


class TestPause:
    def test_at_the_very_end_of_a_step_it_holds_the_next_one(self, holds: Play) -> None:
        assert uncued(holds.do(Pause(), 20)) == [
            "20 end 0 #1 20 completed",
            "20 step 1 #1",
            "20 paused 1 0",
        ]
        assert holds.do(Resume(), 50) == ["50 resumed 1"]
        assert uncued(holds.to(60)) == ["60 end 1 #1 10 completed", "60 step 2 #1"]

    def test_at_the_time_of_a_cue_the_cue_is_told_once(self, holds: Play) -> None:
        assert holds.do(Pause(), 17) == ["10 cue - Ten seconds", "17 cue tick", "17 paused 0 17"]
        holds.do(Resume(), 30)
        assert holds.to(34.5) == [
            "31 cue tick",
            "32 cue tick",
            "33 cue work",
            "33 resumed 0",
            "34 cue tick",
        ]

    def test_in_the_count_back_in_it_goes_on_being_a_pause(self, holds: Play) -> None:
        holds.do(Pause(), 5)
        holds.do(Resume(), 100)
        assert holds.do(Pause(), 101.5) == ["101 cue tick", "101.5 paused 0 5"]
        assert holds.to(500) == []
        assert holds.do(Resume(), 500)[0] == "500 count in 0 3"
        assert uncued(holds.to(518)) == [
            "503 resumed 0",
            "518 end 0 #1 20 completed",
            "518 step 1 #1",
        ]

    def test_where_the_count_back_in_ends_it_finds_the_set_running(self, holds: Play) -> None:
        holds.do(Pause(), 5)
        holds.do(Resume(), 10)
        assert uncued(holds.do(Pause(), 13)) == ["13 resumed 0", "13 paused 0 5"]


class TestSkip:
    def test_goes_on_at_once(self, walk: Play) -> None:
        assert uncued(walk.do(Skip(), 4)) == ["4 end 0 #1 4 skipped", "4 step 1 #1", "4 leg 0 down"]

    def test_at_the_end_of_a_step_skips_the_next(self, holds: Play) -> None:
        assert uncued(holds.do(Skip(), 20)) == [
            "20 end 0 #1 20 completed",
            "20 step 1 #1",
            "20 end 1 #1 0 skipped",
            "20 step 2 #1",
        ]

    def test_over_the_last_step_the_session_is_over(self, holds: Play) -> None:
        holds.do(Jump(4))
        assert holds.do(Skip(), 1) == [
            "1 end 4 #1 1 skipped",
            "1 cue done Session over",
            "1 finished",
        ]

    def test_in_a_pause_stays_in_the_pause_and_starts_nothing(self, holds: Play) -> None:
        holds.do(Pause(), 5)
        assert holds.do(Skip(), 6) == ["6 end 0 #1 5 skipped"]
        assert holds.do(Skip(), 7) == ["7 end 1 #0 0 skipped"]
        assert holds.to(100) == []
        assert (holds.situation, holds.step) == (Situation.PAUSED, 2)
        assert holds.do(Resume(), 100)[0] == "100 count in 2 3"
        assert holds.to(103)[2:] == [
            "103 resumed 2",
            "103 step 2 #1",
            "103 cue work Set 2 of 3. Go",
        ]

    def test_to_a_rest_in_a_pause_needs_no_count_back_in(self, holds: Play) -> None:
        holds.do(Pause(), 5)
        holds.do(Skip(), 6)
        assert holds.do(Resume(), 9) == [
            "9 resumed 1",
            "9 step 1 #1",
            "9 cue rest Rest, 10 seconds",
        ]

    def test_over_the_last_step_in_a_pause_the_session_is_over(self, holds: Play) -> None:
        holds.do(Jump(4))
        holds.do(Pause(), 5)
        assert uncued(holds.do(Skip(), 9)) == ["9 end 4 #1 5 skipped", "9 finished"]
        assert holds.record().paused == 4 * SECOND


class TestBack:
    @pytest.mark.parametrize(("seconds", "target"), [(0, 1), (1.999_999_999, 1), (2, 2), (9, 2)])
    def test_goes_back_within_two_seconds_and_restarts_later(
        self, holds: Play, seconds: float, target: int
    ) -> None:
        holds.do(Jump(2))
        again = 2 if target == 2 else 1
        assert uncued(holds.do(Back(), seconds)) == [
            f"{seconds:g} end 2 #1 {seconds:g} went_back",
            f"{seconds:g} step {target} #{again}",
        ]

    def test_where_a_step_ends_goes_back_to_it(self, holds: Play) -> None:
        assert uncued(holds.do(Back(), 20))[-2:] == ["20 end 1 #1 0 went_back", "20 step 0 #2"]

    def test_in_the_first_step_there_is_only_a_restart(self, walk: Play) -> None:
        assert uncued(walk.do(Back(), 1)) == ["1 end 0 #1 1 went_back", "1 step 0 #2"]
        assert uncued(walk.do(Back(), 5)) == ["5 end 0 #2 4 went_back", "5 step 0 #3"]

    def test_does_not_count_the_time_in_pauses(self, holds: Play) -> None:
        holds.do(Jump(2))
        holds.do(Pause(), 1.5)
        holds.do(Resume(), 500)
        holds.to(503.25)
        assert uncued(holds.do(Back(), 503.25)) == [
            "503.25 end 2 #1 1.75 went_back",
            "503.25 step 1 #1",
        ]

    def test_in_a_pause_restarts_and_then_goes_back(self, holds: Play) -> None:
        holds.do(Jump(2))
        holds.do(Pause(), 15)
        assert holds.do(Back(), 20) == ["20 end 2 #1 15 went_back"]
        assert holds.step == 2
        assert holds.do(Back(), 20) == ["20 end 2 #0 0 went_back"]
        assert (holds.step, holds.situation) == (1, Situation.PAUSED)

    def test_in_the_count_back_in_it_runs_at_once(self, holds: Play) -> None:
        holds.do(Pause(), 15)
        holds.do(Resume(), 20)
        assert uncued(holds.do(Back(), 21)) == [
            "21 resumed 0",
            "21 end 0 #1 15 went_back",
            "21 step 0 #2",
        ]


class TestRedoSet:
    @pytest.mark.parametrize(
        ("at", "told"),
        [
            (5, ["5 end 0 #1 5 redone", "5 step 0 #2"]),
            (25, ["25 end 1 #1 5 redone", "25 step 0 #2"]),
            (20, ["20 end 1 #1 0 redone", "20 step 0 #2"]),
        ],
    )
    def test_in_a_set_and_in_the_rest_after_it(
        self, holds: Play, at: float, told: list[str]
    ) -> None:
        assert uncued(holds.do(RedoSet(), at))[-2:] == told

    def test_is_of_the_side_just_done(self) -> None:
        play = Play(workout(timed(20, sides="left-right", switch_seconds=5), cool_down=[timed(9)]))
        play.do(Start())
        assert uncued(play.do(RedoSet(), 21))[-1] == "21 step 0 #2"
        play.to(47)
        assert uncued(play.do(RedoSet(), 47)) == ["47 end 2 #1 1 redone", "47 step 2 #2"]
        play.to(68)
        assert uncued(play.do(RedoSet(), 68)) == ["68 end 3 #1 1 redone", "68 step 2 #3"]

    def test_in_a_pause_and_in_the_count_back_in(self, holds: Play) -> None:
        holds.do(Pause(), 25)
        assert holds.do(RedoSet(), 26) == ["26 end 1 #1 5 redone"]
        assert holds.do(Resume(), 27)[0] == "27 count in 0 3"
        assert uncued(holds.do(RedoSet(), 28)) == [
            "28 resumed 0",
            "28 end 0 #0 0 redone",
            "28 step 0 #2",
        ]

    def test_keeps_every_attempt(self, walk: Play) -> None:
        walk.do(RedoSet(), 10 + 20)
        walk.to(30 + 33)
        walk.do(RedoSet(), 30 + 33 + 30)
        walk.to(1000)
        first, *others = walk.record().sets
        assert [
            (done.number, done.elapsed // SECOND, done.reason.value, done.distance)
            for done in first.attempts
        ] == [(1, 20, "redone", 10.0), (2, 33, "completed", 20.0), (3, 33, "completed", 20.0)]
        assert [len(other.attempts) for other in others] == [1, 1]
        assert walk.record().sets_done == 3


class TestDone:
    def test_ends_a_hands_free_walk_early(self, walk: Play) -> None:
        assert uncued(walk.do(Done(), 31)) == [
            "10 end 0 #1 10 completed",
            "10 step 1 #1",
            "10 leg 0 down",
            "25 leg 1 turn",
            "28 leg 2 back",
            "31 end 1 #1 21 done",
            "31 step 2 #1",
        ]
        assert walk.record().sets[0].attempts[0].distance == 20

    def test_in_a_pause_keeps_the_work_and_stays_in_the_pause(self) -> None:
        play = Play(workout(walked(mode="tap", sets=2, rest_seconds=9)))
        play.do(Start())
        play.do(Pause(), 40)
        assert play.do(Done(step=0), 50) == ["50 end 0 #1 40 done"]
        assert play.record().sets[0].done
        assert play.do(Resume(), 60)[1] == "60 step 1 #1"

    def test_in_the_count_back_in(self) -> None:
        play = Play(workout(reps(9, sets=2)))
        play.do(Start())
        play.do(Pause(), 40)
        play.do(Resume(), 50)
        assert uncued(play.do(Done(), 51)) == [
            "51 resumed 0",
            "51 end 0 #1 40 done",
            "51 step 1 #1",
        ]
        assert play.record().reps == 9


class TestAddTime:
    def test_before_the_countdown_moves_it(self, holds: Play) -> None:
        assert holds.do(AddTime(), 16) == ["10 cue - Ten seconds", "16 added 15"]
        assert holds.to(35) == [
            "17.5 cue - Halfway",
            "25 cue - Ten seconds",
            "32 cue tick",
            "33 cue tick",
            "34 cue tick",
            "35 end 0 #1 35 completed",
            "35 step 1 #1",
            "35 cue rest Rest, 10 seconds",
        ]

    def test_within_the_countdown_it_is_counted_again(self, holds: Play) -> None:
        holds.to(17)
        assert holds.do(AddTime(), 18) == ["18 cue tick", "18 added 15"]
        assert holds.to(34) == [
            "25 cue - Ten seconds",
            "32 cue tick",
            "33 cue tick",
            "34 cue tick",
        ]

    def test_at_the_end_it_is_for_the_next_step(self, holds: Play) -> None:
        assert uncued(holds.do(AddTime(), 20))[-1] == "20 added 15"
        assert uncued(holds.to(45)) == ["45 end 1 #1 25 completed", "45 step 2 #1"]

    def test_in_a_pause(self, holds: Play) -> None:
        holds.do(Pause(), 18)
        holds.do(AddTime(), 19)
        holds.do(AddTime(), 20)
        holds.do(Resume(), 27)
        assert holds.to(100)[2:10] == text_of("""
            30 cue work
            30 resumed 0
            37 cue - Halfway
            52 cue - Ten seconds
            59 cue tick
            60 cue tick
            61 cue tick
            62 end 0 #1 50 completed
        """)

    def test_for_a_step_that_has_not_begun(self, holds: Play) -> None:
        holds.do(Pause(), 1)
        holds.do(Skip(), 2)
        holds.do(AddTime(), 3)
        # How long the rest is was planned, and clips were made for it; seconds added were not.
        assert holds.do(Resume(), 4) == ["4 resumed 1", "4 step 1 #1", "4 cue rest Rest"]
        assert uncued(holds.to(29)) == ["29 end 1 #1 25 completed", "29 step 2 #1"]

    def test_in_the_count_back_in_leaves_the_count_alone(self, holds: Play) -> None:
        holds.do(Pause(), 5)
        holds.do(Resume(), 10)
        assert holds.do(AddTime(), 11.5) == ["11 cue tick", "11.5 added 15"]
        assert uncued(holds.to(43)) == ["13 resumed 0", "43 end 0 #1 35 completed", "43 step 1 #1"]

    def test_is_gone_when_the_step_is_done_again(self, holds: Play) -> None:
        holds.do(AddTime(), 5)
        holds.do(RedoSet(), 10)
        assert uncued(holds.to(30)) == ["30 end 0 #2 20 completed", "30 step 1 #1"]


class TestWellDone:
    """How many sets were done is told at the end: each once, and only if done in full."""

    def test_nobody_pressed(self, holds: Play) -> None:
        assert holds.to(1000)[-2:] == ["80 cue done Well done, 3 sets done", "80 finished"]

    @pytest.mark.parametrize(
        ("presses", "sets"),
        [
            ([], "3 sets"),
            ([(5, Done())], "3 sets"),
            ([(5, Skip())], "2 sets"),
            ([(5, Skip()), (20, Skip())], "1 set"),
            ([(5, Skip()), (6, RedoSet())], "3 sets"),
            ([(25, RedoSet())], "3 sets"),
            # What was done stays done, whatever becomes of a further attempt.
            ([(25, RedoSet()), (30, Skip())], "3 sets"),
            ([(25, Back()), (26, Back()), (27, Skip())], "3 sets"),
            ([(5, Back())], "3 sets"),
            ([(5, Jump(2))], "2 sets"),
            ([(5, Jump(4)), (10, Jump(0))], "3 sets"),
            ([(5, Pause()), (6, Done()), (7, Resume())], "3 sets"),
            # A set that was passed in a pause never began.
            ([(5, Pause()), (6, Skip()), (7, Skip()), (8, Skip()), (9, Resume())], "1 set"),
        ],
    )
    def test_somebody_pressed(
        self, holds: Play, presses: list[tuple[float, Command]], sets: str
    ) -> None:
        for at, command in presses:
            holds.do(command, at)
        told = holds.to(2000)
        assert told[-2].partition(" ")[2] == f"cue done Well done, {sets} done"
        done = holds.record().sets
        assert sum(each.done for each in done) == int(sets.partition(" ")[0])

    @pytest.mark.parametrize(("skipped_at", "sets"), [(None, "2 sets"), (15, "1 set")])
    def test_two_sides_are_one_set(self, skipped_at: float | None, sets: str) -> None:
        play = Play(workout(timed(9, sets=2, sides="left-right")))
        play.do(Start())
        if skipped_at is not None:
            play.do(Skip(), skipped_at)
        assert play.to(1000)[-2].endswith(f"Well done, {sets} done")
        record = play.record()
        assert f"{record.sets_done} set" in sets
        assert (record.sets_planned, len(record.sets)) == (2, 4)

    def test_warm_up_and_cool_down_are_no_sets(self) -> None:
        play = Play(workout(timed(9), warm_up=[timed(9)], cool_down=[timed(9)]))
        play.do(Start())
        assert play.to(1000)[-2].endswith("Well done, 1 set done")

    def test_who_stops_is_not_praised(self, holds: Play) -> None:
        assert not [text for text in holds.do(Stop(), 30) if "Well done" in text]


class TestJump:
    @pytest.mark.parametrize("target", [0, 2, 4])
    def test_anywhere_even_to_where_one_is(self, holds: Play, target: int) -> None:
        holds.do(Jump(2))
        again = 2 if target in {0, 2} else 1
        assert uncued(holds.do(Jump(target), 3)) == [
            "3 end 2 #1 3 jumped",
            f"3 step {target} #{again}",
        ]

    def test_in_a_pause(self, holds: Play) -> None:
        holds.do(Pause(), 3)
        assert holds.do(Jump(4), 5) == ["5 end 0 #1 3 jumped"]
        assert (holds.step, holds.situation) == (4, Situation.PAUSED)

    def test_in_the_count_back_in(self, holds: Play) -> None:
        holds.do(Pause(), 3)
        holds.do(Resume(), 5)
        assert uncued(holds.do(Jump(1), 6)) == ["6 resumed 0", "6 end 0 #1 3 jumped", "6 step 1 #1"]


class TestStop:
    @pytest.mark.parametrize(
        ("before", "told"),
        [
            ([], ["9 end 0 #1 9 stopped", "9 stopped"]),
            ([Pause()], ["9 end 0 #1 5 stopped", "9 stopped"]),
            ([Pause(), Resume()], ["9 resumed 0", "9 end 0 #1 5 stopped", "9 stopped"]),
            ([Pause(), Skip()], ["9 end 1 #0 0 stopped", "9 stopped"]),
        ],
        ids=["in a set", "in a pause", "in the count back in", "before a step that never began"],
    )
    def test_ends_the_session_here(
        self, holds: Play, before: list[Command], told: list[str]
    ) -> None:
        for place, command in enumerate(before):
            holds.do(command, 5 + 3 * place)
        assert uncued(holds.do(Stop(), 9)) == told
        assert holds.to(1000) == []
        assert not holds.record().completed
        assert holds.record().duration == 9 * SECOND


def test_a_late_wake_up_tells_all_at_its_due_time(holds: Play) -> None:
    assert uncued(holds.to(3600)) == text_of("""
        20 end 0 #1 20 completed
        20 step 1 #1
        30 end 1 #1 10 completed
        30 step 2 #1
        50 end 2 #1 20 completed
        50 step 3 #1
        60 end 3 #1 10 completed
        60 step 4 #1
        80 end 4 #1 20 completed
        80 finished
    """)


@pytest.mark.parametrize(
    "command", [Skip(), Back(), RedoSet(), Jump(1), AddTime(), Pause(), Stop()]
)
def test_a_command_stamped_before_what_was_told_happens_at_the_latest_time_told(
    holds: Play, command: Command
) -> None:
    other = Play(workout(timed(20, sets=3, rest_seconds=10)))
    other.do(Start())
    assert holds.to(17) == other.to(17)
    assert holds.do(command, 11) == other.do(command, 17)
    assert holds.session.state == other.session.state


def test_a_session_may_start_at_any_time_on_the_clock() -> None:
    play = Play(workout(timed(2)))
    play.to(100)
    assert uncued(play.do(Start(), 100.5)) == ["100.5 session", "100.5 step 0 #1"]
    assert uncued(play.to(102.5)) == ["102.5 end 0 #1 2 completed", "102.5 finished"]


def test_a_session_without_steps_is_over_when_it_starts() -> None:
    session = Session(Timeline("", "", ()))
    assert [type(event).__name__ for event in session.handle(Start(), 5)] == [
        "SessionStarted",
        "SessionFinished",
    ]
    assert session.step is None
    assert session.next_deadline() is None
    assert session.legal_commands() == frozenset()


def test_looking_ahead_leaves_no_trace(walk: Play) -> None:
    before = walk.session.state.copy()
    ahead = walk.session.peek(10_000 * SECOND)
    assert walk.session.state == before
    assert walk.session.advance(Nanoseconds(10_000 * SECOND)) == ahead
