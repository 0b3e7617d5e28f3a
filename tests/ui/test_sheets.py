"""The sheets over the pages: cautions, the end of a session, jumps; and the pause meanwhile."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from soleus_timer.domain.appearance import Units
from soleus_timer.domain.cautions import cautions_of
from soleus_timer.domain.session.commands import Situation, WakeUp
from soleus_timer.domain.units import from_seconds
from soleus_timer.domain.workout import SetsBlock, Workout
from soleus_timer.storage.validation import validate
from soleus_timer.ui.sheets import CloseSheet, JumpSheet
from soleus_timer.ui.widgets.sheet import Sheet
from tests.ui.conftest import WALK, Desk, MemoryStore, entry_of


class MemoryJournal:
    """A journal that is never full."""

    def write(self, *_facts: object) -> None: ...

    def tick(self, at: int) -> None: ...

    def close(self) -> None: ...


ACHILLES = entry_of(
    validate(
        Workout,
        {
            "name": "Achilles holds",
            "cautions": ["Get a diagnosis first."],
            "blocks": [
                {"exercise": "tip-toe-walking", "dose": {"kind": "time", "seconds": 45}},
            ],
        },
    ),
    "achilles",
)


def sheet_of(desk: Desk) -> Sheet | None:
    """Return the sheet that is up."""
    up = [sheet for sheet in desk.window.findChildren(Sheet) if sheet.isVisible()]
    assert len(up) <= 1
    return up[0] if up else None


def answer(desk: Desk, button: str) -> None:
    """Press the button that says so."""
    sheet = sheet_of(desk)
    assert sheet is not None
    buttons = {one.text(): one for one in sheet.findChildren(QPushButton)}
    buttons[button].click()


def press_key(qtbot: QtBot, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    qtbot.keyClick(QApplication.focusWidget(), key)


READ = "I have read this: Start"


def test_the_articles_session_starts_by_one_press(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(desk.pages.today.start, Qt.MouseButton.LeftButton)
    assert desk.pages.pages.currentWidget() is desk.pages.session
    assert sheet_of(desk) is None, "its cautions stand beside Start"


def test_a_workout_with_cautions_of_its_own_asks_once(
    qtbot: QtBot, desk: Desk, store: MemoryStore
) -> None:
    today = desk.pages.today
    desk.pages.show_workout(ACHILLES)
    with qtbot.assertNotEmitted(today.start_asked):
        qtbot.mouseClick(today.start, Qt.MouseButton.LeftButton)
        sheet = sheet_of(desk)
        assert sheet is not None
        assert sheet.accessibleName() == "Before you start"
        assert sheet.text() == " ".join(("Achilles holds", *cautions_of(ACHILLES)))
        answer(desk, "Not now")
    assert not store.settings.cautions_seen, "who says not now is asked again"
    qtbot.mouseClick(today.start, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(today.start_asked):
        answer(desk, READ)
    desk.pages.pages.setCurrentWidget(today)
    with qtbot.waitSignal(today.start_asked):
        qtbot.mouseClick(today.start, Qt.MouseButton.LeftButton)
    assert len(store.settings.cautions_seen) == 1


def test_a_card_asks_too(qtbot: QtBot, desk: Desk) -> None:
    today = desk.pages.today
    today.list.cards.add([ACHILLES])
    today.list.setFocus()
    today.list.setCurrentIndex(today.list.cards.index(1))
    with qtbot.assertNotEmitted(today.start_asked):
        qtbot.keyClick(today.list, Qt.Key.Key_Space)
        answer(desk, "Not now")
    assert today.list.hasFocus(), "the focus goes back to where it was"


def test_the_button_shows_all_of_them_again(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(desk.pages.today.hero.take_care, Qt.MouseButton.LeftButton)
    sheet = sheet_of(desk)
    assert sheet is not None
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert set(cautions_of(entry_of(WALK))) <= set(texts)
    assert [button.text() for button in sheet.findChildren(QPushButton)] == ["Close"]
    answer(desk, "Close")
    assert sheet_of(desk) is None


@pytest.mark.parametrize(
    ("key", "started"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)]
)
def test_the_cautions_by_keyboard(qtbot: QtBot, desk: Desk, key: Qt.Key, started: bool) -> None:
    desk.pages.show_workout(ACHILLES)
    desk.pages.today.start.click()
    press_key(qtbot, key)
    assert sheet_of(desk) is None
    assert desk.runner.is_active is started


def test_other_measures_do_not_ask_again(qtbot: QtBot, desk: Desk, store: MemoryStore) -> None:
    workout = replace(ACHILLES.workout, cautions=["Keep {2 feet|half a metre} of floor clear."])
    today = desk.pages.today
    asked = 0
    for units in (Units.METRIC, Units.IMPERIAL, Units.METRIC):
        desk.pages.settings.changed.emit(replace(store.settings, units=units))
        desk.pages.show_workout(entry_of(workout, "measured"))
        with qtbot.waitSignal(today.start_asked):
            qtbot.mouseClick(today.start, Qt.MouseButton.LeftButton)
            if (sheet := sheet_of(desk)) is not None:
                asked += 1
                assert "Keep half a metre of floor clear." in sheet.text()
                answer(desk, READ)
        desk.pages.pages.setCurrentWidget(today)
    assert asked == 1


def begin(desk: Desk, seconds: float = 20) -> None:
    """Be `seconds` in a session, the first set of which begins after 10."""
    desk.pages.today.start.click()
    desk.wait(seconds)


def test_stop_pauses_asks_and_goes_on_where_it_was(qtbot: QtBot, desk: Desk) -> None:
    begin(desk)
    before = desk.shown("Countdown")
    desk.pages.session.transport.skip.setFocus()
    qtbot.mouseClick(desk.pages.session.transport.stop, Qt.MouseButton.LeftButton)
    desk.wait(100)
    assert desk.shown("Phase") == "Paused"
    press_key(qtbot, Qt.Key.Key_Space)
    assert sheet_of(desk) is None, "the safe answer has the focus"
    assert desk.pages.session.transport.skip.hasFocus()
    desk.wait(3)
    assert (desk.shown("Phase"), desk.shown("Countdown")) == ("Walk", before)


def test_stop_ends_the_session_by_its_own_answer(desk: Desk) -> None:
    begin(desk)
    desk.pages.session.stop_asked.emit()
    answer(desk, "Stop session")
    assert desk.pages.pages.currentWidget() is desk.pages.summary
    assert desk.pages.summary.title.text() == "Stopped early"


def test_what_was_paused_stays_so(qtbot: QtBot, desk: Desk) -> None:
    begin(desk)
    qtbot.keyClick(desk.window, Qt.Key.Key_Space)
    desk.pages.session.stop_asked.emit()
    answer(desk, "Keep going")
    desk.wait(9)
    assert desk.shown("Phase") == "Paused"


def test_a_computer_that_slept_meanwhile_waits_for_the_person(desk: Desk) -> None:
    begin(desk)
    desk.pages.session.stop_asked.emit()
    desk.runner.send(WakeUp(from_seconds(4000)))
    answer(desk, "Keep going")
    desk.wait(9)
    assert desk.shown("Phase") == "Paused"
    assert desk.pages.session.away.has_news


def test_a_jump_goes_on_there_with_a_count_back_in(qtbot: QtBot, desk: Desk) -> None:
    begin(desk)
    desk.pages.session.offer_jumps(3)
    press_key(qtbot, Qt.Key.Key_Return)
    assert desk.shown("Set") == "Set 2 of 3"
    view = desk.runner.view()
    assert view is not None
    assert view.situation is Situation.COUNTING_IN
    desk.wait(3)
    assert desk.shown("Phase") == "Walk"


def test_a_long_workout_offers_the_sets_around(desk: Desk) -> None:
    block = WALK.blocks[0]
    assert isinstance(block, SetsBlock)
    timeline = entry_of(replace(WALK, blocks=[replace(block, sets=90)])).timeline()
    sheet = JumpSheet(desk.window, timeline.steps, timeline.steps[-1].index)
    assert sheet.list.count() == 60
    assert sheet.list.currentItem().text().startswith("Set 90 of 90")
    assert sheet.list.currentRow() == 59
    sheet.deleteLater()


def test_closing_in_mid_session_can_leave_it_for_later(desk: Desk) -> None:
    desk.runner.session_log.journal = MemoryJournal()
    begin(desk)
    assert not desk.window.close()
    sheet = sheet_of(desk)
    assert sheet is not None
    assert not desk.window.close(), "asked once, however often one closes"
    assert sheet_of(desk) is sheet
    answer(desk, "Keep going")
    assert desk.window.isVisible()
    desk.wait(3)
    assert desk.shown("Phase") == "Walk"
    desk.window.close()
    answer(desk, "Close, resume later")
    assert not desk.window.isVisible()
    assert desk.runner.is_active, "no Stop: its journal is all that is left of it"


def test_closing_in_mid_session_can_end_it(desk: Desk) -> None:
    begin(desk)
    desk.window.close()
    answer(desk, "Stop session and close")
    assert not desk.window.isVisible()
    assert not desk.runner.is_active


@pytest.mark.parametrize("journal", [True, False])
def test_later_is_offered_only_where_the_journal_is_written(desk: Desk, journal: bool) -> None:
    if journal:
        desk.runner.session_log.journal = MemoryJournal()
        desk.pages.notices.tell("journal", "The disk is full.")
    begin(desk)
    desk.window.close()
    sheet = sheet_of(desk)
    assert sheet is not None
    buttons = [button.text() for button in sheet.findChildren(QPushButton)]
    assert buttons == ["Stop session and close", "Keep going"]
    answer(desk, "Keep going")


def test_closing_takes_the_place_of_another_question(desk: Desk) -> None:
    begin(desk)
    desk.pages.session.stop_asked.emit()
    desk.window.close()
    sheet = sheet_of(desk)
    assert isinstance(sheet, CloseSheet)
    sheet.reject()
    desk.wait(3)
    assert desk.shown("Phase") == "Walk", "paused by the first, resumed after the second"


def test_closing_without_a_session_does_not_ask(desk: Desk) -> None:
    assert desk.window.close()


def test_a_question_goes_with_its_session(desk: Desk) -> None:
    begin(desk)
    desk.pages.session.stop_asked.emit()
    desk.stop()
    assert sheet_of(desk) is None
