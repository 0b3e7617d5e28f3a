"""What becomes of a session when the computer has slept."""

import pytest

from soleus_timer.domain.session.commands import (
    AddTime,
    IllegalCommandError,
    Pause,
    Resume,
    Revive,
    Situation,
    Skip,
    Start,
    Stop,
    WakeUp,
    falling_asleep,
)
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.settings import SessionPreferences, WhenAsleep
from soleus_timer.domain.units import from_seconds
from tests.domain.helpers import Play, text_of, timed, tip_toe_walk, uncued, until_done, workout


def slept(seconds: float) -> WakeUp:
    return WakeUp(from_seconds(seconds))


@pytest.fixture
def walk() -> Play:
    """The article's walk, started: prepare 10, then sets of 33 and rests of 60."""
    play = Play(tip_toe_walk())
    play.do(Start())
    return play


@pytest.mark.parametrize(
    ("at", "paused"),
    [(4, "4 paused 0 4"), (30, "30 paused 1 20")],
    ids=["while getting ready", "in a set"],
)
def test_what_leads_to_a_set_pauses_at_the_moment_of_sleep(
    walk: Play, at: float, paused: str
) -> None:
    walk.to(at)
    step = walk.step
    assert walk.do(slept(3600), at) == [f"{at:g} slept {step} 3600 0", paused]
    assert walk.to(at + 1000) == []


def test_a_set_that_the_person_ends_pauses_too() -> None:
    play = Play(workout(until_done()))
    play.do(Start())
    play.to(5)
    assert play.do(slept(60)) == ["5 slept 0 60 0", "5 paused 0 5"]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (30, ["30 slept 1 3600 0 awake", "30 paused 1 20"]),
        (50, ["50 slept 2 3600 53 awake"]),
    ],
    ids=["in a set", "in a rest"],
)
def test_it_is_the_same_where_only_the_program_stood_still(
    walk: Play, at: float, told: list[str]
) -> None:
    walk.to(at)
    assert uncued(walk.do(Revive(from_seconds(3600)), at))[: len(told)] == told


def test_the_count_back_in_is_a_pause_again(walk: Play) -> None:
    walk.do(Pause(), 20)
    walk.do(Resume(), 30)
    assert uncued(walk.do(slept(60), 31)) == ["31 slept 1 60 0", "31 paused 1 10"]


def test_a_pause_stays_one_and_only_gets_longer(walk: Play) -> None:
    walk.do(Pause(), 20)
    assert walk.do(slept(60), 30) == ["30 slept 1 60 0"]
    assert walk.situation is Situation.PAUSED
    walk.do(Stop(), 40)
    record = walk.record()
    assert (record.paused, record.duration) == (from_seconds(80), from_seconds(100))


def test_a_rest_runs_on_and_waits_at_its_end(walk: Play) -> None:
    walk.to(50)  # 7 s into the rest of 60
    assert walk.do(slept(40), 50) == ["50 slept 2 40 40"]
    assert walk.to(62.5) == []
    # Nothing counts down to a set that will not begin.
    assert walk.to(70) == text_of("""
        63 end 2 #1 60 completed
        63 paused 3 0
    """)
    assert walk.to(5000) == []
    assert uncued(walk.do(Resume(), 5000)) == ["5000 count in 3 3"]
    assert uncued(walk.to(5003)) == ["5003 resumed 3", "5003 step 3 #1", "5003 leg 0 down"]


def test_what_a_rest_tells_is_told_where_it_still_comes(walk: Play) -> None:
    walk.to(50)
    walk.do(slept(10), 50)
    told = walk.to(93)
    assert [line for line in told if "Next: Set 2 of 3" in line]
    assert not [line for line in told if "tick" in line or "Ten seconds" in line]


def test_a_rest_that_was_slept_through_waits_at_its_end(walk: Play) -> None:
    walk.to(50)
    assert walk.do(slept(3600)) == text_of("""
        50 slept 2 3600 53
        50 end 2 #1 60 completed
        50 paused 3 0
    """)
    record = walk.record()
    assert record.duration == from_seconds(3650)
    walk.do(Resume(), 51)
    walk.to(54)
    assert walk.record().paused == from_seconds(3600 - 53 + 4)


@pytest.mark.parametrize("sleep", [0, 1, 52.999999999])
def test_a_sleep_that_ends_within_the_rest(walk: Play, sleep: float) -> None:
    walk.to(50)
    walk.do(slept(sleep))
    assert uncued(walk.to(103 - sleep))[-1] == f"{103 - sleep:g} paused 3 0"


def test_whoever_does_something_is_there_and_the_set_begins(walk: Play) -> None:
    walk.to(50)
    walk.do(slept(20))
    walk.do(AddTime(), 51)
    told = walk.to(98)
    assert len([line for line in told if "tick" in line]) == 3
    assert uncued(told)[:2] == ["98 end 2 #1 75 completed", "98 step 3 #1"]


def test_a_skip_after_a_sleep_begins_the_set(walk: Play) -> None:
    walk.to(50)
    walk.do(slept(20))
    assert uncued(walk.do(Skip(), 60))[:2] == ["60 end 2 #1 37 skipped", "60 step 3 #1"]


def test_who_wants_it_pauses_in_rests_too() -> None:
    preferences = SessionPreferences(when_asleep=WhenAsleep.PAUSE)
    play = Play(tip_toe_walk())
    play.session = Session(play.session.timeline, preferences)
    play.do(Start())
    play.to(50)
    assert play.do(slept(3600)) == ["50 slept 2 3600 0", "50 paused 2 7"]


def test_two_sleeps_in_one_rest(walk: Play) -> None:
    walk.to(50)
    walk.do(slept(10))
    assert walk.do(slept(20), 52) == ["52 slept 2 20 20"]
    assert uncued(walk.to(73)) == ["73 end 2 #1 60 completed", "73 paused 3 0"]


def test_time_does_not_go_back_in_a_sleep(walk: Play) -> None:
    with pytest.raises(IllegalCommandError):
        walk.do(slept(-1), 50)


def test_nobody_sleeps_before_the_start_or_after_the_end() -> None:
    play = Play(workout(timed(20)))
    assert not play.session.is_legal(slept(5))
    play.do(Start())
    play.to(30)
    assert not play.session.is_legal(slept(5))


def asked_before_sleep(play: Play, when: WhenAsleep = WhenAsleep.RESTS_RUN_ON) -> object:
    return falling_asleep(play.situation, play.session.step, when)


def test_what_is_asked_before_a_sleep_that_is_announced(walk: Play) -> None:
    assert asked_before_sleep(walk) == Pause()
    walk.to(20)
    assert asked_before_sleep(walk) == Pause()
    walk.to(50)
    assert asked_before_sleep(walk) is None
    assert asked_before_sleep(walk, WhenAsleep.PAUSE) == Pause()
    walk.do(Pause())
    assert asked_before_sleep(walk, WhenAsleep.PAUSE) is None
    walk.do(Stop())
    assert asked_before_sleep(walk) is None
