"""What whole sessions tell, event by event, on a fake clock."""

import pytest

from soleus_timer.domain.session.commands import Done, Pause, Resume, Situation, Start
from soleus_timer.domain.timeline import StepKind
from soleus_timer.domain.workout import Workout
from tests.domain.helpers import (
    EVERYTHING,
    Fields,
    Play,
    circuit,
    lay,
    play_to,
    reps,
    text_of,
    timed,
    tip_toe_walk,
    uncued,
    until_done,
    walked,
    workout,
)


def test_the_articles_walk_from_start_to_finish() -> None:
    play = Play(tip_toe_walk())
    told = play.do(Start()) + play.to(1000)
    assert uncued(told) == text_of("""
        0 session
        0 step 0 #1
        10 end 0 #1 10 completed
        10 step 1 #1
        10 leg 0 down
        25 leg 1 turn
        28 leg 2 back
        43 end 1 #1 33 completed
        43 step 2 #1
        103 end 2 #1 60 completed
        103 step 3 #1
        103 leg 0 down
        118 leg 1 turn
        121 leg 2 back
        136 end 3 #1 33 completed
        136 step 4 #1
        196 end 4 #1 60 completed
        196 step 5 #1
        196 leg 0 down
        211 leg 1 turn
        214 leg 2 back
        229 end 5 #1 33 completed
        229 finished
    """)
    main_part = 229 - 10
    assert main_part == 3 * 60 + 39


def test_the_cues_of_the_articles_walk() -> None:
    play = Play(tip_toe_walk())
    told = play.do(Start()) + play.to(103)
    assert [text for text in told if " cue " in text] == text_of("""
        0 cue - Get ready: Tip toe walking, 10 feet down and back
        7 cue tick
        8 cue tick
        9 cue tick
        10 cue work Set 1 of 3. Go
        13 cue - Heels one to two inches up
        21 cue - Knees soft
        25 cue turn Turn around
        28 cue work Back to the start
        30.5 cue - Eyes forward
        33 cue - Ten seconds
        40 cue tick
        41 cue tick
        42 cue tick
        43 cue rest Rest, 60 seconds
        85 cue - Next: Set 2 of 3, Tip toe walking, 10 feet down and back
        93 cue - Ten seconds
        100 cue tick
        101 cue tick
        102 cue tick
        103 cue work Set 2 of 3. Go
    """)
    assert [text for text in play.to(229) if " cue " in text] == text_of("""
        106 cue - Heels one to two inches up
        118 cue turn Turn around
        121 cue work Back to the start
        123.5 cue - Knees soft
        126 cue - Ten seconds
        133 cue tick
        134 cue tick
        135 cue tick
        136 cue rest Rest, 60 seconds
        178 cue - Next: Last set, Tip toe walking, 10 feet down and back
        186 cue - Ten seconds
        193 cue tick
        194 cue tick
        195 cue tick
        196 cue work Last set. Go
        199 cue - Eyes forward
        211 cue turn Turn around
        214 cue work Back to the start
        216.5 cue - Heels one to two inches up
        219 cue - Ten seconds
        226 cue tick
        227 cue tick
        228 cue tick
        229 cue done Well done, 3 sets done
    """)


SIDES = {"sides": "left-right", "switch_seconds": 5}

SESSIONS: dict[str, tuple[Workout, str]] = {
    "reps at a tempo": (
        workout(reps(2, "2-1-3-0")),
        """
        0 session
        0 step 0 #1
        0 rep 1 up
        0 cue work Go
        2 rep 1 hold
        3 rep 1 down
        3 cue down
        6 rep 1 counted
        6 rep 2 up
        6 cue - 1
        6 cue up
        8 rep 2 hold
        9 rep 2 down
        9 cue tick
        9.15 cue down
        10 cue tick
        11 cue tick
        11.3 cue - 2
        12 rep 2 counted
        12 end 0 #1 12 completed
        12 cue done Well done, 1 set done
        12 finished
        """,
    ),
    "a tempo in tenths, with a pause": (
        workout(reps(3, "0.1-0-0.2-0.3")),
        """
        0 session
        0 step 0 #1
        0 rep 1 up
        0 cue work Go
        0.1 rep 1 down
        0.1 cue down
        0.3 rep 1 pause
        0.6 rep 1 counted
        0.6 rep 2 up
        0.6 cue - 1
        0.7 rep 2 down
        0.8 cue tick
        0.9 rep 2 pause
        1.2 rep 2 counted
        1.2 rep 3 up
        1.2 cue - 2
        1.2 cue up
        1.3 rep 3 down
        1.3 cue down
        1.5 rep 3 pause
        1.5 cue - 3
        1.8 rep 3 counted
        1.8 end 0 #1 1.8 completed
        1.8 cue done Well done, 1 set done
        1.8 finished
        """,
    ),
    "sides, one after the other": (
        workout(timed(2, sets=2, rest_seconds=4, sides="right-left", switch_seconds=2)),
        """
        0 session
        0 step 0 #1
        0 cue work Set 1 of 2, Right side. Go
        1 cue tick
        2 end 0 #1 2 completed
        2 step 1 #1
        2 cue switch Switch to the left side
        3 cue tick
        4 end 1 #1 2 completed
        4 step 2 #1
        4 cue work Set 1 of 2, Left side. Go
        5 cue tick
        6 end 2 #1 2 completed
        6 step 3 #1
        6 cue rest Rest, 4 seconds
        7 cue tick
        8 cue tick
        9 cue tick
        10 end 3 #1 4 completed
        10 step 4 #1
        10 cue work Last set, Right side. Go
        11 cue tick
        12 end 4 #1 2 completed
        12 step 5 #1
        12 cue switch Switch to the left side
        13 cue tick
        14 end 5 #1 2 completed
        14 step 6 #1
        14 cue work Last set, Left side. Go
        15 cue tick
        16 end 6 #1 2 completed
        16 cue done Well done, 2 sets done
        16 finished
        """,
    ),
    "a circuit of two rounds, one of whose stations has sides": (
        workout(
            circuit(
                timed(1),
                timed(1, sides="left-right", switch_seconds=1),
                rounds=2,
                rest_seconds=1,
                rest_between_exercises_seconds=0.5,
            )
        ),
        """
        0 session
        0 step 0 #1
        0 cue work Set 1 of 2. Go
        1 end 0 #1 1 completed
        1 step 1 #1
        1 cue rest Rest, 0.5 seconds
        1.5 end 1 #1 0.5 completed
        1.5 step 2 #1
        1.5 cue work Set 1 of 2, Left side. Go
        2.5 end 2 #1 1 completed
        2.5 step 3 #1
        2.5 cue switch Switch to the right side
        3.5 end 3 #1 1 completed
        3.5 step 4 #1
        3.5 cue work Set 1 of 2, Right side. Go
        4.5 end 4 #1 1 completed
        4.5 step 5 #1
        4.5 cue rest Rest, 1 second
        5.5 end 5 #1 1 completed
        5.5 step 6 #1
        5.5 cue work Last set. Go
        6.5 end 6 #1 1 completed
        6.5 step 7 #1
        6.5 cue rest Rest, 0.5 seconds
        7 end 7 #1 0.5 completed
        7 step 8 #1
        7 cue work Last set, Left side. Go
        8 end 8 #1 1 completed
        8 step 9 #1
        8 cue switch Switch to the right side
        9 end 9 #1 1 completed
        9 step 10 #1
        9 cue work Last set, Right side. Go
        10 end 10 #1 1 completed
        10 cue done Well done, 4 sets done
        10 finished
        """,
    ),
    "warm-up with sides, main part, cool-down": (
        workout(
            timed(1),
            prepare_seconds=2,
            warm_up=[timed(1, title="Pumps", sides="left-right", switch_seconds=1)],
            cool_down=[timed(1, title="Stretch")],
        ),
        """
        0 session
        0 step 0 #1
        0 cue - Get ready: Pumps
        1 cue tick
        2 end 0 #1 2 completed
        2 step 1 #1
        2 cue work Warm up: Pumps, 1 second
        3 end 1 #1 1 completed
        3 step 2 #1
        3 cue switch Switch to the right side
        4 end 2 #1 1 completed
        4 step 3 #1
        4 cue work Warm up: Pumps, 1 second
        5 end 3 #1 1 completed
        5 step 4 #1
        5 cue - Get ready: Hold
        6 cue tick
        7 end 4 #1 2 completed
        7 step 5 #1
        7 cue work Go
        8 end 5 #1 1 completed
        8 step 6 #1
        8 cue work Cool down: Stretch, 1 second
        9 end 6 #1 1 completed
        9 cue done Well done, 1 set done
        9 finished
        """,
    ),
    "what is zero long costs nothing and is silent": (
        workout(
            timed(0, sets=3),
            timed(1, sets=2, rest_seconds=0),
            circuit(timed(1), timed(0), rest_between_exercises_seconds=9),
            timed(0, **SIDES),
            rest_between_blocks_seconds=1,
            warm_up=[timed(0, **SIDES)],
            cool_down=[timed(0)],
        ),
        """
        0 session
        0 step 0 #1
        0 cue work Set 1 of 2. Go
        1 end 0 #1 1 completed
        1 step 1 #1
        1 cue work Last set. Go
        2 end 1 #1 1 completed
        2 step 2 #1
        2 cue rest Rest, 1 second
        3 end 2 #1 1 completed
        3 step 3 #1
        3 cue work Go
        4 end 3 #1 1 completed
        4 cue done Well done, 3 sets done
        4 finished
        """,
    ),
}


@pytest.mark.parametrize(("model", "told"), SESSIONS.values(), ids=SESSIONS)
def test_a_session_nobody_touches(model: Workout, told: str) -> None:
    play = Play(model)
    assert play.do(Start()) + play.to(10_000) == text_of(told)


@pytest.mark.parametrize(
    "block",
    [walked(mode="tap"), reps(8), until_done()],
    ids=["a walk to tap", "reps without a tempo", "an open dose"],
)
def test_where_the_person_decides_the_clock_only_counts(block: Fields) -> None:
    play = Play(workout(block | {"sets": 2, "rest_seconds": 5}))
    assert play.do(Start()) == ["0 session", "0 step 0 #1", "0 cue work Set 1 of 2. Go"]
    assert play.session.next_deadline() is None
    assert play.to(5000) == []
    assert uncued(play.do(Done(), 5000.25)) == [
        "5000.25 end 0 #1 5000.25 done",
        "5000.25 step 1 #1",
    ]
    told = play.to(5010)
    assert uncued(told) == ["5005.25 end 1 #1 5 completed", "5005.25 step 2 #1"]
    assert play.do(Done(), 5020) == [
        "5020 end 2 #1 14.75 done",
        "5020 cue done Well done, 2 sets done",
        "5020 finished",
    ]


def test_an_open_set_is_cued_for_as_long_as_anybody_listens() -> None:
    play = Play(workout(until_done(exercise="tip-toe-walking")))
    told = play.do(Start()) + play.to(100_000)
    assert len([text for text in told if " cue -" in text]) == 37
    assert told[-1].startswith("291 ")


def test_two_beats_of_a_metronome_are_a_rep() -> None:
    play = Play(workout(until_done(dose={"kind": "open", "beats_per_minute": 60})))
    play.do(Start())
    told = play.to(3.5)
    play.do(Pause(), 3.5)
    play.do(Resume(), 100)
    told += play.to(105.5)
    told += play.do(Done(), 105.75)
    counted = [text for text in told if text.endswith("counted")]
    assert counted == ["2 rep 1 counted", "103.5 rep 2 counted", "105.5 rep 3 counted"]
    ((attempt,),) = [one.attempts for one in play.record().sets]
    assert attempt.reps == 3


def test_a_pause_in_a_set_ends_with_a_count_back_in() -> None:
    play = Play(workout(reps(2, "2-1-3-0")))
    play.do(Start())
    assert play.do(Pause(), 3.5) == [
        "2 rep 1 hold",
        "3 rep 1 down",
        "3 cue down",
        "3.5 paused 0 3.5",
    ]
    assert play.to(999) == []
    assert play.do(Resume(), 1000) == [
        "1000 count in 0 3",
        "1000 cue - Resuming",
        "1000 cue tick",
    ]
    assert play.to(1003) == [
        "1001 cue tick",
        "1002 cue tick",
        "1003 cue work",
        "1003 resumed 0",
    ]
    assert play.to(1011.5) == text_of("""
        1005.5 rep 1 counted
        1005.5 rep 2 up
        1005.5 cue - 1
        1005.5 cue up
        1007.5 rep 2 hold
        1008.5 rep 2 down
        1008.5 cue tick
        1008.65 cue down
        1009.5 cue tick
        1010.5 cue tick
        1010.8 cue - 2
        1011.5 rep 2 counted
        1011.5 end 0 #1 12 completed
        1011.5 cue done Well done, 1 set done
        1011.5 finished
    """)


@pytest.mark.parametrize(
    ("count_in", "told"),
    [
        (0, ["20 resumed 0"]),
        (0.5, ["20 count in 0 0.5", "20 cue - Resuming", "20.5 cue work", "20.5 resumed 0"]),
        (
            1.5,
            [
                "20 count in 0 1.5",
                "20 cue - Resuming",
                "20.5 cue tick",
                "21.5 cue work",
                "21.5 resumed 0",
            ],
        ),
    ],
)
def test_the_count_back_in_takes_what_was_set(count_in: float, told: list[str]) -> None:
    play = Play(workout(timed(60)), count_in=count_in)
    play.do(Start())
    play.do(Pause(), 10)
    assert play.do(Resume(), 20) + play.to(30) == told


@pytest.mark.parametrize("step", range(len(lay(EVERYTHING).steps)))
def test_only_a_set_is_counted_back_in(step: int) -> None:
    play = play_to(step, Situation.PAUSED, EVERYTHING)
    kind = play.session.timeline.steps[step].kind
    assert ("count in" in play.do(Resume(), 1000)[0]) == (kind is StepKind.WORK)
