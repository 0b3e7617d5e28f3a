"""The file that remembers where the window was: private, and never waited for."""

import os
import stat
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from soleus_timer.ui.pages.today.hero import Welcome
from soleus_timer.ui.window import MainWindow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")


def open_and_close(qtbot: QtBot, path: Path, width: int) -> int:
    """Give a window a width and close it; return the width that it opened with."""
    window = MainWindow(Welcome("Walk", "", None), path)
    qtbot.addWidget(window)
    before = window.width()
    window.resize(width, 500)
    assert window.close()
    return before


def test_the_window_comes_back_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    before = os.umask(0)
    try:
        open_and_close(qtbot, path, 700)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_and_close(qtbot, path, 700) == 700


def test_a_pipe_in_its_place_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    os.mkfifo(path)
    open_and_close(qtbot, path, 700)
    assert path.is_fifo()
