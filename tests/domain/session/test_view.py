"""What there is to see of a session at one moment."""

import pytest

from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import AddTime, Pause, Resume, Situation, Skip, Start
from soleus_timer.domain.session.view import View, view_of
from soleus_timer.domain.timeline import LegName
from soleus_timer.domain.units import from_seconds, to_seconds
from soleus_timer.domain.workout import Phase
from tests.domain.helpers import Play, reps, timed, tip_toe_walk, until_done, workout


def look(play: Play, at: float | None = None) -> View:
    return view_of(play.session, play.now if at is None else from_seconds(at))


@pytest.fixture
def walk() -> Play:
    play = Play(tip_toe_walk())
    play.do(Start())
    return play


def test_before_the_start_there_is_the_whole_to_see() -> None:
    view = look(Play(tip_toe_walk()))
    assert view.situation is Situation.READY
    assert view.legal == {Start}
    assert view.attempt == 0
    assert to_seconds(view.session_remaining) == 229


@pytest.mark.parametrize(
    ("at", "left", "all_left", "leg"),
    [
        (10, 33, 219, LegName.DOWN),
        (24.999, 18.001, 204.001, LegName.DOWN),
        (25, 18, 204, LegName.TURN),
        (28, 15, 201, LegName.BACK),
        (43, 60, 186, None),
        (229, 0, 0, LegName.BACK),
    ],
)
def test_in_the_walk(
    walk: Play, at: float, left: float, all_left: float, leg: LegName | None
) -> None:
    walk.to(at)
    view = look(walk)
    assert view.step_remaining == from_seconds(left)
    assert view.session_remaining == from_seconds(all_left)
    assert (view.leg.name if view.leg else None) == leg


def test_it_may_be_read_between_two_wake_ups_without_a_trace(walk: Play) -> None:
    walk.to(10)
    before = walk.session.state.copy()
    assert look(walk, 26).leg != look(walk, 11).leg
    assert look(walk, 5000).step_remaining == 0
    assert walk.session.state == before


def test_what_comes_next(walk: Play) -> None:
    view = look(walk)
    assert view.next_step is view.next_effort is walk.session.timeline.steps[1]
    walk.to(10)
    view = look(walk)
    assert (view.next_step, view.next_effort) == walk.session.timeline.steps[2:4]
    walk.to(200)
    assert (look(walk).next_step, look(walk).next_effort) == (None, None)


@pytest.mark.parametrize(
    ("at", "rep", "phase"),
    [
        (0, 1, Phase.UP),
        (1.999, 1, Phase.UP),
        (2, 1, Phase.HOLD),
        (3, 1, Phase.DOWN),
        (6, 2, Phase.UP),
        (11.999, 2, Phase.DOWN),
        (12, 2, Phase.DOWN),
    ],
)
def test_reps_at_a_tempo(at: float, rep: int, phase: Phase) -> None:
    play = Play(workout(reps(2, "2-1-3-0")))
    play.do(Start())
    play.to(at)
    assert (look(play).rep, look(play).phase) == (rep, phase)


def test_where_the_person_decides_there_is_no_countdown() -> None:
    play = Play(workout(until_done(sets=2, rest_seconds=10)))
    play.do(Start())
    play.to(20)
    view = look(play)
    assert (view.situation, view.step_remaining) == (Situation.WAITING, None)
    assert to_seconds(view.elapsed) == 20
    assert to_seconds(view.session_remaining) == 40 + 10 + 60
    play.to(100)
    assert to_seconds(look(play).session_remaining) == 10 + 60


def test_in_a_pause_everything_stands_still() -> None:
    play = Play(workout(timed(30, sets=2)))
    play.do(Start())
    play.do(Pause(), 12)
    view = look(play, 5000)
    assert view == look(play)
    assert view.step_remaining == from_seconds(18)
    play.do(AddTime(), 6000)
    assert look(play).step_remaining == from_seconds(33)
    assert look(play).step_duration == from_seconds(45)
    assert look(play).session_remaining == from_seconds(33 + 60 + 30)


def test_in_the_count_back_in_there_are_two_clocks() -> None:
    play = Play(workout(timed(30)))
    play.do(Start())
    play.do(Pause(), 12)
    assert look(play).count_in_remaining is None
    play.do(Resume(), 100)
    play.to(101.5)
    view = look(play)
    assert view.count_in_remaining == from_seconds(1.5)
    assert view.step_remaining == from_seconds(18)
    play.to(103)
    assert look(play).count_in_remaining is None


def test_a_step_passed_to_in_a_pause_has_not_begun(walk: Play) -> None:
    walk.do(Pause(), 12)
    walk.do(Skip(), 13)
    view = look(walk, 500)
    assert (view.attempt, view.elapsed) == (0, 0)
    assert view.step_remaining == from_seconds(60)


def cue(play: Play) -> str | None:
    shown = look(play).cue
    return english(shown) if shown else None


def test_the_cue_is_the_one_told_last_or_the_first_to_come(walk: Play) -> None:
    walk.to(10)
    assert cue(walk) == "Heels 1 to 2 inches up"
    walk.to(20.999)
    assert cue(walk) == "Heels 1 to 2 inches up"
    walk.to(21)
    assert cue(walk) == "Knees soft"
    walk.to(30.5)
    assert cue(walk) == "Eyes forward"
    walk.to(43)
    assert cue(walk) == "Heels 1 to 2 inches up", "what to mind in the next set"
    walk.to(104)
    assert cue(walk) == "Heels 1 to 2 inches up"


def test_the_cue_does_not_change_in_a_pause_and_the_count_back_in(walk: Play) -> None:
    walk.do(Pause(), 21)
    assert cue(walk) == "Knees soft"
    walk.do(Resume(), 100)
    assert cue(walk) == "Knees soft"
    walk.do(Pause(), 101)
    assert cue(walk) == "Knees soft"
    walk.do(Resume(), 200)
    walk.to(203)
    assert cue(walk) == "Knees soft"


def test_a_set_too_short_for_form_cues_still_shows_one() -> None:
    play = Play(workout(timed(5, exercise="tip-toe-walking", sets=2, rest_seconds=0)))
    play.do(Start())
    assert cue(play) == "Heels 1 to 2 inches up"
    play.to(5)
    assert cue(play) == "Knees soft"


def test_after_the_end_there_is_nothing_left(walk: Play) -> None:
    walk.to(500)
    view = look(walk)
    assert (view.situation, view.session_remaining, view.legal) == (
        Situation.FINISHED,
        0,
        frozenset(),
    )
