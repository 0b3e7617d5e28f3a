"""Where a second start finds the first: both ways, one of which each system takes."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.system import pipe_door, unix_door
from soleus_timer.system.door_rules import Rules

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Python has no such sockets there")

SOON = 5.0


def answer(line: bytes) -> bytes | None:
    return None if line == b"stranger\n" else b"heard " + line


RULES = Rules(answer, patience=SOON, longest=100)


@pytest.fixture
def name(tmp_path: Path) -> str:
    return str(tmp_path / "door")


@pytest.fixture(params=[unix_door, pipe_door], ids=["unix", "pipe"])
def doors(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def door(doors: ModuleType, name: str, qapp: QApplication) -> Iterator[Any]:
    opened = doors.Door(name, RULES)
    assert opened.open()
    yield opened
    opened.close()


ASK = """
import importlib, sys, time
doors = importlib.import_module(sys.argv[1])
line = sys.stdin.buffer.read()
sys.stdout.buffer.write(doors.ask(sys.argv[2], line, time.monotonic() + float(sys.argv[3])))
"""


def ask(doors: ModuleType, name: str, line: bytes, qtbot: QtBot) -> bytes:
    """Ask from another program, while the door hears in this one."""
    command = [sys.executable, "-c", ASK, doors.__name__, name, str(SOON)]

    def run() -> bytes:
        return subprocess.run(command, input=line, stdout=subprocess.PIPE, check=True).stdout

    with ThreadPoolExecutor() as pool:
        asked = pool.submit(run)
        qtbot.waitUntil(asked.done, timeout=30_000)
        return asked.result()


def test_a_line_is_answered(doors: ModuleType, door: object, name: str, qtbot: QtBot) -> None:
    assert ask(doors, name, b"one\n", qtbot) == b"heard one\n"
    assert ask(doors, name, b"two\n", qtbot) == b"heard two\n"


@pytest.mark.parametrize("line", [b"stranger\n", b"x" * 101, b"x" * 100_000 + b"\n"])
def test_strangers_are_shown_out(
    doors: ModuleType, door: object, name: str, qtbot: QtBot, line: bytes
) -> None:
    assert ask(doors, name, line, qtbot) == b""
    assert ask(doors, name, b"one\n", qtbot) == b"heard one\n"


def test_nobody_listens(doors: ModuleType, name: str) -> None:
    assert doors.ask(name, b"one\n", time.monotonic() + SOON) == b""


def test_what_a_dead_one_left_is_no_obstacle(
    doors: ModuleType, name: str, qapp: QApplication, qtbot: QtBot
) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(name)
    left.close()
    opened = doors.Door(name, RULES)
    assert opened.open()
    assert ask(doors, name, b"one\n", qtbot) == b"heard one\n"
    opened.close()
    assert not Path(name).exists()


def test_only_its_owner_can_come_in(door: object, name: str) -> None:
    assert not Path(name).stat().st_mode & 0o077


def test_a_door_where_none_can_be(doors: ModuleType, tmp_path: Path, qapp: QApplication) -> None:
    nowhere = str(tmp_path / "missing" / "door")
    opened = doors.Door(nowhere, RULES)
    assert not opened.open()
    opened.close()


def test_who_says_nothing_is_shown_out(doors: ModuleType, name: str, qtbot: QtBot) -> None:
    opened = doors.Door(name, RULES._replace(patience=0.01))
    assert opened.open()
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(name)
        silent.setblocking(False)

        def is_out() -> bool:
            try:
                return silent.recv(1) == b""
            except BlockingIOError:
                return False

        qtbot.waitUntil(is_out)
    opened.close()
