"""The values of fields: told as they are, and as they become."""

from collections.abc import Iterator

import pytest

from soleus_timer.domain.settings import Settings
from tests.accessibility.accessible import State
from tests.accessibility.desktop import Desktop
from tests.accessibility.patience import wait_for
from tests.accessibility.screen_reader import ScreenReader, reading

pytestmark = pytest.mark.x11


@pytest.fixture(scope="module")
def home(reading_desktop: Desktop) -> Iterator[ScreenReader]:
    with reading(reading_desktop) as reader:
        reader.find("push button", "Settings")
        yield reader


@pytest.fixture
def settings(home: ScreenReader) -> Iterator[ScreenReader]:
    home.press("Settings")
    home.find("push button", "All back to default")
    yield home
    home.press("Home")


def test_numbers_tell_their_value_and_unit(home: ScreenReader) -> None:
    rest = home.find("spin box", "Rest")
    assert (rest.value, rest.text) == (60, "60 s")
    rest.do("Increase")
    wait_for(lambda: rest.text == "65 s", "5 seconds more of rest")


def test_a_combo_box_tells_what_for_and_what_is_chosen(home: ScreenReader) -> None:
    assert home.find("combo box", "Ending").name == "Lead me, hands-free"
    assert home.find("combo box", "Unit").name == "feet"


def test_a_check_box_tells_whether_it_is_checked(settings: ScreenReader) -> None:
    box = settings.find("check box", "Say halfway")
    before = State.CHECKED in box.states
    assert before is Settings().halfway
    box.do("Toggle")
    wait_for(lambda: (State.CHECKED in box.states) is not before, "the other state")


def test_a_slider_tells_how_loud(settings: ScreenReader) -> None:
    volume = settings.find("slider", "Volume")
    assert volume.value == Settings().volume
    volume.do("Decrease")
    wait_for(lambda: volume.value < Settings().volume, "less")


def test_the_keys_can_be_read(home: ScreenReader) -> None:
    home.press("Keys")
    close = home.find("push button", "Close")
    home.find("dialog", "Keys")
    assert home.focused() == close
    assert {"Space", "Sound off and on"} <= home.names("label")
    home.press_key("Escape")
    home.find("push button", "Settings")
