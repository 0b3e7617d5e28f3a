"""A press that comes a moment after the clock ended a step is not for the step that it began."""

import pytest

from soleus_timer.domain.session.commands import (
    GUARD,
    AddTime,
    Back,
    Command,
    Done,
    IllegalCommandError,
    Jump,
    Pause,
    RedoSet,
    Resume,
    Situation,
    Skip,
    Start,
    Stop,
    WakeUp,
)
from soleus_timer.domain.session.view import view_of
from soleus_timer.domain.units import from_seconds
from tests.domain.helpers import Play, timed, uncued, until_done, workout

GUARDED = 0.7


def play_of(*blocks: dict[str, object], until: float = 0) -> Play:
    play = Play(workout(*blocks))
    play.session.guard = GUARD
    play.do(Start(), 0)
    play.to(until)
    return play


SETS = timed(30, sets=3, rest_seconds=20)


@pytest.mark.parametrize("late", [0, 0.001, 0.09, 0.15, 0.699999999])
@pytest.mark.parametrize(
    ("began", "command"), [(30, Skip()), (30, Skip(1)), (50, Skip()), (50, Skip(2)), (50, Done())]
)
def test_what_comes_late_changes_nothing(began: float, command: Command, late: float) -> None:
    play = play_of(SETS, until=began - 0.01)
    undisturbed = play_of(SETS, until=began - 0.01)
    with pytest.raises(IllegalCommandError, match=type(command).__name__):
        play.do(command, began + late)
    assert play.to(300) == undisturbed.to(300)
    assert play.record().sets_done == 3


@pytest.mark.parametrize(("began", "command"), [(30, Skip()), (50, Skip()), (50, Done())])
def test_from_then_on_it_is_obeyed(began: float, command: Command) -> None:
    play = play_of(SETS, until=began)
    told = uncued(play.do(command, began + GUARDED))
    assert told[0].endswith("done" if isinstance(command, Done) else "skipped")


@pytest.mark.parametrize("command", [Pause(), Back(), RedoSet(), AddTime(), Jump(4), Stop()])
def test_all_else_is_obeyed_at_once(command: Command) -> None:
    assert play_of(SETS, until=30).do(command, 30)


@pytest.mark.parametrize(
    ("block", "press", "after"),
    [
        (timed(30, sets=3, rest_seconds=20), Done(), Skip()),
        (timed(30, sets=3, rest_seconds=20), Skip(), Skip()),
        (timed(30, sets=3, rest_seconds=20), Jump(2), Done()),
        (until_done(sets=2, rest_seconds=20), Done(), Skip()),
    ],
)
def test_what_a_person_began_is_not_guarded(
    block: dict[str, object], press: Command, after: Command
) -> None:
    play = play_of(block, until=5)
    play.do(press, 10)
    assert play.do(after, 10.1)


def test_who_pauses_has_seen_which_step_it_is() -> None:
    play = play_of(SETS, until=30)
    play.do(Pause(), 30.1)
    assert uncued(play.do(Skip(), 30.2)) == ["30.2 end 1 #1 0.1 skipped"]


def test_what_waits_after_a_sleep_is_begun_by_the_person() -> None:
    play = Play(workout(SETS), count_in=0)
    play.session.guard = GUARD
    play.do(Start(), 0)
    play.do(WakeUp(from_seconds(100)), 40)
    assert play.situation is Situation.PAUSED
    play.do(Resume(), 40.1)
    assert uncued(play.do(Done(), 40.2))[0] == "40.2 end 2 #1 0.1 done"


def test_each_of_several_short_steps_is_guarded() -> None:
    play = play_of(timed(0.5, sets=9, rest_seconds=0), until=0)
    for tenths in range(5, 45):
        with pytest.raises(IllegalCommandError):
            play.do(Skip(), tenths / 10)
    assert play.to(10)
    assert play.record().sets_done == 9


def test_what_is_offered_says_so_and_for_how_long() -> None:
    session = play_of(SETS, until=30).session
    for seconds, left in ((30, 0.7), (30.25, 0.45), (30.699, 0.001), (30.7, 0), (31, 0), (49, 0)):
        view = view_of(session, from_seconds(seconds))
        assert view.guard_left == from_seconds(left)
        assert (Skip in view.legal) == (left == 0)
        assert {Pause, Back, Stop} <= view.legal


def test_a_session_that_nobody_presses_is_not_guarded() -> None:
    play = play_of(SETS, until=30)
    play.session.guard = 0
    assert Skip in play.session.legal_commands()
    assert uncued(play.do(Skip(), 30))[0] == "30 end 1 #1 0 skipped"
