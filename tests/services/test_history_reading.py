"""What is read of journals and history beside the window."""

import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from soleus_timer.domain.history.problems import Notice
from soleus_timer.domain.history.session import LatestDay
from soleus_timer.services import history
from soleus_timer.services.history import HistoryReading
from soleus_timer.storage.history.journals import catching_up
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.journals import Journals
from tests.storage.journaling import Gym


class Desk:
    """A history, and what the window shows of it."""

    def __init__(self, folder: Path, gym: Gym, monkeypatch: pytest.MonkeyPatch) -> None:
        self.threads: list[int] = []
        self.free = threading.Event()
        self.free.set()
        self.shown: list[list[str]] = []
        self.told: list[Notice] = []
        self.file = History(folder)
        self.file.report_to(self.told.append)
        self.reading = HistoryReading(self.file, gym.journals, self._show)
        monkeypatch.setattr(history, "catching_up", self._catch_up)

    def _show(self, days: Mapping[str, LatestDay]) -> None:
        assert threading.current_thread() is threading.main_thread()
        self.shown.append(list(days))

    def _catch_up(self, history: History, journals: Journals) -> Iterator[int]:
        self.threads.append(threading.get_ident())
        assert self.free.wait(60)
        yield 0
        yield from catching_up(history, journals)


@pytest.fixture
def gym(tmp_path: Path) -> Gym:
    return Gym(tmp_path / "journals").start(until=10_000)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gym: Gym, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    made = Desk(tmp_path / "history", gym, monkeypatch)
    yield made
    made.reading.finish(60)
    made.file.close()


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition)


def test_the_journals_are_read_in_a_thread(qtbot: QtBot, desk: Desk) -> None:
    assert not desk.file.sessions()
    desk.reading.read()
    until(qtbot, lambda: bool(desk.shown))
    assert threading.get_ident() not in desk.threads
    assert len(desk.file.sessions()) == 1
    assert len(desk.shown[0]) == 1


def test_what_is_asked_meanwhile_is_done_once_afterwards(qtbot: QtBot, desk: Desk) -> None:
    desk.free.clear()
    for _ in range(4):
        desk.reading.read()
    until(qtbot, lambda: len(desk.threads) == 1)
    desk.free.set()
    until(qtbot, lambda: len(desk.shown) == 2)
    assert len(desk.threads) == 2


def test_the_end_of_the_program_does_not_wait_for_all_journals(qtbot: QtBot, desk: Desk) -> None:
    desk.free.clear()
    desk.reading.read()
    until(qtbot, lambda: len(desk.threads) == 1)
    desk.reading.finish(0)
    desk.free.set()
    desk.reading.finish(60)
    assert not desk.shown
    assert not desk.file.sessions()


def test_its_troubles_are_told_in_the_window(qtbot: QtBot, desk: Desk) -> None:
    desk.file.path.parent.mkdir(parents=True)
    desk.file.path.write_text("Dear diary, " * 200)
    desk.reading.read()
    until(qtbot, lambda: bool(desk.shown))
    assert desk.told
    assert len(desk.file.sessions()) == 1, "from the journal"
