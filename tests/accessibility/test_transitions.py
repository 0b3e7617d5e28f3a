"""A whole session as one hears it who does not see the window."""

import pytest

from tests.accessibility.desktop import Desktop
from tests.accessibility.screen_reader import reading

pytestmark = pytest.mark.x11

TRANSITIONS = [
    "Get ready: Tip toe walking, 10 feet down and back",
    "Set 1 of 3. Go",
    "Turn around",
    "Back to the start",
    "Rest, 60 seconds",
    "Next: Set 2 of 3, Tip toe walking, 10 feet down and back",
    "Set 2 of 3. Go",
    "Turn around",
    "Back to the start",
    "Rest, 60 seconds",
    "Next: Last set, Tip toe walking, 10 feet down and back",
    "Last set. Go",
    "Turn around",
    "Back to the start",
    "Well done, 3 sets done",
]


def test_every_transition_is_announced_and_the_summary_can_be_read(
    reading_desktop: Desktop,
) -> None:
    with reading(reading_desktop, "--speed", "150") as reader:
        reader.press("Start")
        announced = [reader.next_announced()]
        while announced[-1] != TRANSITIONS[-1]:
            announced.append(reader.next_announced())
        assert [words for words in announced if words in TRANSITIONS] == TRANSITIONS
        reader.find("push button", "Do it again")
        assert reader.shown("Summary") == "Well done"
        assert "3 of 3 sets" in reader.names("panel")
        assert {"Set 1 of 3", "Set 2 of 3", "Set 3 of 3"} <= reader.names("cell")
