"""The terminal as the player needs it, whatever the system, and what comes from its keyboard."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Protocol

from soleus_timer.messages import N_
from soleus_timer.terminal.output import SessionOutput


class Key(StrEnum):
    """A key as the player understands it, or a word from the system."""

    PRIMARY = "primary"
    DONE_OR_SKIP = "done_or_skip"
    BACK = "back"
    REDO = "redo"
    ADD_TIME = "add_time"
    MUTE = "mute"
    SHOW_KEYS = "show_keys"
    QUIT = "quit"
    OTHER = "other"
    INTERRUPT = "interrupt"
    """Ctrl+C."""
    TERMINATE = "terminate"
    """The system asks the program to end."""
    HANG_UP = "hang_up"
    """The terminal is gone."""
    SUSPEND = "suspend"
    """Ctrl+Z."""
    REDRAW = "redraw"
    """The terminal has another size, or comes back."""


KEYS: dict[bytes, Key] = {
    b" ": Key.PRIMARY,
    b"\r": Key.DONE_OR_SKIP,
    b"\n": Key.DONE_OR_SKIP,
    b"\x1bOM": Key.DONE_OR_SKIP,
    b"\x1b[6~": Key.DONE_OR_SKIP,
    b"\x1b[D": Key.BACK,
    b"\x1bOD": Key.BACK,
    b"\x1b[5~": Key.BACK,
    b"r": Key.REDO,
    b"R": Key.REDO,
    b"+": Key.ADD_TIME,
    b"=": Key.ADD_TIME,
    b"m": Key.MUTE,
    b"M": Key.MUTE,
    b"?": Key.SHOW_KEYS,
    b"q": Key.QUIT,
    b"Q": Key.QUIT,
    b"\x03": Key.INTERRUPT,
}
"""What terminals send for a key: a sign, or a sequence that begins with Esc."""

KEY_HELP = (
    (N_("Space"), N_("pause or resume")),
    (N_("Enter, Page Down"), N_("set done; in a rest, skip it")),
    (N_("Left, Page Up"), N_("this step again; in its first 2 seconds, the one before")),
    ("R", N_("do the set once more")),
    ("+", N_("15 seconds more")),
    ("M", N_("bell off and on")),
    (N_("Q, then Q"), N_("stop here")),
    (N_("Ctrl+C"), N_("stop at once")),
)

_ESCAPE = b"\x1b"
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[@-~]|[^\[O])")
_BEGUN = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|O)?$")


class KeyReader:
    """Cuts the bytes of a terminal into keys; a sequence may come in pieces."""

    def __init__(self) -> None:
        self._pending = b""

    @property
    def is_waiting(self) -> bool:
        """Whether the last bytes may be the beginning of a sequence, or Esc by itself."""
        return bool(self._pending)

    def feed(self, data: bytes) -> list[Key]:
        """Return the keys that are complete with `data`."""
        data = self._pending + data
        self._pending = b""
        return list(self._cut(data))

    def give_up(self) -> list[Key]:
        """Return what was begun as a key of its own: nothing more of it came."""
        begun, self._pending = self._pending, b""
        return [Key.OTHER] if begun else []

    def _cut(self, data: bytes) -> Iterator[Key]:
        at = 0
        while at < len(data):
            end = at + 1
            if data.startswith(_ESCAPE, at):
                if _BEGUN.match(data, at):
                    self._pending = data[at:]
                    return
                sequence = _SEQUENCE.match(data, at)
                end = sequence.end() if sequence else end
            yield KEYS.get(data[at:end], Key.OTHER)
            at = end


class Console(AbstractContextManager["Console"], Protocol):
    """Keys in, text out, and a size. It is a context: what it changes is put back at the end."""

    has_keys: bool
    """Whether anybody can press anything."""

    output: SessionOutput
    """Where `write` leads."""

    def wait(self, seconds: float | None) -> Sequence[Key]:
        """Return the keys pressed; wait for one, for `seconds` at most or without end."""

    def write(self, text: str) -> None:
        """Show text at once."""

    def size(self) -> tuple[int, int]:
        """Return columns and lines."""

    def suspend(self) -> None:
        """Let the shell have the terminal until it wants the program back."""


LARGEST_SIZE = 1000
"""No terminal has more columns or lines; COLUMNS and LINES in the environment may say anything."""


def terminal_size() -> tuple[int, int]:
    """Return columns and lines."""
    size = shutil.get_terminal_size()
    return min(size.columns, LARGEST_SIZE), min(size.lines, LARGEST_SIZE)


def is_interactive() -> bool:
    """Return whether a person sits at both ends: one who reads, and presses keys."""
    return all(
        stream is not None and not stream.closed and stream.isatty()
        for stream in (sys.stdin, sys.stdout)
    )


def can_redraw() -> bool:
    """Return whether the terminal can write over what it shows."""
    return is_interactive() and os.environ.get("TERM", "") not in _WITHOUT_CURSOR


_WITHOUT_CURSOR = frozenset({"dumb"} if sys.platform == "win32" else {"", "dumb", "unknown"})


def open_console() -> Console:
    """Return the console of this system; it takes effect when entered."""
    if sys.platform == "win32":
        from soleus_timer.terminal.console_windows import WindowsConsole  # noqa: PLC0415

        return WindowsConsole(has_keys=is_interactive())
    from soleus_timer.terminal.console_posix import PosixConsole  # noqa: PLC0415

    return PosixConsole(has_keys=is_interactive())
