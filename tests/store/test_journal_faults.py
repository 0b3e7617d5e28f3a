"""A disk that is full, closed or gone: the session goes on, and nothing written is hurt."""

import errno
import shutil
from pathlib import Path

import pytest

from soleus_timer.core.commands import Pause, Resume
from soleus_timer.store.journal_reading import read_journal
from tests.store.journaling import FailingDisk, Gym


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
