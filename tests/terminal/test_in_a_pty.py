"""The real program in a real terminal: keys, Ctrl+C, and the terminal as it was before."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

import fcntl
import pty
import select
import struct
import termios

from tests.chains import kept_sessions

CHECKOUT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60

WORKOUT = """\
name = "Terminal"
prepare_seconds = 3000
[[blocks]]
title = "Rise"
sets = 2
rest_seconds = 2000
dose = { kind = "open" }
"""


class Terminal:
    """A pseudo-terminal with the program in it."""

    def __init__(
        self,
        *arguments: str,
        term: str = "xterm",
        size: tuple[int, int] = (24, 80),
        errors: Path | None = None,
    ) -> None:
        self.said = ""
        self.code: int | None = None
        """Its exit code, once it has ended."""
        self._child, self.master = pty.fork()
        if not self._child:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
            os.chdir(CHECKOUT)
            signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whatever runs the tests ignores
            if errors is not None:
                os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT, 0o600), 2)
            environment = os.environ | {"TERM": term, "PYTHONIOENCODING": "utf-8"}
            command = [sys.executable, "-m", "soleus_timer", "play", *arguments]
            os.execve(sys.executable, command, environment)
        self.mode = termios.tcgetattr(self.master)

    def wait_for(self, text: str) -> None:
        """Read until `text` has been written."""
        until = time.monotonic() + PATIENCE_SECONDS
        while text not in self.said:
            assert self._read(until), f"{text!r} never came; there is {self.said!r}"

    def press(self, keys: bytes) -> None:
        """Send keys; forget what was said before."""
        self.said = ""
        os.write(self.master, keys)

    def end(self) -> int:
        """Read to the end; return the exit code."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self._read(until):
            pass
        assert time.monotonic() < until, f"it does not end; there is {self.said!r}"
        _, status = os.waitpid(self._child, 0)
        self._child = 0
        return os.waitstatus_to_exitcode(status)

    def stop_for(self, seconds: float) -> None:
        """Stop the program for so long; nobody reads what it says meanwhile."""
        os.kill(self._child, signal.SIGSTOP)
        os.waitpid(self._child, os.WUNTRACED)
        threading.Event().wait(seconds)
        os.kill(self._child, signal.SIGCONT)

    def hang_up(self) -> None:
        """Close the terminal under the program."""
        os.close(self.master)
        self.master = -1

    def close(self) -> None:
        if self._child:
            os.kill(self._child, 9)
            _, status = os.waitpid(self._child, 0)
            self._child = 0
            self.code = os.waitstatus_to_exitcode(status)
        if self.master >= 0:
            os.close(self.master)

    def _read(self, until: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], max(0, until - time.monotonic()))
        try:
            data = os.read(self.master, 65536) if ready else b""
        except OSError:  # how Linux says that the other end is closed
            data = b""
        self.said += data.decode("utf-8", "replace")
        return bool(data)


@pytest.fixture
def workout(tmp_path: Path) -> Path:
    path = tmp_path / "workout.toml"
    path.write_text(WORKOUT, "utf-8")
    return path


@pytest.fixture
def terminal(workout: Path, tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(str(workout), "--data-dir", str(tmp_path), "--speed", "100")
    yield made
    made.close()


def test_keys_lead_through_a_session_and_ctrl_c_ends_it(terminal: Terminal) -> None:
    terminal.wait_for("GET READY")
    terminal.press(b"\x1b[6~")  # Page Down
    terminal.wait_for("WORK")
    terminal.press(b"\x1b")  # a key in two pieces
    terminal.press(b"[6~")
    terminal.wait_for("REST")
    terminal.press(b" ")
    terminal.wait_for("PAUSED")
    terminal.press(b"q")
    terminal.wait_for("Stop here?")
    terminal.press(b"x")
    terminal.wait_for("Space resume")
    terminal.press(b"\x03")
    terminal.wait_for("Sets done     1 of 2")
    assert "\x1b[?1049l" in terminal.said
    # Asked of the terminal while the program is ending: its own mode is back by then.
    assert termios.tcgetattr(terminal.master)[3] == terminal.mode[3]
    assert terminal.end() == 130


def test_q_and_q_stop(terminal: Terminal) -> None:
    terminal.wait_for("GET READY")
    terminal.press(b"q")
    terminal.wait_for("Stop here?")
    terminal.press(b"q")
    assert terminal.end() == 0
    assert "Stopped." in terminal.said


def test_a_killed_session_is_offered_by_the_next_program(workout: Path, tmp_path: Path) -> None:
    arguments = (str(workout), "--data-dir", str(tmp_path), "--speed", "100")
    first = Terminal(*arguments)
    first.wait_for("GET READY")
    first.press(b"\r")
    first.wait_for("WORK")
    first.close()  # by signal 9
    second = Terminal(*arguments)
    try:
        second.wait_for("Terminal was interrupted: Set 1 of 2, after")
        second.press(b"r\n")
        second.wait_for("WORK")
        second.press(b"qq")
        assert second.end() == 0
        assert "Sets done     0 of 2" in second.said
    finally:
        second.close()


def test_the_question_is_seen_where_errors_go_elsewhere_and_its_end_starts_nothing(
    workout: Path, tmp_path: Path
) -> None:
    arguments = (str(workout), "--data-dir", str(tmp_path), "--speed", "100")
    first = Terminal(*arguments)
    first.wait_for("GET READY")
    first.close()  # by signal 9
    second = Terminal(*arguments, errors=tmp_path / "errors.txt")
    try:
        second.wait_for("Terminal was interrupted: ")
        second.press(b"\x04")  # the end of input
        assert second.end() == 129
    finally:
        second.close()
    third = Terminal(*arguments)
    try:
        third.wait_for("Terminal was interrupted: ")
    finally:
        third.close()


def test_a_set_waits_that_the_program_stood_still_in(terminal: Terminal) -> None:
    terminal.wait_for("GET READY")
    terminal.press(b"\x1b[6~")
    terminal.wait_for("WORK")
    terminal.stop_for(2.3)
    terminal.wait_for("PAUSED")
    # Nor does it go away with the signal that wakes the program, which asks for a new picture.
    terminal.said = ""
    fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 79, 0, 0))
    terminal.wait_for("Soleus Timer stood still for 0:0")
    terminal.press(b"\x03")
    terminal.wait_for("Sets done     0 of 2")
    assert terminal.end() == 130


def test_a_session_under_way_is_left_alone_and_a_killed_one_is_listed(
    workout: Path, tmp_path: Path
) -> None:
    terminal = Terminal(str(workout), "--data-dir", str(tmp_path), "--speed", "100")
    try:
        terminal.wait_for("GET READY")
        terminal.press(b"\r")
        terminal.wait_for("WORK")
        assert kept_sessions(tmp_path) == []
        terminal.press(b" ")
        terminal.wait_for("PAUSED")
    finally:
        terminal.close()  # by signal 9
    (session,) = kept_sessions(tmp_path)
    assert session.partial
    assert session.record.sets[0].attempts[0].reason == "stopped"


def test_another_size_is_taken_at_once(terminal: Terminal) -> None:
    terminal.wait_for("GET READY")
    terminal.press(b" ")
    terminal.wait_for("PAUSED")
    terminal.said = ""
    fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", 5, 40, 0, 0))
    terminal.wait_for("Paused ")


def test_ctrl_z_gives_the_terminal_away_and_pauses(terminal: Terminal) -> None:
    terminal.wait_for("GET READY")
    terminal.press(b"\x1a")
    # No shell is here to wake the program, so the system does not let it fall asleep.
    terminal.wait_for("PAUSED")
    assert terminal.said.index("\x1b[?1049l") < terminal.said.index("\x1b[?1049h")
    terminal.press(b"\x03")
    assert terminal.end() == 130


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux lets one wait like this")
def test_a_terminal_that_goes_away_ends_the_session(workout: Path, tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    errors = tmp_path / "errors.txt"
    terminal = Terminal(
        str(workout), "--data-dir", str(tmp_path), "--log-events", str(log), errors=errors
    )
    terminal.wait_for("GET READY")
    child = os.pidfd_open(terminal._child)
    terminal.hang_up()
    try:
        assert select.select([child], [], [], PATIENCE_SECONDS)[0], "it does not end"
    finally:
        os.close(child)
        terminal.close()
    assert '"event": "session_finished", "completed": false' in log.read_text("utf-8")
    assert terminal.code == 129
    assert not errors.read_text("utf-8")
    (session,) = kept_sessions(tmp_path)
    assert session.partial


def test_a_terminal_without_a_cursor_gets_lines_and_takes_keys(
    workout: Path, tmp_path: Path
) -> None:
    terminal = Terminal(str(workout), "--data-dir", str(tmp_path), "--mute", term="dumb")
    try:
        terminal.wait_for("Get ready")
        terminal.press(b"\r")
        terminal.wait_for("Work: Rise, Set 1 of 2")
        assert "\x1b" not in terminal.said
        assert "\a" not in terminal.said
        terminal.press(b"\x03")
        assert terminal.end() == 130
    finally:
        terminal.close()
