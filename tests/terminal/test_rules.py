"""What a terminal does with a press that comes too late, and what it says of sets left out."""

import pytest

from soleus_timer.domain.session.commands import Skip, Start
from soleus_timer.domain.session.events import EndReason
from soleus_timer.domain.session.machine import Session, simulate
from soleus_timer.domain.session.recorder import fold
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import SECOND, Nanoseconds, to_seconds
from soleus_timer.terminal.faces import PictureFace
from soleus_timer.terminal.keys import Key
from soleus_timer.terminal.lists import summary_lines
from soleus_timer.terminal.player import Ending, Player
from tests.terminal.test_player import PLAIN, ObedientClock, Played, ScriptedConsole, timeline_of


@pytest.fixture
def timed() -> Timeline:
    """Prepare 5 s, 30 s, rest 20 s, 30 s."""
    return timeline_of({"kind": "time", "seconds": 30})


@pytest.mark.parametrize("late", [0.0, 0.09, 0.15, 0.69])
@pytest.mark.parametrize("speed", [1.0, 10.0])
def test_enter_a_moment_after_the_clock_began_a_step_changes_nothing(
    timed: Timeline, speed: float, late: float
) -> None:
    pressed = [(began + late * speed, Key.DONE_OR_SKIP) for began in (5, 35, 55)]
    assert Played(timed, *pressed, speed=speed).events == list(simulate(timed))


def test_enter_is_obeyed_soon_after_and_only_then_on_the_screen(timed: Timeline) -> None:
    played = Played(timed, (35.72, Key.DONE_OR_SKIP))
    assert played.ends == [(0, "completed"), (1, "completed"), (2, "skipped"), (3, "completed")]
    hints = [(at, text) for at, text in played.console.written if "Space pause" in text]
    without = [to_seconds(at) for at, text in hints if "Enter" not in text]
    # The picture changes every tenth of a second, and when a step begins.
    assert without[:2] == [5, 35]
    again = [to_seconds(at) for at, text in hints if "Enter" in text and at > 35 * SECOND]
    assert again[0] == pytest.approx(35.7, abs=0.1)


def test_where_nobody_can_press_anything_a_short_set_is_done_at_once() -> None:
    quick = timeline_of({"kind": "open", "about_seconds": 0.3}, rest_seconds=0.2)
    assert Played(quick, has_keys=False).events == list(simulate(quick))


def test_who_left_a_set_out_is_not_praised_for_all(timed: Timeline) -> None:
    session = Session(timed)
    events = [*session.handle(Start(), 0), *session.advance(40 * SECOND)]
    events += [*session.handle(Skip(), 40 * SECOND), *session.handle(Skip(), 41 * SECOND)]
    lines = summary_lines(timed, fold(timed, events), Ending.FINISHED)
    assert lines[0] == "Finished."
    assert "  Sets done     1 of 2" in lines
    played = Played(timed)
    assert summary_lines(timed, played.record, played.ending)[0] == "Well done."


def test_a_key_that_does_nothing_says_why(timed: Timeline) -> None:
    played = Played(timed, (2, Key.REDO))
    assert "There is no set to do again yet." in played.console.text
    walked = timeline_of({"kind": "distance", "distance": 10, "mode": "hands-free"})
    played = Played(walked, (10, Key.ADD_TIME))
    assert "Seconds are added only to steps that are measured in seconds." in played.console.text
    assert "Seconds are added" not in Played(timed, (10, Key.ADD_TIME)).console.text


@pytest.mark.parametrize("milliseconds", range(680, 702))
def test_enter_at_the_end_of_that_time_never_skips_a_set(milliseconds: int) -> None:
    """Time goes on between one look at the clock and the next."""

    class Restless(ObedientClock):
        def now(self) -> Nanoseconds:
            self.at += 1_000_000 if self.at > 5.6 * SECOND else 0
            return super().now()

    timeline = timeline_of({"kind": "time", "seconds": 3}, sets=1)
    clock = Restless()
    console = ScriptedConsole(clock, [(5 + milliseconds / 1000, Key.DONE_OR_SKIP)])
    face = PictureFace(console, PLAIN)
    player = Player(timeline, SessionPreferences(), clock, console, face, muted=True)
    player.play()
    (done,) = player.record.sets
    assert done.attempts[0].reason in {EndReason.COMPLETED, EndReason.DONE}


def test_enter_leaves_a_set_that_has_not_begun(timed: Timeline) -> None:
    keys = [(2, Key.PRIMARY), (3, Key.DONE_OR_SKIP), (4, Key.DONE_OR_SKIP), (5, Key.PRIMARY)]
    played = Played(timed, *((float(at), key) for at, key in keys))
    assert played.ends[:2] == [(0, "skipped"), (1, "skipped")]
    hints = [text for at, text in played.console.written if 3 * SECOND <= at < 4 * SECOND]
    assert any("Enter skip" in text for text in hints)
