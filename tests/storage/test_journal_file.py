"""A disk that is full, closed or gone: the session goes on, and nothing written is hurt."""

import errno
import os
import random
import shutil
import threading
from pathlib import Path

import pytest

from soleus_timer.domain.session.commands import Pause, RedoSet, Resume, Skip
from soleus_timer.storage.journal_codec import read_journal
from soleus_timer.storage.journal_file import BackgroundSync
from tests.conftest import Failures
from tests.domain.helpers import lay, timed, workout
from tests.storage.journaling import FailingDisk, Gym


@pytest.fixture
def disk() -> FailingDisk:
    return FailingDisk()


@pytest.fixture
def gym(tmp_path: Path, disk: FailingDisk) -> Gym:
    return Gym(tmp_path / "journals", disk=disk)


def check_it_is_all_there(gym: Gym, path: Path | None = None) -> None:
    restored = read_journal(path or gym.file()).restored()
    assert restored is not None
    assert restored.events == gym.events
    assert restored.session.state == gym.session.state


@pytest.mark.parametrize("room", [1, 25, 31, 32, 33, 200])
def test_a_full_disk(gym: Gym, disk: FailingDisk, room: int) -> None:
    gym.start(until=12)
    before = gym.file().read_bytes()
    disk.room = room
    gym.to(40)
    gym.do(Pause(), 41)
    (problem,) = gym.problems
    assert "No space left" in problem
    assert str(gym.folder) in problem
    assert gym.file().read_bytes().startswith(before)
    restored = read_journal(gym.file()).restored()
    assert restored is not None
    assert restored.events == gym.events[: len(restored.events)]
    disk.room = None
    gym.do(Resume(), 50)
    gym.to(60)
    assert gym.mended == 1
    check_it_is_all_there(gym)
    disk.room = 0
    gym.to(70)
    assert len(gym.problems) == 2


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOENT, errno.EIO])
def test_a_folder_that_cannot_be_written_from_the_start(
    gym: Gym, disk: FailingDisk, number: int
) -> None:
    disk.refused = {"create": number, "replace": number}
    gym.start(until=50)
    assert len(gym.problems) == 1
    assert not gym.folder.exists()
    assert gym.journals.unfinished() is None
    disk.refused = {}
    gym.to(51)
    assert gym.mended == 1
    check_it_is_all_there(gym)


def test_writes_that_take_a_few_bytes_at_once(gym: Gym, disk: FailingDisk) -> None:
    disk.most_at_once = 7
    gym.start(until=60)
    check_it_is_all_there(gym)
    assert gym.problems == []


@pytest.mark.parametrize("what", ["write", "sync"])
def test_a_disk_that_fails_once_is_mended_in_silence(
    gym: Gym, disk: FailingDisk, what: str
) -> None:
    gym.start(until=12)
    disk.refused = {what: errno.EIO}
    gym.to(13)
    disk.refused = {}
    gym.to(20)
    check_it_is_all_there(gym)
    assert gym.problems == []


def test_a_disk_that_is_never_safe(gym: Gym, disk: FailingDisk) -> None:
    gym.start(until=12)
    disk.refused = {"sync": errno.EIO, "replace": errno.EIO}
    gym.to(13)
    assert gym.journal._file is not None
    gym.journal._file._syncing.finish(60)
    gym.to(20)
    (problem,) = gym.problems
    assert "Input/output error" in problem


def test_what_no_disk_makes_safe_is_appended_all_the_same(gym: Gym, disk: FailingDisk) -> None:
    disk.refused = {"sync": errno.EIO, "replace": errno.EIO}
    gym.start(until=12)
    for second in range(20, 220, 20):
        gym.to(second)
        assert gym.journal._file is not None
        gym.journal._file._syncing.finish(60)
        check_it_is_all_there(gym)  # as a kill would leave it
    (problem,) = gym.problems
    assert "Input/output error" in problem
    assert gym.mended == 0
    disk.refused = {}
    gym.to(225)
    assert gym.mended == 1
    check_it_is_all_there(gym)


def test_a_session_is_taken_up_on_a_disk_that_replaces_no_file(gym: Gym, disk: FailingDisk) -> None:
    gym.start(until=122).journal.close()
    path = gym.file()
    path.write_bytes(path.read_bytes()[:-5])
    disk.refused = {"replace": errno.ENOSPC}
    second = Gym(gym.folder, disk=disk)
    second.take_up(at=121)
    second.do(Resume(), 122)
    second.to(150)
    check_it_is_all_there(second)
    assert second.problems == []


def test_a_session_is_taken_up_where_its_journal_cannot_be_opened(
    gym: Gym, disk: FailingDisk
) -> None:
    gym.start(until=122).journal.close()
    disk.refused = {"open": errno.EACCES}
    second = Gym(gym.folder, disk=disk)
    second.take_up(at=122)
    second.do(Resume(), 123)
    second.to(150)
    check_it_is_all_there(second)


@pytest.mark.parametrize("seed", range(5))
def test_a_disk_that_fails_at_random(tmp_path: Path, disk: FailingDisk, seed: int) -> None:
    generator = random.Random(seed)
    gym = Gym(tmp_path / "journals", lay(workout(timed(10, sets=200, rest_seconds=5))), disk)
    disk.most_at_once = generator.choice([1 << 20, 13])
    gym.start()
    for second in range(1, 80):
        disk.room = generator.choice([None, None, 0, generator.randint(1, 200)])
        kinds = generator.sample(
            ("open", "cut", "write", "sync", "replace"), generator.randint(0, 3)
        )
        disk.refused = dict.fromkeys(kinds, errno.EIO)
        if generator.random() < 0.2:
            gym.do(generator.choice([Pause(), RedoSet(), Skip()]), second)
            gym.do(Resume(), second) if gym.session.is_legal(Resume()) else None
        gym.to(second)
        restored = read_journal(gym.file()).restored()
        assert restored is not None
        assert restored.events == gym.events[: len(restored.events)]
    disk.room, disk.refused = None, {}
    gym.to(81)
    check_it_is_all_there(gym)
    assert len(gym.problems) == gym.mended


def test_a_folder_that_goes_away_is_made_again(gym: Gym) -> None:
    gym.start(until=12)
    shutil.rmtree(gym.folder)
    gym.to(20)
    check_it_is_all_there(gym)
    assert gym.problems == []


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    gym = Gym(tmp_path / "journals")
    gym.folder.touch()
    gym.start(until=300)
    assert len(gym.problems) == 1
    assert gym.journals.kept() == []


def test_a_session_that_ends_on_a_full_disk_stays_where_it_was(gym: Gym, disk: FailingDisk) -> None:
    gym.start(until=200)
    disk.room = 0
    gym.to(300)
    assert len(gym.problems) == 1
    (kept,) = gym.journals.kept()
    restored = gym.journals.read(kept).restored()
    assert restored is not None
    assert restored.record().sets_done == 2


@pytest.fixture
def descriptor(tmp_path: Path) -> int:
    return os.open(tmp_path / "file", os.O_WRONLY | os.O_CREAT)


def test_the_thread_ends_when_there_is_nothing_left_to_do(descriptor: int) -> None:
    before = threading.active_count()
    syncs: list[int] = []
    syncing = BackgroundSync(syncs.append)
    for _ in range(5):
        syncing.request(descriptor)
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
    syncing.request(descriptor)
    busy.wait(60)
    for _ in range(3):
        syncing.request(descriptor)
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
        syncing.request(descriptor)
        syncing.finish(30)
    os.close(descriptor)
    assert len(done) == 2
    error = syncing.error()
    assert error is not None
    assert error.errno == errno.EIO
    assert "journal failed: ValueError" in failures.text
