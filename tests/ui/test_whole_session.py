"""The whole program in a process of its own, on a real X server: from Start to the summary."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from soleus_timer.storage.history.repository import History
from soleus_timer.ui.pages.today.hero import Welcome
from soleus_timer.ui.window import MainWindow

DRIVER = """
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from soleus_timer.app import build, window_command
from soleus_timer.domain.session.events import SessionFinished

build_program = window_command._build_program


def press_start(window):
    [start] = [
        button for button in window.findChildren(QPushButton)
        if button.accessibleName() == "Start" and button.isVisible()
    ]
    QTest.mouseClick(start, Qt.MouseButton.LeftButton)


def build_and_watch(options, first, instance, window, start):
    press_start(window)  # a person who does not wait for the second frame
    welcome = window.centralWidget()
    made = build_program(options, first, instance, window, welcome.start_pressed)

    def hear(dispatch):
        if isinstance(dispatch.events[-1], SessionFinished):
            print(made.navigation.summary.title.text(), QApplication.platformName())
            QTimer.singleShot(0, window.close)

    made.runner.happened.connect(hear)
    return made


window_command._build_program = build_and_watch
data, log, speed = sys.argv[1:]
options = build.Options(Path(data), float(speed), Path(log))
sys.exit(window_command.open_window(options, None))
"""


@pytest.mark.x11
def test_from_start_to_summary_in_a_real_window(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", DRIVER, str(tmp_path), str(log), "60"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "xcb", "PULSE_SERVER": "unix:/nowhere"},
    )
    assert (done.returncode, done.stdout) == (0, "Well done xcb\n"), done.stderr
    assert "Traceback" not in done.stderr
    records = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    kinds = [record["kind"] for record in records if record["event"] == "step_started"]
    assert kinds == ["prepare", "work", "rest", "work", "rest", "work"]
    assert records[-1]["event"] == "session_finished"
    assert records[-1]["due"] == 229
    assert all(record["late_ms"] >= 0 for record in records)
    assert (tmp_path / "window.ini").exists()
    assert len(list((tmp_path / "journals" / "kept").iterdir())) == 1
    history = History(tmp_path / "history")
    assert [line.in_full for line in history.sessions()] == [True]
    history.close()


@pytest.mark.x11
def test_the_first_frame_can_already_be_pressed(qtbot: QtBot, tmp_path: Path) -> None:
    welcome = Welcome("Tip toe walking", "Slow steps on tip toe, down and back.")
    window = MainWindow(welcome, tmp_path / "window.ini")
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.first_painted):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    start = QApplication.focusWidget()
    assert isinstance(start, QPushButton)
    assert start.accessibleName() == "Start"
    # The release may come when the Today page is there already.
    qtbot.keyPress(start, Qt.Key.Key_Space)
    assert welcome.start_pressed
