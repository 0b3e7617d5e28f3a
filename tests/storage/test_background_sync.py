"""What is made safe in the background: nothing is left behind, and nobody waits for a slow disk."""

import errno
import os
import threading
from pathlib import Path

import pytest

from soleus_timer.storage.journal_file import BackgroundSync
from tests.conftest import Failures


@pytest.fixture
def descriptor(tmp_path: Path) -> int:
    return os.open(tmp_path / "file", os.O_WRONLY | os.O_CREAT)


def test_the_thread_ends_when_there_is_nothing_left_to_do(descriptor: int) -> None:
    before = threading.active_count()
    syncs: list[int] = []
    syncing = BackgroundSync(syncs.append)
    for _ in range(5):
        syncing.ask(descriptor)
        syncing.finish(60)
        assert threading.active_count() == before
    assert len(syncs) == 5
    for twin in syncs:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(twin)
    os.close(descriptor)


def test_a_slow_disk_makes_safe_the_last_of_what_was_asked(descriptor: int) -> None:
    free, busy = threading.Event(), threading.Event()
    threads: list[threading.Thread] = []

    def sync(_twin: int) -> None:
        threads.append(threading.current_thread())
        busy.set()
        free.wait(60)

    syncing = BackgroundSync(sync)
    syncing.ask(descriptor)
    busy.wait(60)
    for _ in range(3):
        syncing.ask(descriptor)
    syncing.finish(0)  # does not wait
    free.set()
    syncing.finish(60)
    assert len(threads) == 2, "the first, and the newest of those that came meanwhile"
    assert threading.main_thread() not in threads
    os.close(descriptor)


def test_what_nobody_foresaw_is_logged_and_the_next_file_is_made_safe(
    tmp_path: Path, failures: Failures
) -> None:
    done: list[int] = []

    def sync(descriptor: int) -> None:
        done.append(descriptor)
        if len(done) == 1:
            raise ValueError

    syncing = BackgroundSync(sync)
    descriptor = os.open(tmp_path / "file", os.O_CREAT | os.O_RDWR)
    for _ in range(2):
        syncing.ask(descriptor)
        syncing.finish(30)
    os.close(descriptor)
    assert len(done) == 2
    error = syncing.error()
    assert error is not None
    assert error.errno == errno.EIO
    assert "journal failed: ValueError" in failures.text
