"""The screen stays on while it must, and no longer."""

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from wakepy import global_modes

from soleus_timer import log
from soleus_timer.domain.session.commands import Pause, Resume, Start, Stop
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.wake_lock import LONGEST_PAUSE_SECONDS, StayAwake, WakeLock
from tests.session_rounds import bare_bus
from tests.ui.conftest import WALK, HandClock, entry_of


class MemoryLock:
    def __init__(self) -> None:
        self.held = False

    def hold(self) -> None:
        self.held = True

    def release(self) -> None:
        self.held = False


@pytest.fixture
def runner(qapp: QApplication) -> SessionRunner:
    runner = SessionRunner(HandClock())
    runner.load(entry_of(WALK).timeline(), SessionPreferences())
    return runner


def test_held_from_start_to_end(runner: SessionRunner) -> None:
    lock = MemoryLock()
    StayAwake(runner, lock, runner)
    assert not lock.held
    runner.send(Start())
    assert lock.held
    runner.send(Stop())
    assert not lock.held


def test_a_long_pause_lets_the_screen_sleep(runner: SessionRunner) -> None:
    lock = MemoryLock()
    awake = StayAwake(runner, lock, runner)
    runner.send(Start())
    runner.send(Pause())
    assert lock.held
    assert awake.pause_timer.isActive()
    assert awake.pause_timer.interval() == LONGEST_PAUSE_SECONDS * 1000 == 300_000
    awake.pause_timer.timeout.emit()
    assert not lock.held
    runner.send(Resume())
    assert lock.held
    assert not awake.pause_timer.isActive()


@pytest.mark.parametrize("available", [True, False])
def test_the_lock_says_whether_it_could_be_had(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, available: bool
) -> None:
    if available:
        monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    else:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    lock = WakeLock()
    with qtbot.waitSignal(lock.answered) as answer:
        lock.hold()
    assert answer.args == [available]
    lock.release()
    lock.close()


def test_without_wakepy_the_log_says_so_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wakepy", None)
    noted: list[str] = []
    monkeypatch.setattr(log, "note", noted.append)
    lock = WakeLock()
    with qtbot.assertNotEmitted(lock.answered):
        lock.hold()
        lock.release()
        lock.hold()
        lock.close()
    assert noted == ["wakepy_missing"]


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs a bus of its own")
def test_a_bus_without_a_screensaver_keeps_no_connection(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lock = WakeLock()
    with bare_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        counts = []
        for _ in range(3):
            with qtbot.waitSignal(lock.answered) as answer:
                lock.hold()
            assert answer.args == [False]
            lock.release()
            lock.close()
            counts.append((len(global_modes()), len(list(Path("/proc/self/fd").iterdir()))))
    assert counts[1:] == counts[:1] * 2
    assert counts[0][0] == 0
