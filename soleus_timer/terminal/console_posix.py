"""A terminal on Linux and macOS, near or over SSH."""

import os
import select
import signal
import sys
import termios
import tty
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from soleus_timer.terminal.console import Key, KeyReader, terminal_size
from soleus_timer.terminal.output import SessionOutput, is_gone

assert sys.platform != "win32"

ESCAPE_SECONDS = 0.05
"""The rest of a key's sequence comes within this time, or it was Esc alone."""

_GONE = 3
"""A terminal that has so many times in a row nothing to read where there was something is gone."""

_SIGNALS: dict[int, Key] = {
    signal.SIGINT: Key.INTERRUPT,
    signal.SIGTERM: Key.TERMINATE,
    signal.SIGHUP: Key.HANG_UP,
    signal.SIGTSTP: Key.SUSPEND,
    signal.SIGCONT: Key.REDRAW,
    signal.SIGWINCH: Key.REDRAW,
}
_ONLY_WITH_KEYS = frozenset({signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH})


class PosixConsole:
    """Reads keys one by one and takes signals as keys, so that none comes at a wrong moment."""

    def __init__(self, *, has_keys: bool) -> None:
        self.has_keys = has_keys
        self._input = sys.stdin.fileno() if has_keys else -1
        self._reader = KeyReader()
        self._mode: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._wake_read = self._wake_write = -1
        self._wake_before = -1
        self._found_nothing = 0
        """How many times in a row there was something to read, and then nothing."""
        self.output = SessionOutput()

    def __enter__(self) -> Self:
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)
        self._wake_before = signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        for number in _SIGNALS:
            if number in _ONLY_WITH_KEYS and not self.has_keys:
                continue
            # Who started us with a signal ignored (nohup, a script's &) wants it so.
            if signal.getsignal(number) != signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, _take_note)
        if self.has_keys:
            self._mode = termios.tcgetattr(self._input)
            self._take_keys()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._restore_mode()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wake_before)
        os.close(self._wake_read)
        os.close(self._wake_write)

    def wait(self, seconds: float | None) -> Sequence[Key]:
        """Return the keys pressed; wait for one, for `seconds` at most or without end."""
        if self.output.is_gone:
            return [Key.HANG_UP]
        if self._reader.is_waiting:
            seconds = ESCAPE_SECONDS if seconds is None else min(seconds, ESCAPE_SECONDS)
        sources = [self._wake_read, *([self._input] if self.has_keys else [])]
        ready, _, _ = select.select(sources, [], [], seconds)
        keys: list[Key] = []
        if self._wake_read in ready:
            keys += [_SIGNALS[number] for number in os.read(self._wake_read, 512)
                     if number in _SIGNALS]  # fmt: skip
        if self._input in ready:
            keys += self._read()
        elif self._reader.is_waiting:
            keys += self._reader.give_up()
        return keys

    def write(self, text: str) -> None:
        """Show text at once; a terminal that has gone away hangs up at the next `wait`."""
        self.output.write(text)

    def size(self) -> tuple[int, int]:
        """Return columns and lines."""
        return terminal_size()

    def suspend(self) -> None:
        """Let the shell have the terminal until it wants the program back."""
        self._restore_mode()
        handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, handler)
        if self._mode is not None:
            self._take_keys()

    def _take_keys(self) -> None:
        """Have each key at once, and let no reading wait.

        Ctrl+C makes the system drop the keys before it, also those that `select` has just found:
        who waited for them then would not hear of Ctrl+C either.
        """
        tty.setcbreak(self._input)
        mode = termios.tcgetattr(self._input)
        mode[6][termios.VMIN] = mode[6][termios.VTIME] = 0
        termios.tcsetattr(self._input, termios.TCSANOW, mode)

    def _read(self) -> Sequence[Key]:
        """Return the keys that are there, or that the terminal is gone."""
        try:
            data = os.read(self._input, 512)
        except OSError as error:
            if not is_gone(error):
                raise
            return [Key.HANG_UP]
        # Nothing to read once is Ctrl+C; again and again it is the end.
        self._found_nothing = 0 if data else self._found_nothing + 1
        return self._reader.feed(data) if self._found_nothing < _GONE else [Key.HANG_UP]

    def _restore_mode(self) -> None:
        # A terminal that has gone away has no mode any more.
        if self._mode is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._input, termios.TCSADRAIN, self._mode)


def _take_note(_number: int, _frame: object) -> None:
    """Do nothing: the signal's number is in the pipe already, and `wait` finds it there."""
