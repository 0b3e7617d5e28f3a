"""The computer slept in a session: the page says how long, and what waits."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.domain.session.commands import Revive, Skip, WakeUp
from soleus_timer.domain.session.replay import Offer
from soleus_timer.domain.settings import Settings, WhenAsleep
from soleus_timer.domain.units import from_seconds
from tests.ui.conftest import Desk, MemoryStore

MINUTES = 60


@pytest.fixture
def press(qtbot: QtBot, desk: Desk) -> Callable[[Offer], None]:
    def press(offer: Offer) -> None:
        button = desk.pages.session.away.buttons[offer]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    return press


def start(desk: Desk, until: float) -> None:
    desk.pages.today.start.click()
    desk.wait(until)


def sleep(desk: Desk, seconds: float) -> None:
    desk.runner.send(WakeUp(from_seconds(seconds)))


def labels(desk: Desk) -> list[str]:
    buttons = desk.pages.session.away.buttons.values()
    return [button.text() for button in buttons if button.isVisible()]


def test_a_set_waits_and_goes_on_with_a_count_in(qtbot: QtBot, desk: Desk) -> None:
    start(desk, 29)
    sleep(desk, 12 * MINUTES + 4)
    away = desk.pages.session.away
    assert away.isVisible()
    assert away.message.text() == "The computer slept for 12 minutes. Your set is paused."
    assert labels(desk) == ["Resume set 1 of 3, 0:14 left", "Redo the set", "Finish here"]
    assert QApplication.focusWidget() is desk.pages.session.transport.primary
    sleep(desk, 60 * MINUTES)
    assert away.message.text().startswith("The computer slept for 1 hour and 12 minutes.")
    away.buttons[Offer.RESUME].setFocus()
    qtbot.keyClick(away.buttons[Offer.RESUME], Qt.Key.Key_Space)
    assert away.isHidden()
    assert QApplication.focusWidget() is desk.pages.session.transport.primary
    assert (desk.shown("Phase"), desk.shown("Countdown")) == ("Ready", "3")
    desk.wait(3)
    assert (desk.shown("Phase"), desk.shown("Countdown")) == ("Walk", "14")
    sleep(desk, 5)
    assert away.message.text() == "The computer slept for 5 seconds. Your set is paused."


def test_a_program_that_stood_still_is_named_and_not_the_computer(desk: Desk) -> None:
    start(desk, 29)
    desk.runner.send(Revive(from_seconds(30)))
    away = desk.pages.session.away
    assert away.isVisible()
    assert away.message.text() == "Soleus Timer stood still for 30 seconds. Your set is paused."
    assert labels(desk) == ["Resume set 1 of 3, 0:14 left", "Redo the set", "Finish here"]
    sleep(desk, 60 * MINUTES)
    assert away.message.text() == (
        "The computer slept for 1 hour. Soleus Timer stood still for 30 seconds. "
        "Your set is paused."
    )


@pytest.mark.parametrize("command", [WakeUp, Revive])
@pytest.mark.parametrize("until", [29, 60])
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, None])
def test_a_press_meant_for_the_moment_before_changes_nothing(
    qtbot: QtBot, desk: Desk, key: Qt.Key | None, until: int, command: type[WakeUp]
) -> None:
    start(desk, until)
    desk.runner.send(command(from_seconds(5)))
    before = desk.shown("Phase"), desk.shown("Set")
    transport = desk.pages.session.transport

    def press() -> None:
        if key is not None:
            qtbot.keyClick(desk.pages.session, key)
        else:
            button = transport.skip if transport.skip.isEnabled() else transport.done
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    desk.wait(0.6)
    press()
    assert (desk.shown("Phase"), desk.shown("Set")) == before
    desk.wait(0.2)
    press()
    assert (desk.shown("Phase"), desk.shown("Set")) != before


def test_the_set_is_done_again(desk: Desk, press: Callable[[Offer], None]) -> None:
    start(desk, 29)
    sleep(desk, 5)
    press(Offer.REDO_SET)
    desk.wait(3)
    assert desk.shown("Set") == "Set 1 of 3"
    assert desk.shown("Countdown") == "15"


def test_it_is_finished(desk: Desk, press: Callable[[Offer], None]) -> None:
    start(desk, 29)
    sleep(desk, 5)
    press(Offer.FINISH)
    assert desk.pages.pages.currentWidget() is desk.pages.summary
    assert desk.pages.session.away.isHidden()


def test_a_rest_runs_on_and_the_set_after_it_waits(
    desk: Desk, press: Callable[[Offer], None]
) -> None:
    start(desk, 10 + 33 + 20)
    sleep(desk, 30)
    away = desk.pages.session.away
    assert away.message.text() == (
        "The computer slept for 30 seconds. Your rest kept counting. "
        "The next step will wait for you."
    )
    assert desk.shown("Countdown") == "10"
    assert labels(desk) == ["Redo the set", "Finish here"]
    desk.wait(100)
    assert away.message.text() == (
        "The computer slept for 30 seconds. Your rest is over. The next step waits for you."
    )
    assert labels(desk)[0] == "Start set 2 of 3"
    press(Offer.RESUME)
    desk.wait(3)
    assert desk.shown("Set") == "Set 2 of 3"


def test_in_a_corner_window_only_what_waits_hides_the_clock(desk: Desk) -> None:
    desk.window.resize(320, 240)
    start(desk, 10 + 33 + 20)
    sleep(desk, 30)
    away = desk.pages.session.away
    assert not away.isVisible()
    assert desk.shown("Countdown") == "10"
    desk.wait(10)
    assert away.isVisible()
    assert away.size() == desk.pages.session.size()


def test_whoever_does_something_is_back(desk: Desk) -> None:
    start(desk, 10 + 33 + 20)
    sleep(desk, 5)
    assert desk.pages.session.away.isVisible()
    desk.runner.send(Skip())
    assert desk.pages.session.away.isHidden()


def test_a_rest_pauses_where_that_is_wanted(desk: Desk, store: MemoryStore) -> None:
    desk.pages.settings.changed.emit(Settings(when_asleep=WhenAsleep.PAUSE))
    start(desk, 10 + 33 + 20)
    sleep(desk, 2 * 60 * MINUTES)
    told = desk.pages.session.away.message.text()
    assert told == "The computer slept for 2 hours. Your rest is paused."
    assert desk.shown("Countdown") == "40"
    assert labels(desk)[0] == "Resume: Rest after set 1 of 3, 0:40 left"
