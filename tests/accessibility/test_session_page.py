"""The session page: what it shows under which name, and what its buttons do."""

import re
from collections.abc import Iterator

import pytest

from tests.accessibility.desktop import Desktop
from tests.accessibility.screen_reader import ScreenReader, reading

pytestmark = pytest.mark.x11

FIRST_WORDS = "Get ready: Tip toe walking, 10 feet down and back"

LABELS = {
    "Countdown": r"\d+",
    "Phase": "Ready",
    "Exercise": "Tip toe walking",
    "Set": "Set 1 of 3",
    "Cue": FIRST_WORDS,
    "Next": "Next: Set 1 of 3, Tip toe walking, 10 feet down and back",
    "Remaining": r"3:\d\d left",
}
"""The labels of fixed names, and what each shows in the time to get ready."""

BUTTONS = {"Set done", "Back", "Redo set", "Skip", "+15 s", "Stop"}
"""The buttons of fixed names besides the large one."""


@pytest.fixture(scope="module")
def reader(reading_desktop: Desktop) -> Iterator[ScreenReader]:
    with reading(reading_desktop) as reader:
        yield reader


@pytest.fixture
def begun(reader: ScreenReader) -> Iterator[ScreenReader]:
    """A reader of a session that has just begun."""
    reader.press("Start")
    reader.wait_until_announced(FIRST_WORDS)
    yield reader
    for button in ("Stop", "Stop session", "Home"):
        reader.press(button)


def test_the_fixed_names_say_what_they_show(begun: ScreenReader) -> None:
    shown = {label: begun.shown(label) for label in LABELS}
    for label, text in LABELS.items():
        assert re.fullmatch(text, shown[label]), shown
    assert begun.names("push button") >= BUTTONS


def test_the_large_button_says_what_it_does(begun: ScreenReader) -> None:
    begun.press("Pause")
    begun.wait_until_announced("Paused")
    begun.press("Resume")
    begun.wait_until_announced("Resumed")
    begun.find("push button", "Pause")


def test_stopping_asks_and_begins_with_the_safe_answer(begun: ScreenReader) -> None:
    begun.press("Stop")
    keep = begun.find("push button", "Keep going")
    sheet = begun.find("dialog", "Stop the session?")
    assert sheet.description == "What you did so far is saved."
    begun.wait_until_announced("Paused")
    assert begun.next_announced() == sheet.description
    assert begun.focused() == keep
    assert begun.tab().name == "Stop session"
    assert begun.tab() == keep, "the keyboard stays with the question"
    begun.press("Stop session")
    begun.wait_until_announced("Stopped early")
    assert begun.shown("Summary") == "Stopped early"
    begun.press("Do it again")
