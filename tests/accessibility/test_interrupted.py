"""A session that its program did not outlive, offered to somebody who hears the window."""

from pathlib import Path

import pytest

from tests.accessibility.desktop import Desktop
from tests.accessibility.screen_reader import reading
from tests.storage.journaling import Gym

pytestmark = pytest.mark.x11

RESUME = "Resume set 2 of 3, 0:14 left"


def test_it_is_announced_and_one_tab_from_start(reading_desktop: Desktop, tmp_path: Path) -> None:
    Gym(tmp_path / "journals").start(until=122).journal.close()
    with reading(reading_desktop, "--data-dir", str(tmp_path)) as reader:
        reader.wait_until_announced("Tip toe walking was interrupted: Set 2 of 3, 0:14 left")
        assert reader.focused() == reader.find("push button", "Start")
        reached = [reader.tab().spoken_name for _ in range(4)]
        assert reached == [RESUME, "Redo the set", "Finish here", "Discard"]
        reader.press(RESUME)
        reader.find("push button", "Pause")
        assert reader.shown("Set") == "Set 2 of 3"
