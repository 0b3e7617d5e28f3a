"""A sheet: in its window at any size, with the keyboard, and away again."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.sheet import Sheet
from tests.ui.cut_texts import cut_texts

LONG = "Rise onto the balls of your feet, and lower the heels slowly. " * 30


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    made.setMinimumSize(320, 240)
    qtbot.addWidget(made)
    made.setCentralWidget(QPushButton("Page"))
    made.resize(800, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    page_of(made).setFocus()
    return made


def opened(window: QMainWindow, text: str = "Sure?") -> Sheet:
    sheet = Sheet(window, "Stop?", text)
    sheet.add_button("Keep going", is_default=True)
    sheet.add_button("Stop", "stop")
    sheet.add_button("Later", "later")
    sheet.open()
    QApplication.processEvents()
    return sheet


def page_of(window: QMainWindow) -> QPushButton:
    page = window.centralWidget()
    assert isinstance(page, QPushButton)
    return page


def focused() -> str:
    button = QApplication.focusWidget()
    assert isinstance(button, QPushButton)
    return button.text()


def press(qtbot: QtBot, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, *modifiers)


@pytest.mark.parametrize("size", [(320, 240), (360, 780), (800, 600), (3840, 2160)])
@pytest.mark.parametrize("text", ["Sure?", LONG])
def test_it_lies_in_its_window_whole(window: QMainWindow, size: tuple[int, int], text: str) -> None:
    sheet = opened(window, text)
    window.resize(*size)
    QApplication.processEvents()
    assert not sheet.isWindow()
    assert sheet.geometry() == window.rect()
    assert not cut_texts(window)
    area = sheet.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.height() > sheet.fontMetrics().height()
    for button in sheet.findChildren(QPushButton):
        assert button.height() >= SIZES.target
        assert button.width() >= SIZES.target
        assert sheet.rect().contains(
            button.rect().translated(button.mapTo(sheet, button.pos()) - button.pos())
        )


def test_what_has_no_room_is_scrolled_by_keys(qtbot: QtBot, window: QMainWindow) -> None:
    sheet = opened(window, LONG)
    window.resize(320, 240)
    QApplication.processEvents()
    area = sheet.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    press(qtbot, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0
    press(qtbot, Qt.Key.Key_Up)
    assert area.focusPolicy() & Qt.FocusPolicy.TabFocus
    window.resize(800, 2000)
    QApplication.processEvents()
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_tab_stays_within_and_the_focus_goes_back(qtbot: QtBot, window: QMainWindow) -> None:
    sheet = opened(window)
    stops = []
    for _ in range(4):
        stops.append(focused())
        press(qtbot, Qt.Key.Key_Tab)
    assert stops == ["Keep going", "Stop", "Later", "Keep going"]
    press(qtbot, Qt.Key.Key_Backtab)
    assert focused() == "Keep going"
    page_of(window).setFocus()
    assert QApplication.focusWidget() in sheet.findChildren(QPushButton), "the page cannot take it"
    with qtbot.waitSignal(sheet.answered) as answer:
        press(qtbot, Qt.Key.Key_Escape)
    assert answer.args == [None]
    assert page_of(window).hasFocus()


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ([Qt.Key.Key_Return], None),
        ([Qt.Key.Key_Enter], None),
        ([Qt.Key.Key_Tab, Qt.Key.Key_Return], "stop"),
        ([Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space], "later"),
    ],
)
def test_enter_is_the_default_or_what_has_the_focus(
    qtbot: QtBot, window: QMainWindow, keys: list[Qt.Key], answer: str | None
) -> None:
    sheet = opened(window)
    with qtbot.waitSignal(sheet.answered) as given:
        for key in keys:
            press(qtbot, key)
    assert given.args == [answer]


def test_neither_key_nor_press_comes_to_the_page(qtbot: QtBot, window: QMainWindow) -> None:
    pressed: list[str] = []
    page = page_of(window)
    page.clicked.connect(lambda: pressed.append("page"))
    shortcut = QShortcut(QKeySequence("M"), page)
    shortcut.activated.connect(lambda: pressed.append("key"))
    sheet = opened(window)
    press(qtbot, Qt.Key.Key_M)
    qtbot.mouseClick(window.childAt(5, 5), Qt.MouseButton.LeftButton)
    assert not pressed
    assert sheet.isVisible(), "nor is a press beside it an answer"
    sheet.reject()
    press(qtbot, Qt.Key.Key_M)
    assert pressed == ["key"]


def test_another_sheet_takes_its_place(qtbot: QtBot, window: QMainWindow) -> None:
    first = opened(window)
    with qtbot.waitSignal(first.answered) as answer:
        second = opened(window)
    assert answer.args == [None]
    second.reject()
    assert page_of(window).hasFocus()


def test_one_may_wait_for_the_answer(window: QMainWindow) -> None:
    sheet = Sheet(window, "Replace?")
    yes = sheet.add_button("Replace", True)
    QTimer.singleShot(0, yes, yes.click)
    assert sheet.ask() is True


def test_a_screen_reader_knows_it_as_a_dialog(window: QMainWindow) -> None:
    sheet = opened(window, "What you did is saved.")
    found = QAccessible.queryAccessibleInterface(sheet)
    assert found.role() is QAccessible.Role.Dialog
    assert found.text(QAccessible.Text.Name) == "Stop?"
    assert found.text(QAccessible.Text.Description) == "What you did is saved."


def test_it_shows_markup_as_it_is(window: QMainWindow) -> None:
    sheet = opened(window, "<b>half</b> & half")
    assert "<b>half</b> & half" in [label.text() for label in sheet.findChildren(QLabel)]
