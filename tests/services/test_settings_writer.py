"""Settings are written beside the window's thread, the newest of many, and none is lost."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from soleus_timer.domain.settings import Settings
from soleus_timer.services.settings_writer import SettingsWriter
from soleus_timer.storage.settings import SettingsFile
from soleus_timer.ui.audio_signals import SoundDesk
from soleus_timer.ui.pages.settings.page import SettingsPage
from soleus_timer.ui.preferences import Preferences
from tests.conftest import Failures

VOLUMES = [Settings(volume=number) for number in range(60)]


class Slow:
    """A store that takes as long as the test wants, and fails when it wants."""

    def __init__(self) -> None:
        self.notices: tuple[str, ...] = ()
        self.saved: list[Settings] = []
        self.threads: set[int] = set()
        self.free = threading.Event()
        self.free.set()
        self.error: OSError | None = None

    def load(self) -> Settings:
        return Settings()

    def save(self, settings: Settings) -> None:
        self.threads.add(threading.get_ident())
        assert self.free.wait(60)
        if self.error is not None:
            raise self.error
        self.saved.append(settings)


@pytest.fixture
def store() -> Slow:
    return Slow()


@pytest.fixture
def writer(qtbot: QtBot, store: Slow) -> Iterator[SettingsWriter]:
    made = SettingsWriter(store)
    yield made
    # As at the end of the program: objects of Qt must not be left to a thread that still runs.
    store.error = None
    store.free.set()
    made.flush()


def test_of_many_changes_the_newest_is_written_in_a_thread(
    qtbot: QtBot, store: Slow, writer: SettingsWriter
) -> None:
    for settings in VOLUMES:
        writer.save(settings)
    qtbot.waitUntil(lambda: bool(store.saved))
    assert store.saved == VOLUMES[-1:]
    assert threading.get_ident() not in store.threads


def test_what_comes_while_a_write_goes_on_is_written_after_it(
    qtbot: QtBot, store: Slow, writer: SettingsWriter
) -> None:
    store.free.clear()
    writer.save(VOLUMES[1])
    qtbot.waitUntil(lambda: bool(store.threads))
    writer.save(VOLUMES[2])
    writer.save(VOLUMES[3])
    store.free.set()
    qtbot.waitUntil(lambda: len(store.saved) == 2)
    assert store.saved == [VOLUMES[1], VOLUMES[3]]


@pytest.mark.parametrize("is_writing", [False, True])
def test_the_end_of_the_program_loses_nothing(
    qtbot: QtBot, store: Slow, writer: SettingsWriter, is_writing: bool
) -> None:
    if is_writing:
        store.free.clear()
        writer.save(VOLUMES[1])
        qtbot.waitUntil(lambda: bool(store.threads))
    writer.save(VOLUMES[2])
    store.free.set()
    writer.flush()
    assert store.saved[-1] == VOLUMES[2]
    before = list(store.saved)
    writer.flush()
    assert store.saved == before, "once is enough"


def test_a_failure_is_said_and_tried_again(
    qtbot: QtBot, store: Slow, writer: SettingsWriter, failures: Failures
) -> None:
    preferences = Preferences(writer)
    writer.failed.connect(preferences.say_not_kept)
    store.error = OSError(28, "No space left on device", "/data/settings.json")
    with qtbot.waitSignal(preferences.not_kept) as told:
        preferences.change(VOLUMES[5])
    assert told.args == ["/data/settings.json: No space left on device"]
    assert preferences.settings == VOLUMES[5], "it holds for this run"
    assert "settings_not_written: errno 28" in failures.text
    store.error = None
    writer.flush()
    assert store.saved == [VOLUMES[5]]


def test_a_slider_writes_when_it_rests(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    sync = os.fsync

    def note(descriptor: int) -> None:
        synced.append(threading.get_ident())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    file = SettingsFile(tmp_path / "settings.json")
    writer = SettingsWriter(file)
    preferences = Preferences(writer)
    page = SettingsPage(preferences.settings, tmp_path, SoundDesk())
    qtbot.addWidget(page)
    page.changed.connect(preferences.change)
    for _ in range(30):
        QTest.keyClick(page.rows["volume"].field, Qt.Key.Key_Left)
    assert preferences.settings == replace(Settings(), volume=Settings().volume - 30)
    assert not synced
    qtbot.waitUntil(lambda: file.load() == preferences.settings)
    writer.flush()
    assert len(synced) == 1
    assert synced[0] != threading.get_ident()
