"""Two real programs on one data folder."""

import json
import os
import random
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.services import instance as instance_module
from soleus_timer.services.instance import (
    LONGEST_REQUEST,
    MOST_CONNECTIONS,
    SingleInstance,
    addresses,
)
from soleus_timer.storage.data_folder import DataFolder

FIRST = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from soleus_timer.storage.data_folder import DataFolder
from soleus_timer.services.instance import SingleInstance
application = QCoreApplication([])
folder = Path(sys.argv[1])
instance = SingleInstance(DataFolder(folder))
instance.asked.connect(lambda workout: print(json.dumps(workout), flush=True))
assert instance.acquire() and instance.listen()
print("ready", flush=True)
application.exec()
"""

SECOND = """
import sys
from pathlib import Path
from soleus_timer.storage.data_folder import DataFolder
from soleus_timer.services.instance import SingleInstance
folder = Path(sys.argv[1])
instance = SingleInstance(DataFolder(folder))
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


def address_of(folder: Path) -> str:
    return next(addresses(folder, make=True))


def instance_of(folder: Path) -> SingleInstance:
    return SingleInstance(DataFolder(folder))


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
    assert not second.hand_over(None, timeout=0)
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
        b'{"workout": "' + b"x" * 100_000 + b'"}\n',
    ],
    ids=["nothing", "words", "list", "number", "empty", "nested", "long", "long line"],
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
    stranger.connectToServer(address_of(tmp_path))
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
    assert address_of(tmp_path).endswith(f"-{os.getuid()}")


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
    door = Path(address_of(tmp_path))
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
    assert Path(address_of(folder)).parent == folder
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


pytest_unix = pytest.mark.skipif(sys.platform == "win32", reason="Python has no such sockets there")


@pytest.fixture
def first(tmp_path: Path, qapp: QApplication) -> Iterator[SingleInstance]:
    instance = instance_of(tmp_path)
    assert instance.acquire()
    assert instance.listen()
    yield instance
    instance.close()


def connected(folder: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.setblocking(False)
    connection.connect(address_of(folder))
    return connection


def is_closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(64) == b""
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True


@pytest_unix
def test_only_its_owner_can_connect_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with first_program(tmp_path):
        address = Path(address_of(tmp_path))
        assert address.is_socket()
        assert not address.stat().st_mode & 0o077
        assert not address.parent.stat().st_mode & 0o077
    one = instance_of(tmp_path)
    assert one.acquire()
    assert one.listen()
    one.close()
    assert not address.exists()


@pytest_unix
def test_who_sends_nothing_is_closed(
    tmp_path: Path, first: SingleInstance, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance_module, "SILENT_MS", 10)
    with connected(tmp_path) as silent:
        qtbot.waitUntil(lambda: is_closed(silent))


@pytest_unix
def test_a_request_may_come_in_pieces(tmp_path: Path, first: SingleInstance, qtbot: QtBot) -> None:
    with connected(tmp_path) as slow, qtbot.waitSignal(first.asked) as asked:
        slow.sendall(b'{"workout": "calf')
        qtbot.wait(1)
        slow.sendall(b'-tuesday"}\n')
    assert asked.args == ["calf-tuesday"]


@pytest_unix
def test_many_silent_connections_keep_nobody_out(
    tmp_path: Path, first: SingleInstance, qtbot: QtBot
) -> None:
    silent: list[socket.socket] = []
    for _ in range(2 * MOST_CONNECTIONS):
        silent.append(connected(tmp_path))
        qtbot.wait(1)
    assert ask_beside(tmp_path, qtbot) == 0
    assert len(first._connections) <= MOST_CONNECTIONS
    for connection in silent:
        connection.close()


def ask_beside(folder: Path, qtbot: QtBot) -> int:
    """Ask from another program, while the first listens in this one."""
    with subprocess.Popen([sys.executable, "-c", SECOND, str(folder), "calf"]) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
        return second.returncode


def hostile_bytes(chance: random.Random) -> bytes:
    match chance.randrange(5):
        case 0:
            return b""
        case 1:
            return chance.randbytes(chance.randrange(1, 200))
        case 2:
            return chance.randbytes(chance.randrange(LONGEST_REQUEST, 4 * LONGEST_REQUEST))
        case 3:
            line = bytearray(b'{"workout": "calf"}\n')
            line[chance.randrange(len(line) - 1)] = chance.randrange(256)
            return bytes(line).replace(b"calf", b"\xff\xfe")
        case _:
            return b"[" * chance.randrange(1, LONGEST_REQUEST) + b"\n"


@pytest_unix
def test_hostile_connections_do_no_harm(
    tmp_path: Path, first: SingleInstance, qtbot: QtBot
) -> None:
    chance = random.Random(13)
    heard: list[object] = []
    first.asked.connect(heard.append)
    still_open: list[socket.socket] = []
    for number in range(300):
        connection = connected(tmp_path)
        with suppress(OSError):  # it may be closed already, or the buffer be full
            connection.sendall(hostile_bytes(chance))
        if chance.random() < 0.2:
            still_open.append(connection)
        else:
            if chance.random() < 0.5:  # closed with a reset
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            connection.close()
        if number % 5 == 0:
            qtbot.wait(1)
    for connection in still_open:
        connection.close()
    assert ask_beside(tmp_path, qtbot) == 0
    qtbot.waitUntil(lambda: heard[-1:] == ["calf"])
    assert all(name is None or isinstance(name, str) for name in heard)
    qtbot.waitUntil(lambda: first._connections == [])
