"""The terminal as the player needs it, whatever the system; and which one there is."""

import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from soleus_timer.terminal.keys import Key
from soleus_timer.terminal.output import SessionOutput


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
