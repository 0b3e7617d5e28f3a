"""The first page: what may be chosen, what it comes to, and files that cannot be used."""

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from soleus_timer import resources
from soleus_timer.domain.appearance import Motion
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.library import BadFile, Problem
from soleus_timer.domain.timeline import Side
from soleus_timer.domain.units import LengthUnit
from soleus_timer.domain.workout import WalkMode, Workout
from soleus_timer.storage.validation import validate
from soleus_timer.ui.figure.still import StillFigure
from soleus_timer.ui.pages.today.hero import Welcome
from soleus_timer.ui.theme import LIGHT
from soleus_timer.ui.widgets.fields import Stepper
from tests.ui.conftest import WALK, Desk, MemoryStore, entry_of, setting_field


def cards_of(desk: Desk) -> list[str]:
    """Return the names on the cards."""
    cards = desk.pages.today.list.cards
    return [cards.card(row).name for row in range(cards.rowCount())]


def test_the_hero_tells_what_it_comes_to(desk: Desk) -> None:
    today = desk.pages.today
    assert today.title.text() == "Tip toe walking"
    assert today.facts.text() == "3 sets  ·  10 feet down and back  ·  3:49"
    assert today.hero.care.text().startswith("Take care: Walk beside a wall")
    assert today.start.hasFocus()


def test_choices_change_the_session_and_are_remembered(desk: Desk, store: MemoryStore) -> None:
    panel = desk.pages.today.choices
    panel.distance.setValue(15)
    panel.sets.setValue(4)
    panel.rest.setValue(30)
    panel.mode.setCurrentIndex(panel.mode.findData(WalkMode.TAP))
    assert desk.pages.today.facts.text() == "4 sets  ·  15 feet down and back  ·  about 4:52"
    assert store.settings.choices == {
        "tip-toe-walking": Choices(distance=15, sets=4, rest_seconds=30, mode=WalkMode.TAP)
    }
    desk.pages.show_workout(entry_of(WALK))
    assert panel.distance.value() == 15


def test_feet_become_metres_and_feet_again(desk: Desk, store: MemoryStore) -> None:
    panel = desk.pages.today.choices
    panel.distance.setValue(12)
    panel.unit.setCurrentIndex(panel.unit.findData(LengthUnit.METRE))
    assert (panel.distance.value(), panel.distance.minimum(), panel.distance.maximum()) == (
        3.5,
        3,
        4.5,
    )
    assert "3.5 metres down and back" in desk.pages.today.facts.text()
    panel.unit.setCurrentIndex(panel.unit.findData(LengthUnit.FOOT))
    assert panel.distance.value() == 11
    assert store.settings.choices["tip-toe-walking"].unit is None


def test_a_tapped_walk_counts_up_until_set_done(qtbot: QtBot, desk: Desk) -> None:
    panel = desk.pages.today.choices
    panel.mode.setCurrentIndex(panel.mode.findData(WalkMode.TAP))
    qtbot.mouseClick(desk.pages.today.start, Qt.MouseButton.LeftButton)
    desk.wait(10)
    assert desk.shown("Countdown") == "0"
    desk.wait(95)
    assert desk.shown("Countdown") == "1:35"
    transport = desk.pages.session.transport
    assert transport.primary.accessibleName() == "Set done"
    qtbot.mouseClick(transport.done, Qt.MouseButton.LeftButton)
    assert desk.shown("Phase") == "Paused", "beside the large button is Pause"
    qtbot.mouseClick(transport.primary, Qt.MouseButton.LeftButton)
    desk.wait(3)
    qtbot.mouseClick(transport.primary, Qt.MouseButton.LeftButton)
    assert desk.shown("Phase") == "Rest"


def test_a_workout_without_choices_offers_none(desk: Desk) -> None:
    blocks = [{"title": "Hold", "dose": {"kind": "time", "seconds": 45}}] * 2
    desk.pages.show_workout(
        entry_of(validate(Workout, {"name": "Holds", "blocks": blocks}), "holds")
    )
    panel = desk.pages.today.choices
    for field in (panel.distance, panel.unit, panel.sets, panel.rest, panel.mode, panel.side):
        assert field.isHidden()
    assert desk.pages.today.facts.text() == "2 sets  ·  45 seconds  ·  2:40"


def test_a_side_is_chosen_and_remembered(desk: Desk, store: MemoryStore) -> None:
    hold = {"title": "Hold", "dose": {"kind": "time", "seconds": 45}, "sides": "left-or-right"}
    entry = entry_of(validate(Workout, {"name": "Holds", "blocks": [hold]}), "holds")
    desk.pages.show_workout(entry)
    panel = desk.pages.today.choices
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
    today = desk.pages.today
    desk.pages.show_workout(bad)
    assert not today.start.isEnabled()
    assert today.problem.text() == (
        "calf.toml:12:5: block 1, rest_seconds: must be at least 0\n\n"
        "calf.toml:13: block 1, sest: unknown field"
    )
    assert cards_of(desk) == ["Tip toe walking", "calf.toml"]
    today.list.setCurrentIndex(today.list.cards.index(0))
    assert today.start.isEnabled()
    assert today.problem.isHidden()


def test_the_list_fills_while_the_window_lives(qtbot: QtBot, desk: Desk) -> None:
    today = desk.pages.today
    names = [f"workout-{number}" for number in range(300)]
    with qtbot.waitSignal(today.list.filled):
        today.list.fill(entry_of(WALK, name) for name in ["tip-toe-walking", *names])
    assert today.list.cards.rowCount() == 301, "what is there already is not listed twice"


def test_settings_are_applied_at_once_and_kept(
    qtbot: QtBot, desk: Desk, store: MemoryStore
) -> None:
    pages = desk.pages
    qtbot.mouseClick(pages.today.settings_button, Qt.MouseButton.LeftButton)
    page = pages.settings
    qtbot.waitUntil(lambda: pages.pages.currentWidget() is page)
    setting_field(page, "count_in_seconds").setValue(0)
    page.sound.setChecked(False)
    assert store.settings.count_in_seconds == 0
    assert "Sound is off" in pages.notices.text()
    qtbot.mouseClick(page.home, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(pages.today.start, Qt.MouseButton.LeftButton)
    desk.wait(20)
    for _ in range(2):
        qtbot.mouseClick(pages.session.transport.primary, Qt.MouseButton.LeftButton)
    assert desk.shown("Phase") == "Walk", "without a count back in it goes on at once"


@pytest.mark.parametrize("index", [1, 2])
def test_settings_that_cannot_be_kept_are_told(desk: Desk, store: MemoryStore, index: int) -> None:
    store.broken = True
    setting_field(desk.pages.settings, "appearance").setCurrentIndex(index)
    assert desk.pages.notices.text() == (
        "Settings cannot be saved (the folder is read-only). Another folder: --data-dir."
    )


def test_the_voice_is_a_choice_before_starting(
    qtbot: QtBot, desk: Desk, store: MemoryStore
) -> None:
    voice = desk.pages.today.panel.voice
    voice.click()
    assert not store.settings.voice
    setting_field(desk.pages.settings, "voice").setChecked(True)
    assert voice.isChecked(), "it follows the settings"


def test_less_and_more_stop_at_the_ends(qtbot: QtBot, desk: Desk) -> None:
    panel = desk.pages.today.choices
    (stepper,) = (one for one in panel.findChildren(Stepper) if one.field is panel.distance)
    assert not stepper.less.isEnabled()
    for _ in range(5):
        qtbot.mouseClick(stepper.more, Qt.MouseButton.LeftButton)
    assert panel.distance.value() == 15
    assert not stepper.more.isEnabled()
    assert stepper.less.accessibleName() == "Distance: less"
    qtbot.keyClick(panel.distance, Qt.Key.Key_Down)
    assert panel.distance.value() == 14


@pytest.mark.parametrize("size", [(320, 240), (640, 480), (800, 600), (1280, 800), (3840, 2160)])
def test_the_hero_does_not_jump_when_the_page_follows(
    qtbot: QtBot, desk: Desk, size: tuple[int, int]
) -> None:
    """The first frame and the page after it have everything in the same place."""
    figure = StillFigure(resources.hero_still(LIGHT.figure.name))
    welcome = Welcome(WALK.name, WALK.summary, figure)
    qtbot.addWidget(welcome)
    welcome.resize(*size)
    welcome.show()
    desk.window.resize(*size)
    QApplication.processEvents()
    there, here = welcome.hero, desk.pages.today.hero
    assert there.geometry() == here.geometry()
    for one, other in (
        (there.title, here.title),
        (there.summary, here.summary),
        (there.start, here.start),
        (there.figure, here.figure),
        (there.how, here.how),
    ):
        assert one is not None
        assert other is not None
        assert one.isHidden() == other.isHidden()
        if not one.isHidden():
            assert one.geometry() == other.geometry()
            assert one.font().pixelSize() == other.font().pixelSize()
    assert there.start.hasFocus() or not there.isActiveWindow()


@pytest.mark.parametrize(
    "size", [(320, 240), (480, 360), (640, 480), (800, 600), (1280, 800), (1920, 1080)]
)
def test_nothing_is_cut_and_nothing_overlaps(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    QApplication.processEvents()
    hero = desk.pages.today.hero
    parts = [
        part
        for part in (
            hero.title, hero.summary, hero.figure, hero.panel, hero.facts, hero.strip, hero.care,
            hero.how, hero.take_care, hero.start,
        )
        if part is not None and part.isVisible()
    ]  # fmt: skip
    assert {hero.title, hero.facts, hero.start} <= set(parts)
    for one, other in itertools.combinations(parts, 2):
        assert not one.geometry().intersects(other.geometry())
    assert all(hero.rect().contains(part.geometry()) for part in parts)
    for label in (hero.title, hero.facts):
        assert label.heightForWidth(label.width()) <= label.height()
    for button in hero.findChildren(QPushButton):
        if button.isVisible():
            assert button.minimumSizeHint().width() <= button.width() + 1, button.text()
    panel = desk.pages.today.panel
    if panel.isVisible():
        assert panel.choices.width() <= panel.viewport().width()
    page = desk.pages.today
    assert page.rect().contains(hero.start.mapTo(page, hero.start.rect().center()))


def test_the_figure_moves_while_somebody_is_there(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = desk.pages.today
    assert today.figure.player.is_running
    today._resting.timeout.emit()
    assert not today.figure.player.is_running, "a minute without anybody"
    QApplication.sendEvent(today, QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert today.figure.player.is_running
    desk.pages.pages.setCurrentWidget(desk.pages.settings)
    assert not today.figure.player.is_running
    field = setting_field(desk.pages.settings, "motion")
    field.setCurrentIndex(field.findData(Motion.LESS))
    desk.pages.pages.setCurrentWidget(today)
    assert not today.figure.player.is_running, "who wants less motion gets none"
