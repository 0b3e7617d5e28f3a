"""Notices: dismissed until they are new, and an icon in the corner while a session runs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from soleus_timer.ui.notice_bar import NoticeBar
from tests.ui.conftest import Desk


def told(qtbot: QtBot) -> NoticeBar:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.tell("sound", "No sound.")
    bar.tell("screen", "The screen may go dark.")
    return bar


def test_what_was_dismissed_comes_back_only_when_it_is_new(qtbot: QtBot) -> None:
    bar = told(qtbot)
    bar.dismiss.click()
    assert bar.isHidden()
    assert bar.has("sound"), "it holds all the same"
    bar.tell("sound", "No sound.")
    assert bar.isHidden()
    bar.tell("sound", "No sound: trying again.")
    assert bar.text() == "No sound: trying again."
    assert not bar.isHidden()
    bar.dismiss.click()
    bar.withdraw("sound")
    assert not bar.has("sound")
    bar.tell("sound", "No sound: trying again.")
    assert not bar.isHidden(), "it went and came again"


def test_a_corner_stands_for_the_bar(qtbot: QtBot) -> None:
    bar = told(qtbot)
    corner = QPushButton()
    qtbot.addWidget(corner)
    bar.use_corner(corner)
    bar.set_in_corner(True)
    assert (bar.isHidden(), corner.isHidden()) == (True, False)
    assert corner.accessibleDescription() == bar.text()
    corner.click()
    assert not bar.isHidden()
    corner.click()
    assert bar.isHidden()
    corner.click()
    bar.dismiss.click()
    assert (bar.isHidden(), corner.isHidden()) == (True, True)
    bar.tell("log", "The log ends.")
    assert (bar.isHidden(), corner.isHidden()) == (True, False)
    bar.set_in_corner(False)
    assert (bar.isHidden(), corner.isHidden()) == (False, True)


def test_the_stage_keeps_its_room_and_its_focus(qtbot: QtBot, desk: Desk) -> None:
    pages, session = desk.pages, desk.pages.session
    pages.today.start.click()
    room, focused = session.size(), QApplication.focusWidget()
    pages.notices.tell("screen", "The screen may go dark.")
    QApplication.processEvents()
    corner = pages.notices.corner
    assert corner is not None
    assert corner.isVisible()
    assert corner.geometry().topRight() == pages.rect().topRight()
    qtbot.mouseClick(corner, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert pages.notices.isVisible()
    assert session.size() == room
    assert not pages.notices.dismiss.geometry().intersects(
        corner.geometry().translated(-pages.notices.pos())
    )
    assert QApplication.focusWidget() is focused
    desk.stop()
    QApplication.processEvents()
    assert pages.notices.isVisible()
    assert not corner.isVisible()
