"""The first page: what may be chosen, what it comes to, and files that cannot be used."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from soleus_timer.core.choices import Choices
from soleus_timer.core.library import BadFile
from soleus_timer.core.problem import Problem
from soleus_timer.core.timeline import Side
from soleus_timer.core.units import LengthUnit
from soleus_timer.core.workout import WalkMode, Workout
from tests.ui.conftest import WALK, Desk, MemoryStore, entry_of


def test_the_hero_tells_what_it_comes_to(desk: Desk) -> None:
    home = desk.pages.home
    assert home.title.text() == "Tip toe walking"
    assert home.facts.text() == "3 sets  ·  10 feet down and back  ·  3:49"
    assert "Rise onto the balls of your feet." in home.how.text()
    assert home.start.hasFocus()


def test_choices_change_the_session_and_are_remembered(desk: Desk, store: MemoryStore) -> None:
    panel = desk.pages.home.choices
    panel.distance.setValue(15)
    panel.sets.setValue(4)
    panel.rest.setValue(30)
    panel.mode.setCurrentIndex(panel.mode.findData(WalkMode.TAP))
    assert desk.pages.home.facts.text() == "4 sets  ·  15 feet down and back  ·  about 4:52"
    assert store.settings.choices == {
        "tip-toe-walking": Choices(distance=15, sets=4, rest_seconds=30, mode=WalkMode.TAP)
    }
    desk.pages.show_workout(entry_of(WALK))
    assert panel.distance.value() == 15


def test_feet_become_metres_and_feet_again(desk: Desk, store: MemoryStore) -> None:
    panel = desk.pages.home.choices
    panel.distance.setValue(12)
    panel.unit.setCurrentIndex(panel.unit.findData(LengthUnit.METRE))
    assert (panel.distance.value(), panel.distance.minimum(), panel.distance.maximum()) == (
        3.5,
        3,
        4.5,
    )
    assert "3.5 metres down and back" in desk.pages.home.facts.text()
    panel.unit.setCurrentIndex(panel.unit.findData(LengthUnit.FOOT))
    assert panel.distance.value() == 11
    assert store.settings.choices["tip-toe-walking"].unit is None


def test_a_tapped_walk_counts_up_until_set_done(qtbot: QtBot, desk: Desk) -> None:
    panel = desk.pages.home.choices
    panel.mode.setCurrentIndex(panel.mode.findData(WalkMode.TAP))
    qtbot.mouseClick(desk.pages.home.start, Qt.MouseButton.LeftButton)
    desk.wait(10)
    assert desk.shown("Countdown") == "0:00"
    desk.wait(95)
    assert desk.shown("Countdown") == "1:35"
    qtbot.mouseClick(desk.pages.running.transport.done, Qt.MouseButton.LeftButton)
    assert desk.shown("Phase") == "Rest"


def test_a_workout_without_choices_offers_none(desk: Desk) -> None:
    blocks = [{"title": "Hold", "dose": {"kind": "time", "seconds": 45}}] * 2
    desk.pages.show_workout(
        entry_of(Workout.model_validate({"name": "Holds", "blocks": blocks}), "holds")
    )
    panel = desk.pages.home.choices
    for field in (panel.distance, panel.unit, panel.sets, panel.rest, panel.mode, panel.side):
        assert field.isHidden()
    assert desk.pages.home.facts.text() == "2 sets  ·  45 seconds  ·  2:40"


def test_a_side_is_chosen_and_remembered(desk: Desk, store: MemoryStore) -> None:
    hold = {"title": "Hold", "dose": {"kind": "time", "seconds": 45}, "sides": "left-or-right"}
    entry = entry_of(Workout.model_validate({"name": "Holds", "blocks": [hold]}), "holds")
    desk.pages.show_workout(entry)
    panel = desk.pages.home.choices
    assert not panel.side.isHidden()
    assert panel.side.currentText() == "Left"
    panel.side.setCurrentIndex(panel.side.findData(Side.RIGHT))
    assert store.settings.choices == {"holds": Choices(side=Side.RIGHT)}
    desk.pages.show_workout(entry_of(WALK))
    assert panel.side.isHidden()
    desk.pages.show_workout(entry)
    assert panel.side.currentText() == "Right"
    panel.side.setCurrentIndex(panel.side.findData(Side.LEFT))
    assert store.settings.choices["holds"] == Choices()


def test_a_bad_file_is_listed_with_its_problems(desk: Desk) -> None:
    path = Path("calf.toml")
    bad = BadFile(
        path,
        (
            Problem(path, "must be at least 0", "block 1, rest_seconds", 12, 5),
            Problem(path, "unknown field", "block 1, sest", 13),
        ),
    )
    home = desk.pages.home
    desk.pages.show_workout(bad)
    assert not home.start.isEnabled()
    assert home.problem.text() == (
        "calf.toml:12:5: block 1, rest_seconds: must be at least 0\n\n"
        "calf.toml:13: block 1, sest: unknown field"
    )
    assert "calf.toml" in home.list.item(1).text()
    home.list.setCurrentRow(0)
    assert home.start.isEnabled()
    assert home.problem.isHidden()


def test_the_list_fills_while_the_window_lives(qtbot: QtBot, desk: Desk) -> None:
    home = desk.pages.home
    names = [f"workout-{number}" for number in range(300)]
    with qtbot.waitSignal(home.list.filled):
        home.list.fill(entry_of(WALK, name) for name in ["tip-toe-walking", *names])
    assert home.list.count() == 301, "what is there already is not listed twice"


def test_settings_are_applied_at_once_and_kept(
    qtbot: QtBot, desk: Desk, store: MemoryStore
) -> None:
    pages = desk.pages
    qtbot.mouseClick(pages.home.settings_button, Qt.MouseButton.LeftButton)
    page = pages.settings
    assert pages.pages.currentWidget() is page
    page.count_in.setValue(0)
    page.sound.setChecked(False)
    assert store.settings.count_in_seconds == 0
    assert "Sound is off" in pages.notices.text()
    qtbot.mouseClick(page.home, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(pages.home.start, Qt.MouseButton.LeftButton)
    desk.wait(20)
    for _ in range(2):
        qtbot.mouseClick(pages.running.transport.primary, Qt.MouseButton.LeftButton)
    assert desk.shown("Phase") == "Work", "without a count back in it goes on at once"


@pytest.mark.parametrize("index", [1, 2])
def test_settings_that_cannot_be_kept_are_told(desk: Desk, store: MemoryStore, index: int) -> None:
    store.broken = True
    desk.pages.settings.appearance.setCurrentIndex(index)
    assert desk.pages.notices.text() == (
        "Settings cannot be kept (the folder is read-only). Another folder: --data-dir."
    )
