"""The terminal on Linux and macOS, by a pseudo-terminal in this process."""

import errno
import io
import os
import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO, TextIO

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

import pty

from soleus_timer.terminal.console import LARGEST_SIZE, PosixConsole
from soleus_timer.terminal.keys import Key

PATIENCE_SECONDS = 20


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[TextIO]:
    """Return the other end of what the program reads."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        pytest.fail("it waits without end")

    master, slave = pty.openpty()
    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE_SECONDS)
    with os.fdopen(master, "w") as keys, os.fdopen(slave) as read:
        monkeypatch.setattr(sys, "stdin", read)
        yield keys
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def test_keys_that_ctrl_c_dropped_are_not_waited_for(
    keyboard: TextIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PosixConsole(has_keys=True) as console:
        with monkeypatch.context() as patch:
            # As it is where Ctrl+C comes between the question and the reading.
            patch.setattr(select, "select", lambda read, *_others: (read[1:], [], []))
            assert console.wait(None) == []
        os.write(keyboard.fileno(), b" ")
        assert console.wait(None) == [Key.PRIMARY]


def test_a_terminal_that_has_nothing_to_read_again_and_again_is_gone(
    keyboard: TextIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PosixConsole(has_keys=True) as console:
        monkeypatch.setattr(select, "select", lambda read, *_others: (read[1:], [], []))
        answers = [list(console.wait(None)) for _ in range(3)]
    assert answers == [[], [], [Key.HANG_UP]]


class Limited(io.StringIO):
    """An output that fails from a moment on, and takes it all again later."""

    error: OSError | None = None

    def write(self, text: str) -> int:
        if self.error is not None:
            raise self.error
        return super().write(text)

    def fileno(self) -> int:
        return self._null.fileno()

    def __init__(self, null: IO[bytes]) -> None:
        super().__init__()
        self._null = null


@pytest.fixture
def null() -> Iterator[IO[bytes]]:
    with Path(os.devnull).open("wb") as null:
        yield null


def test_what_a_full_disk_cannot_take_is_left_out_and_the_session_goes_on(
    null: IO[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    output = Limited(null)
    monkeypatch.setattr(sys, "stdout", output)
    with PosixConsole(has_keys=False) as console:
        console.write("a")
        output.error = OSError(errno.ENOSPC, "No space left on device")
        console.write("b")
        assert list(console.wait(0)) == []
        output.error = None
        console.write("c")
    assert output.getvalue() == "ac"
    assert console.output.failure == "No space left on device"


@pytest.mark.parametrize("number", [errno.EPIPE, errno.EIO])
def test_an_output_that_was_closed_hangs_up(
    null: IO[bytes], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    output = Limited(null)
    monkeypatch.setattr(sys, "stdout", output)
    with PosixConsole(has_keys=False) as console:
        output.error = OSError(number, "closed")
        console.write("a")
        assert list(console.wait(0)) == [Key.HANG_UP]
    assert console.output.failure == ""


def test_the_size_that_the_environment_tells_is_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "99999999")
    monkeypatch.setenv("LINES", "40")
    with PosixConsole(has_keys=False) as console:
        assert console.size() == (LARGEST_SIZE, 40)
