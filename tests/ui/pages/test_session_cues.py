"""What was said is shown as long as it is true, and buttons that are off say why."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from soleus_timer.domain.session.commands import AddTime, Back, Skip, Start
from soleus_timer.domain.settings import CuePreferences, FormCues, SessionPreferences
from soleus_timer.domain.workout import Workout
from tests.domain.helpers import lay, timed, tip_toe_walk, until_done, walked, workout
from tests.ui.conftest import Desk


def begin(desk: Desk, model: Workout, *, form_cues: bool = True) -> None:
    """Start a workout, with reminders to fall back on or without."""
    cues = CuePreferences(form_cues=FormCues.ALL if form_cues else FormCues.NONE)
    desk.runner.load(lay(model), SessionPreferences(cues=cues))
    desk.runner.send(Start())
    desk.pages.pages.setCurrentWidget(desk.pages.session)


def shown_at(desk: Desk, *moments: float) -> dict[float, str]:
    """Return what the cue shows at these seconds of the session."""
    found = {}
    for seconds in moments:
        desk.wait(seconds - desk.clock.time / 1e9)
        desk.pages.session._refresh()
        found[seconds] = desk.shown("Cue")
    return found


def test_ten_seconds_are_shown_while_the_clock_shows_ten(desk: Desk) -> None:
    begin(desk, workout(timed(60)), form_cues=False)
    assert shown_at(desk, 29.9, 30, 31.9, 32, 49.9, 50, 50.9, 51, 54, 59.9) == {
        29.9: "",
        30: "Halfway",
        31.9: "Halfway",
        32: "",
        49.9: "",
        50: "Ten seconds",
        50.9: "Ten seconds",
        51: "",
        54: "",
        59.9: "",
    }


def test_then_it_is_no_longer_shown(desk: Desk) -> None:
    begin(desk, tip_toe_walk())
    found = shown_at(desk, 33, 33.9, 34, 37)
    assert (found[33], found[33.9]) == ("Ten seconds", "Ten seconds")
    assert "Ten seconds" not in {found[34], found[37]}


@pytest.mark.parametrize("command", [AddTime(), Back(), Skip()])
def test_what_a_press_makes_untrue_leaves_at_once(
    desk: Desk, command: AddTime | Back | Skip
) -> None:
    begin(desk, workout(timed(60, sets=2, rest_seconds=60)), form_cues=False)
    assert shown_at(desk, 50.5) == {50.5: "Ten seconds"}
    desk.runner.send(command)
    assert desk.shown("Cue") != "Ten seconds"


def test_how_long_a_rest_is_gives_way_to_the_clock(desk: Desk) -> None:
    begin(desk, workout(timed(20, sets=2, rest_seconds=60)), form_cues=False)
    assert shown_at(desk, 20, 21.9, 22, 30, 62, 69) == {
        20: "Rest, 60 seconds",
        21.9: "Rest, 60 seconds",
        22: "",
        30: "",
        62: "Next: Last set, Hold, 20 seconds",
        69: "",
    }
    begin(desk, workout(timed(20, sets=2, rest_seconds=60)), form_cues=False)


def why(desk: Desk, name: str) -> tuple[bool, str]:
    """Return whether a button can be pressed, and what a screen reader hears beside its key."""
    button = getattr(desk.pages.session.transport, name)
    accessible = QAccessible.queryAccessibleInterface(button)
    assert accessible.state().disabled == (not button.isEnabled())
    told = accessible.text(QAccessible.Text.Description)
    assert told == button.toolTip()
    told, _, key = told.rpartition("Key: ")
    assert key in {"Enter", "P", "+", "R", "Left"}
    return button.isEnabled(), told.strip()


SECONDS_ONLY = "Seconds are added only to steps that are measured in seconds."


@pytest.mark.parametrize("block", [walked(), walked(mode="tap"), until_done()])
def test_where_seconds_cannot_be_added_the_button_is_off_and_says_why(
    qtbot: QtBot, desk: Desk, block: dict[str, object]
) -> None:
    begin(desk, workout(block, prepare_seconds=5))
    assert why(desk, "add_time") == (True, "")
    assert why(desk, "done") == (False, "There is no set to end now.")
    assert why(desk, "redo") == (False, "There is no set to do again yet.")
    desk.wait(6)
    assert why(desk, "add_time") == (False, SECONDS_ONLY)
    assert why(desk, "done") == why(desk, "redo") == (True, "")
    before = desk.shown("Remaining")
    qtbot.keyClick(desk.window, "+", Qt.KeyboardModifier.ShiftModifier)
    assert desk.shown("Remaining") == before
    assert desk.runner.send(Back())
    assert desk.runner.send(Skip())


def test_a_button_that_is_guarded_for_a_moment_explains_nothing(desk: Desk) -> None:
    begin(desk, workout(timed(30), prepare_seconds=5))
    desk.wait(5)
    assert why(desk, "done") == why(desk, "skip") == (False, "")


def test_the_strip_never_counts_below_zero(desk: Desk) -> None:
    begin(desk, workout(timed(60)))
    desk.runner.send(AddTime())
    assert desk.pages.session.stage.strip.accessibleDescription() == "0:00 of 1:00"
