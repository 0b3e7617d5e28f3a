"""The article's session in the window: real buttons, real keys, a clock moved by hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from soleus_timer.domain.session.commands import Start, Stop
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import StepKind
from soleus_timer.ui.pages.session import page as session_page
from soleus_timer.ui.widgets.sheet import Sheet
from tests.ui.conftest import WALK, Desk, entry_of


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_one_press_leads_through_the_whole_session(qtbot: QtBot, desk: Desk) -> None:
    pages = desk.pages
    click(qtbot, pages.today.start)
    assert pages.pages.currentWidget() is pages.session
    assert desk.shown("Phase") == "Ready"
    assert desk.shown("Countdown") == "10"
    assert desk.shown("Set") == "Set 1 of 3"
    assert desk.shown("Next") == "Next: Set 1 of 3, Tip toe walking, 10 feet down and back"
    desk.wait(10)
    assert desk.shown("Phase") == "Walk"
    assert desk.shown("Countdown") == "15"
    assert desk.shown("Detail") == "To mark"
    assert desk.shown("Cue") == "Set 1 of 3. Go"
    desk.wait(3)
    assert desk.shown("Cue") == "Heels 1 to 2 inches up"
    desk.wait(12)
    assert desk.shown("Phase") == "Turn"
    assert desk.shown("Cue") == "Turn around"
    desk.wait(3)
    assert desk.shown("Detail") == "To start"
    desk.wait(15)
    assert desk.shown("Phase") == "Rest"
    assert desk.shown("Countdown") == "1:00"
    assert desk.shown("Set") == "1 of 3 done"
    assert desk.shown("Remaining") == "3:06 left"
    desk.wait(59.5)
    assert desk.shown("Countdown") == "1"
    desk.wait(0.5 + 33 + 60 + 33)
    assert pages.pages.currentWidget() is pages.summary
    assert pages.summary.title.text() == "Well done"
    assert pages.summary.table.rowCount() == 3
    done = pages.summary.table.item(2, 2)
    assert done is not None
    assert done.text() == "20 ft, 0:33"
    click(qtbot, pages.summary.again)
    assert pages.pages.currentWidget() is pages.session
    assert desk.shown("Phase") == "Ready"


def test_the_large_button_says_what_it_does(qtbot: QtBot, desk: Desk) -> None:
    transport = desk.pages.session.transport
    click(qtbot, desk.pages.today.start)
    desk.wait(12)
    said = [transport.primary.accessibleName()]
    click(qtbot, transport.primary)
    said.append(transport.primary.accessibleName())
    assert desk.shown("Phase") == "Paused"
    desk.wait(600)
    assert desk.shown("Countdown") == "13"
    click(qtbot, transport.primary)
    said.append(transport.primary.accessibleName())
    assert (desk.shown("Phase"), desk.shown("Countdown")) == ("Ready", "3")
    desk.wait(3)
    assert (desk.shown("Phase"), desk.shown("Countdown")) == ("Walk", "13")
    assert said == ["Pause", "Resume", "Pause"]
    assert transport.primary.text() == "Pause"


def test_the_keyboard_is_at_the_large_button_in_every_session(qtbot: QtBot, desk: Desk) -> None:
    for _ in range(3):
        click(qtbot, desk.pages.today.start)
        desk.wait(12)
        assert QApplication.focusWidget() is desk.pages.session.transport.primary
        desk.runner.send(Stop())
        click(qtbot, desk.pages.summary.home)


def test_every_button_does_its_work(qtbot: QtBot, desk: Desk) -> None:
    transport = desk.pages.session.transport
    click(qtbot, desk.pages.today.start)
    assert not transport.redo.isEnabled()
    assert not transport.done.isEnabled()
    click(qtbot, transport.add_time)
    assert desk.shown("Countdown") == "25"
    click(qtbot, transport.skip)
    assert desk.shown("Phase") == "Walk"
    assert not transport.add_time.isEnabled()
    desk.wait(5)
    click(qtbot, transport.done)
    assert desk.shown("Phase") == "Rest"
    click(qtbot, transport.redo)
    assert desk.shown("Set") == "Set 1 of 3"
    desk.wait(5)
    click(qtbot, transport.back)
    assert desk.shown("Countdown") == "15"
    assert desk.shown("Set") == "Set 1 of 3"
    click(qtbot, transport.back)
    assert desk.shown("Phase") == "Ready"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_Space, ("Paused", "10")),
        (Qt.Key.Key_P, ("Paused", "10")),
        (Qt.Key.Key_Return, ("Rest", "1:00")),
        (Qt.Key.Key_Enter, ("Rest", "1:00")),
        (Qt.Key.Key_PageDown, ("Rest", "1:00")),
        (Qt.Key.Key_Left, ("Walk", "15")),
        (Qt.Key.Key_PageUp, ("Walk", "15")),
        (Qt.Key.Key_R, ("Walk", "15")),
    ],
)
def test_keys_in_a_set(qtbot: QtBot, desk: Desk, key: Qt.Key, expected: tuple[str, str]) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_Space)
    desk.wait(15)
    qtbot.keyClick(desk.window, key)
    assert (desk.shown("Phase"), desk.shown("Countdown")) == expected


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_PageDown])
def test_a_key_that_is_held_counts_once(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, key: Qt.Key
) -> None:
    click(qtbot, desk.pages.today.start)
    desk.wait(20)
    focused = QApplication.focusWidget()
    assert focused is not None
    monkeypatch.setattr(session_page, "HELD_MS", 60_000)
    qtbot.keyPress(focused, key)
    pressed = desk.shown("Phase")
    assert pressed != "Walk"
    for _ in range(5):  # as X11 tells it
        qtbot.keyRelease(focused, key)
        qtbot.keyPress(focused, key)
    assert desk.shown("Phase") == pressed
    monkeypatch.setattr(session_page, "HELD_MS", 0)
    qtbot.keyRelease(focused, key)
    desk.wait(1)
    qtbot.keyPress(focused, key)
    assert desk.shown("Phase") != pressed


def test_keys_in_a_rest(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_Space)
    desk.wait(44)
    qtbot.keyClick(desk.window, "+", Qt.KeyboardModifier.ShiftModifier)
    assert desk.shown("Countdown") == "1:14"
    qtbot.keyClick(desk.window, Qt.Key.Key_PageDown)
    assert (desk.shown("Phase"), desk.shown("Set")) == ("Walk", "Set 2 of 3")


def test_a_press_just_after_the_set_ended_does_not_skip_the_rest(qtbot: QtBot, desk: Desk) -> None:
    click(qtbot, desk.pages.today.start)
    desk.wait(42.9)
    # The set ends while the finger moves; the window has not been told yet.
    desk.clock.time += 200_000_000  # type: ignore[assignment]
    desk.pages.session.press_done_or_skip()
    assert desk.shown("Phase") == "Rest"


@pytest.mark.parametrize("late", [0.09, 0.15, 0.6])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_PageDown])
def test_a_late_key_or_click_changes_nothing(
    qtbot: QtBot, desk: Desk, key: Qt.Key, late: float
) -> None:
    transport = desk.pages.session.transport
    click(qtbot, desk.pages.today.start)
    desk.wait(43 + late)
    qtbot.keyClick(desk.window, key)
    click(qtbot, transport.skip)
    assert desk.shown("Phase") == "Rest"
    desk.wait(60)
    qtbot.keyClick(desk.window, key)
    click(qtbot, transport.skip)
    click(qtbot, transport.done)
    assert (desk.shown("Phase"), desk.shown("Set")) == ("Walk", "Set 2 of 3")


def test_a_press_at_the_end_of_that_time_never_skips_the_set(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(qtbot, desk.pages.today.start)
    desk.wait(10.699)
    view = desk.runner.view()
    assert view is not None
    assert view.guard_left == 1_000_000
    desk.wait(0.002)  # between the look at the page and the press
    monkeypatch.setattr(desk.runner, "view", lambda: view)
    desk.pages.session.press_done_or_skip()
    monkeypatch.undo()
    desk.wait(0.1)
    after = desk.runner.view()
    assert after is not None
    assert after.step is not None
    assert (after.step.kind, after.set_done) == (StepKind.REST, True)


def test_enter_leaves_a_set_that_has_not_begun(qtbot: QtBot, desk: Desk) -> None:
    click(qtbot, desk.pages.today.start)
    desk.wait(5)
    click(qtbot, desk.pages.session.transport.primary)
    qtbot.keyClick(desk.window, Qt.Key.Key_Return)
    assert (desk.shown("Phase"), desk.shown("Next")) == ("Paused", "Next: Rest, 1:00")
    assert not desk.pages.session.transport.done.isEnabled()
    qtbot.keyClick(desk.window, Qt.Key.Key_Return)
    view = desk.runner.view()
    assert view is not None
    assert view.step is not None
    assert (view.step.kind, view.set_done) == (StepKind.REST, False)


def test_a_click_on_a_button_that_is_not_yet_painted_anew_changes_nothing(
    qtbot: QtBot, desk: Desk
) -> None:
    click(qtbot, desk.pages.today.start)
    desk.wait(102.9)
    # The rest ends while the finger moves; Skip still looks as if it could be pressed.
    desk.clock.time += 190_000_000  # type: ignore[assignment]
    assert desk.pages.session.transport.skip.isEnabled()
    click(qtbot, desk.pages.session.transport.skip)
    assert (desk.shown("Phase"), desk.shown("Set")) == ("Walk", "Set 2 of 3")


def test_it_is_seen_that_a_press_would_be_refused_and_when_no_more(
    qtbot: QtBot, desk: Desk
) -> None:
    session = desk.pages.session
    transport = session.transport
    click(qtbot, desk.pages.today.start)

    def offered() -> list[bool]:
        return [
            not QAccessible.queryAccessibleInterface(button).state().disabled
            for button in (transport.done, transport.skip)
        ]

    desk.wait(10)
    assert offered() == [False, False]
    assert transport.primary.isEnabled()
    assert transport.back.isEnabled()
    # The hand clock stands: the page itself must come back when the time is over.
    desk.clock.time += 700_000_000  # type: ignore[assignment]
    qtbot.waitUntil(lambda: offered() == [True, True])
    desk.wait(32.3)
    assert desk.shown("Phase") == "Rest"
    assert offered() == [False, False]
    desk.clock.time += 700_000_000  # type: ignore[assignment]
    qtbot.waitUntil(lambda: offered() == [False, True])


def test_the_keyboard_comes_back_to_a_button_that_was_guarded(qtbot: QtBot, desk: Desk) -> None:
    transport = desk.pages.session.transport
    click(qtbot, desk.pages.today.start)
    desk.wait(2)
    transport.skip.setFocus()
    desk.wait(8.1)
    assert desk.window.focusWidget() is transport.primary
    qtbot.keyClick(desk.window, Qt.Key.Key_Space)
    assert desk.shown("Phase") == "Walk", "a press that was meant for Skip pauses nothing"
    desk.clock.time += 600_000_000  # type: ignore[assignment]
    qtbot.waitUntil(lambda: desk.window.focusWidget() is transport.skip)
    qtbot.keyClick(desk.window, Qt.Key.Key_Space)
    assert desk.shown("Phase") == "Rest"


def test_a_click_leaves_space_with_the_large_button(qtbot: QtBot, desk: Desk) -> None:
    click(qtbot, desk.pages.today.start)
    click(qtbot, desk.pages.session.transport.add_time)
    qtbot.keyClick(desk.window, Qt.Key.Key_Space)
    assert desk.shown("Phase") == "Paused"


def test_every_control_is_reached_with_tab_and_pressed_with_space(qtbot: QtBot, desk: Desk) -> None:
    click(qtbot, desk.pages.today.start)
    desk.wait(44)
    reached = []
    for _ in range(8):
        focused = desk.window.focusWidget()
        if isinstance(focused, QPushButton) and focused.accessibleName() not in reached:
            reached.append(focused.accessibleName())
        qtbot.keyClick(desk.window, Qt.Key.Key_Tab)
    # Set done is switched off in a rest.
    assert reached == ["Pause", "Back", "Redo set", "Skip", "+15 s", "Stop"]
    desk.pages.session.transport.skip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(desk.window, Qt.Key.Key_Space)
    assert (desk.shown("Phase"), desk.shown("Set")) == ("Walk", "Set 2 of 3")


def test_mute_full_screen_and_the_list_of_keys(qtbot: QtBot, desk: Desk) -> None:
    window, pages = desk.window, desk.pages
    qtbot.keyClick(window, Qt.Key.Key_M)
    assert "Sound is off" in pages.notices.text()
    qtbot.keyClick(window, Qt.Key.Key_M)
    assert pages.notices.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert desk.runner.is_active
    qtbot.keyClick(window, "?")
    sheet = window.findChild(Sheet)
    assert isinstance(sheet, Sheet)
    assert sheet.accessibleName() == "Keys"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_M)
    assert pages.notices.isHidden(), "it reads like a page: its keys wait"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_nothing_is_painted_when_nobody_looks(qtbot: QtBot, desk: Desk) -> None:
    session = desk.pages.session
    click(qtbot, desk.pages.today.start)
    assert session.is_repainting
    qtbot.keyClick(desk.window, Qt.Key.Key_Space)
    assert not session.is_repainting, "in a pause nothing moves"
    qtbot.keyClick(desk.window, Qt.Key.Key_Space)
    assert session.is_repainting
    desk.window.showMinimized()
    assert not session.is_repainting
    desk.window.showNormal()
    assert session.is_repainting
    desk.pages.pages.setCurrentWidget(desk.pages.today)
    assert not session.is_repainting


def test_a_workout_that_is_loaded_and_not_started_waits(desk: Desk) -> None:
    entry = entry_of(WALK)
    desk.runner.load(entry.timeline(), SessionPreferences())
    desk.pages.pages.setCurrentWidget(desk.pages.session)
    assert desk.pages.session.transport.primary.accessibleName() == "Start"
    assert desk.shown("Countdown") == "10"
    assert desk.runner.send(Start())
