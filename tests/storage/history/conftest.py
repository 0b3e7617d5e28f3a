"""A history in a folder of its own, on a clock that the test moves."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from soleus_timer.domain.history.session import StoredSession
from soleus_timer.domain.phrases import english
from soleus_timer.storage.history.repository import History
from tests.domain.history.helpers import BEGIN

NOW = BEGIN + timedelta(days=40)


class Place:
    """The folder, the clock and what the journals hold."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "history.db"
        self.now: datetime = NOW
        self.journals: list[StoredSession] = []
        self._opened: list[History] = []

    def open(self) -> History:
        """Return the history as a program that starts would have it."""
        history = History(self.folder, lambda: self.journals, lambda: self.now)
        self._opened.append(history)
        return history

    def close(self) -> None:
        for history in self._opened:
            history.close()
        self._opened.clear()

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir() if path.is_file())


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def history(place: Place) -> History:
    return place.open()


@pytest.fixture
def told() -> Callable[[History], list[str]]:
    """Return what a history tells, in English."""
    return lambda history: [english(notice) for notice in history.notices]
