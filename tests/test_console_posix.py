"""The terminal on Linux and macOS, by a pseudo-terminal in this process."""

import os
import select
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import TextIO

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

import pty

from soleus_timer.terminal.console_posix import PosixConsole
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
