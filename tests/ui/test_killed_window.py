"""The program killed in a set and started again, on a real X server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from soleus_timer.storage.history.repository import History

DRIVER = """
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from soleus_timer.app import build, window_command
from soleus_timer.domain.session.events import LegStarted, SessionFinished
from soleus_timer.domain.session.replay import Offer

build_program = window_command._build_program


def die_in_the_second_set(made):
    def hear(dispatch):
        if any(isinstance(event, LegStarted) and event.step == 3 for event in dispatch.events):
            os.kill(os.getpid(), signal.SIGKILL)

    made.runner.happened.connect(hear)
    made.navigation.today.start.click()


def go_on(made, window):
    offer = made.navigation.today.interrupted
    if offer.isHidden():  # until the journals are read
        QTimer.singleShot(20, window, lambda: go_on(made, window))
        return
    print(offer.message.text())

    def hear(dispatch):
        if isinstance(dispatch.events[-1], SessionFinished):
            print(made.navigation.summary.title.text(), flush=True)
            QTimer.singleShot(0, window.close)

    made.runner.happened.connect(hear)
    QTest.mouseClick(offer.buttons[Offer.RESUME], Qt.MouseButton.LeftButton)


def discard(made, window):
    history = made.history

    def look():
        # In part it is in the history before anybody says what becomes of it.
        lines = history.sessions()
        if not lines:
            QTimer.singleShot(20, window, look)
            return
        print([(line.sets_done, line.partial) for line in lines])
        QTest.mouseClick(
            made.navigation.today.interrupted.buttons[Offer.DISCARD], Qt.MouseButton.LeftButton
        )
        print(history.sessions(), flush=True)
        window.close()

    look()


def build_and_watch(options, first, instance, window, start):
    made = build_program(options, first, instance, window, start)
    if sys.argv[2] == "die":
        die_in_the_second_set(made)
    else:
        act = {"go on": go_on, "discard": discard}[sys.argv[2]]
        QTimer.singleShot(0, window, lambda: act(made, window))
    return made


window_command._build_program = build_and_watch
sys.exit(window_command.open_window(build.Options(Path(sys.argv[1]), 60.0), None))
"""


def run(data: Path, then: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", DRIVER, str(data), then],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "xcb", "PULSE_SERVER": "unix:/nowhere"},
    )


@pytest.mark.x11
def test_the_next_start_offers_what_a_kill_left_and_leads_to_the_end(tmp_path: Path) -> None:
    assert run(tmp_path, "die").returncode == -9
    again = run(tmp_path, "go on")
    assert again.returncode == 0, again.stderr
    assert "Traceback" not in again.stderr
    told, title = again.stdout.splitlines()
    assert told.startswith("Tip toe walking was interrupted: Set 2 of 3, 0:")
    assert title == "Well done"
    journals = tmp_path / "journals"
    assert len(list((journals / "kept").glob("*.jsonl"))) == 1
    assert list(journals.glob("*.jsonl")) == []
    history = History(tmp_path / "history")
    assert [line.sets_done for line in history.sessions()] == [3], "the set before the kill, too"
    history.close()


@pytest.mark.x11
def test_what_is_discarded_is_in_no_history_any_more(tmp_path: Path) -> None:
    assert run(tmp_path, "die").returncode == -9
    again = run(tmp_path, "discard")
    assert again.returncode == 0, again.stderr
    assert "Traceback" not in again.stderr
    assert again.stdout.splitlines() == ["[(1, True)]", "[]"]
    assert list((tmp_path / "journals").glob("**/*.jsonl")) == []
    history = History(tmp_path / "history")
    assert history.sessions() == []
    history.close()
