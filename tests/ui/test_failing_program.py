"""The whole program in a process of its own, where the window's pages cannot be made."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from soleus_timer import log

DRIVER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from soleus_timer import cli
from soleus_timer.app import window_run
from soleus_timer.ui import navigation

follow = window_run._Run._follow


def fail(*_):
    raise ZeroDivisionError("Anna")


def follow_and_close(run):
    run._welcome.start_pressed = True  # a person who does not wait for the second frame
    follow(run)
    print(QApplication.platformName(), run.window.centralWidget().title.text())
    [close] = [
        button for button in run.window.findChildren(QPushButton)
        if button.accessibleName() == "Close"
    ]
    QTimer.singleShot(0, close.click)


navigation.TodayPage = fail
window_run._Run._follow = follow_and_close
sys.exit(cli.main(["--data-dir", sys.argv[1]]))
"""


@pytest.mark.x11
def test_a_page_says_that_it_could_not_start_and_ends_the_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", DRIVER, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "xcb", "PULSE_SERVER": "unix:/nowhere"},
    )
    assert (done.returncode, done.stdout) == (1, "xcb Soleus Timer could not start.\n")
    assert "Traceback" not in done.stderr
    text = (tmp_path / "log" / log.FILE).read_text("utf-8")
    assert "start failed: ZeroDivisionError\n  soleus_timer/app/window_run.py:" in text
    assert "Anna" not in text
