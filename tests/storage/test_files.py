"""Files written whole or not at all; a pipe, a socket or a device where one is expected."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from soleus_timer.domain.settings import Settings
from soleus_timer.storage.files import (
    FileLock,
    NotOrdinaryError,
    open_ordinary,
    reading_ordinary,
    write_atomically,
)
from soleus_timer.storage.glance import Glance, glance
from soleus_timer.storage.journals import Journals
from soleus_timer.storage.settings import SettingsFile
from tests.storage.journaling import Wall


def test_the_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file.txt"
    write_atomically(path, "ä\n")
    assert path.read_bytes() == "ä\n".encode()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old", "utf-8")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, "new")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "file.txt", "new")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    target = tmp_path / "target.txt"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_half_a_sign_becomes_a_question_mark(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", "a\ud800b")
    assert (tmp_path / "file").read_text("utf-8") == "a?b"


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")

CHECKOUT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
"""So long a program that waits for the other end of a pipe is given."""


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))


STRANGE: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "socket": make_socket,
    "device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.fixture(params=STRANGE)
def put(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    """Put something that is no file at a path."""
    return STRANGE[request.param]


def test_only_ordinary_files_are_opened(tmp_path: Path, put: Callable[[Path], None]) -> None:
    path = tmp_path / "x"
    put(path)
    for flags in (os.O_RDONLY, os.O_RDWR, os.O_WRONLY | os.O_CREAT):
        with pytest.raises(NotOrdinaryError, match="not an ordinary file"):
            open_ordinary(path, flags)
    with pytest.raises(IsADirectoryError):
        reading_ordinary(tmp_path)
    with pytest.raises(FileNotFoundError):
        reading_ordinary(tmp_path / "none")


def test_settings_fall_back_and_can_be_saved(tmp_path: Path, put: Callable[[Path], None]) -> None:
    path = tmp_path / "settings.json"
    put(path)
    store = SettingsFile(path)
    assert store.load() == Settings()
    (sentence,) = store.notices
    assert sentence == (
        f"The settings in {path} could not be read: this is not an ordinary file. They were set "
        f"aside as settings.broken.json, and the defaults are used."
    )
    store.save(Settings(muted=True))
    assert store.load() == Settings(muted=True)
    put(path.with_name("other.json"))
    SettingsFile(path.with_name("other.json")).save(Settings())
    assert glance((), path.with_name("other.broken.json")) == Glance()


def test_nothing_is_written_in_its_place(tmp_path: Path, put: Callable[[Path], None]) -> None:
    path = tmp_path / "export.json"
    put(path)
    with pytest.raises(OSError, match="not an ordinary file"):
        write_atomically(path, "x")
    assert list(tmp_path.iterdir()) == [path]


def test_a_lock_and_journals(tmp_path: Path, put: Callable[[Path], None]) -> None:
    put(tmp_path / "lock")
    assert FileLock(tmp_path / "lock").acquire()
    journal = tmp_path / "journals" / "20260402T073000Z-abcdef.jsonl"
    journal.parent.mkdir()
    put(journal)
    journals = Journals(journal.parent, Wall())
    assert journals.unfinished() is None
    assert journals.read(journal.stem).damage


NAMES = (
    "settings.json",
    "lock",
    "window.ini",
    "workouts/walk.toml",
    "exercises/tip-toe-walking.toml",
    "figures/tip-toe-walking.toml",
    "journals/20260402T073000Z-abcdef.jsonl",
    "journals/kept/20260402T073000Z-abcdef.jsonl",
    *(f"history/history.db{more}" for more in ("", "-wal", "-shm", "-journal")),
    "history/backups/history-2026-01-01.db",
)


def fill(data: Path, put: Callable[[Path], None]) -> None:
    for name in NAMES:
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path)


@pytest.mark.parametrize(
    "arguments", [["history"], ["list"], ["backup", "copy"], ["import", "pipe"], ["check", "pipe"]]
)
def test_no_command_waits(tmp_path: Path, arguments: list[str]) -> None:
    data = tmp_path / "data"
    fill(data, os.mkfifo)
    os.mkfifo(tmp_path / "pipe")
    done = subprocess.run(
        [sys.executable, "-m", "soleus_timer", *arguments, "--data-dir", str(data)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if "pipe" in arguments else 0)
    assert "not an ordinary file" in done.stdout + done.stderr
