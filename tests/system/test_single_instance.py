"""Two real programs on one data folder."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.store.lock import FileLock
from soleus_timer.system.single_instance import LONGEST_REQUEST, SingleInstance, door_name

FIRST = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from soleus_timer.store.lock import FileLock
from soleus_timer.system.single_instance import SingleInstance
application = QCoreApplication([])
folder = Path(sys.argv[1])
instance = SingleInstance(folder, FileLock(folder / "lock"))
instance.asked.connect(lambda workout: print(json.dumps(workout), flush=True))
assert instance.acquire() and instance.listen()
print("ready", flush=True)
application.exec()
"""

SECOND = """
import sys
from pathlib import Path
from soleus_timer.store.lock import FileLock
from soleus_timer.system.single_instance import SingleInstance
folder = Path(sys.argv[1])
instance = SingleInstance(folder, FileLock(folder / "lock"))
assert not instance.acquire()
sys.exit(not instance.hand_over(*[word or None for word in sys.argv[2:]]))
"""


@pytest.fixture(autouse=True)
def _own_runtime_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@contextmanager
def first_program(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", FIRST, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert said_by(program) == "ready"
            yield program
        finally:
            program.kill()


def said_by(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def ask(folder: Path, workout: str) -> int:
    command = [sys.executable, "-c", SECOND, str(folder), workout]
    return subprocess.run(command, timeout=120, check=False).returncode


def instance_of(folder: Path) -> SingleInstance:
    return SingleInstance(folder, FileLock(folder / "lock"))


def test_a_second_start_hands_over_and_a_dead_first_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "déjà vu"
    with first_program(folder) as first:
        assert ask(folder, "calf-tuesday") == 0
        assert json.loads(said_by(first)) == "calf-tuesday"
        assert ask(folder / ".." / folder.name, "") == 0
        assert json.loads(said_by(first)) is None
        first.kill()  # it leaves its lock and its socket behind
        first.wait()
    with first_program(folder) as first:
        assert ask(folder, "w" * 5000) == 0
        assert json.loads(said_by(first)) == "w" * 5000


def test_two_folders_are_two_programs(tmp_path: Path) -> None:
    with first_program(tmp_path / "one"), first_program(tmp_path / "two"):
        pass


def test_a_first_that_does_not_answer(tmp_path: Path, qapp: QApplication) -> None:
    first, second = instance_of(tmp_path), instance_of(tmp_path)
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    assert not second.hand_over(None, patience=0)
    first.close()
    assert second.acquire()
    second.close()


@pytest.mark.skipif(sys.platform == "win32", reason="folders there are closed otherwise")
def test_a_folder_that_cannot_be_written_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert instance_of(tmp_path / "file").acquire()


@pytest.mark.parametrize(
    "request_",
    [
        b"\n",
        b"what?\n",
        b"[]\n",
        b'{"workout": 3}\n',
        b"{}\n",
        b"[" * 5000 + b"\n",
        b"x" * (LONGEST_REQUEST + 1),
    ],
    ids=["nothing", "words", "list", "number", "empty", "nested", "long"],
)
def test_a_stranger_is_shown_out(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, request_: bytes
) -> None:
    first = instance_of(tmp_path)
    assert first.acquire()
    assert first.listen()
    told: list[object] = []
    first.asked.connect(told.append)
    stranger = QLocalSocket()
    stranger.connectToServer(door_name(tmp_path))
    assert stranger.waitForConnected()
    stranger.write(request_)
    unconnected = QLocalSocket.LocalSocketState.UnconnectedState
    qtbot.waitUntil(lambda: stranger.state() == unconnected)
    assert told == []
    first.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names its pipes otherwise")
def test_without_a_runtime_folder_the_name_is_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert door_name(tmp_path).endswith(f"-{os.getuid()}")


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files, in a session that has no folder of its own."""
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names its pipes otherwise")
def test_without_a_runtime_folder_the_door_is_in_a_folder_of_our_own(
    tmp_path: Path, shared: Path
) -> None:
    door = Path(door_name(tmp_path))
    assert door.parent == shared / f"soleus-timer-{os.getuid()}"
    assert door.parent.stat().st_mode & 0o777 == 0o700


def link(folder: Path) -> None:
    (folder.parent / "theirs").mkdir(0o700)
    folder.symlink_to(folder.parent / "theirs")


def open_folder(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)


def foreign_folder(folder: Path) -> None:
    folder.mkdir(0o700)
    os.chown(folder, 65534, 65534)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names its pipes otherwise")
@pytest.mark.parametrize("squat", [link, open_folder, Path.touch, foreign_folder])
def test_what_somebody_else_prepared_is_not_used(
    tmp_path: Path, shared: Path, squat: Callable[[Path], None]
) -> None:
    if squat is foreign_folder and os.geteuid() != 0:
        pytest.skip("only root can make a folder that is somebody else's")
    squat(shared / f"soleus-timer-{os.getuid()}")
    folder = tmp_path / "data"
    folder.mkdir(0o700)
    assert Path(door_name(folder)).parent == folder
    with first_program(folder) as first:
        assert ask(folder, "calf-tuesday") == 0
        assert json.loads(said_by(first)) == "calf-tuesday"
    assert [path.name for path in shared.iterdir() if path.is_socket()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names its pipes otherwise")
def test_a_program_of_another_session_is_found(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    with first_program(folder) as first:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        assert ask(folder, "calf-tuesday") == 0
        assert json.loads(said_by(first)) == "calf-tuesday"
