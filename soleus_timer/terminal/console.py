"""The terminal that a session is played in: keys in, text out, and a size."""

import os
import shutil
import signal
import sys
import time
from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import Any, Self

from soleus_timer.clock import real_ns
from soleus_timer.domain.units import SECOND
from soleus_timer.terminal.keys import Key, KeyReader
from soleus_timer.terminal.output import SessionOutput, is_gone

if sys.platform == "win32":
    import msvcrt
else:
    import select
    import termios
    import tty

LARGEST_SIZE = 1000
"""No terminal has more columns or lines; COLUMNS and LINES in the environment may say anything."""

_WITHOUT_CURSOR = frozenset({"dumb"} if sys.platform == "win32" else {"", "dumb", "unknown"})


def is_interactive() -> bool:
    """Return whether a person sits at both ends: one who reads, and presses keys."""
    return all(
        stream is not None and not stream.closed and stream.isatty()
        for stream in (sys.stdin, sys.stdout)
    )


def can_redraw() -> bool:
    """Return whether the terminal can write over what it shows."""
    return is_interactive() and os.environ.get("TERM", "") not in _WITHOUT_CURSOR


class Console(AbstractContextManager["Console"]):
    """A terminal, taken when entered; leaving it restores what was changed."""

    def __init__(self, *, has_keys: bool) -> None:
        """Use the standard streams; `has_keys` is whether anybody can press anything."""
        self.has_keys = has_keys
        self.output = SessionOutput()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Restore what was changed."""

    @abstractmethod
    def wait(self, seconds: float | None) -> Sequence[Key]:
        """Return the keys pressed; wait for one, for `seconds` at most or without end."""

    def write(self, text: str) -> None:
        """Show text at once; a terminal that has gone away hangs up at the next `wait`."""
        self.output.write(text)

    def size(self) -> tuple[int, int]:
        """Return columns and lines."""
        size = shutil.get_terminal_size()
        return min(size.columns, LARGEST_SIZE), min(size.lines, LARGEST_SIZE)

    def suspend(self) -> None:
        """Let the shell have the terminal until it wants the program back, where it can."""


if sys.platform == "win32":
    POLL_SECONDS = 0.02
    """The console cannot be waited for, so it is asked this often."""

    _PREFIXES = ("\x00", "\xe0")
    _SPECIAL = {"K": Key.BACK, "I": Key.BACK, "Q": Key.DONE_OR_SKIP}

    class WindowsConsole(Console):
        """Reads keys one by one; Ctrl+C comes as a key, too."""

        def __init__(self, *, has_keys: bool) -> None:
            super().__init__(has_keys=has_keys)
            self._reader = KeyReader()

        def __enter__(self) -> Self:
            if self.has_keys:
                os.system("")  # turns on the sequences that move the cursor
            return self

        def wait(self, seconds: float | None) -> Sequence[Key]:
            """Return the keys pressed; wait for one, for `seconds` at most or without end."""
            if self.output.is_gone:
                return [Key.HANG_UP]
            until = None if seconds is None else real_ns() / SECOND + seconds
            try:
                while not (self.has_keys and msvcrt.kbhit()):
                    remaining = POLL_SECONDS if until is None else until - real_ns() / SECOND
                    if remaining <= 0:
                        return []
                    time.sleep(min(remaining, POLL_SECONDS))
                character = msvcrt.getwch()
                if character in _PREFIXES:
                    return [_SPECIAL.get(msvcrt.getwch(), Key.OTHER)]
                return self._reader.feed(character.encode())
            except KeyboardInterrupt:
                return [Key.INTERRUPT]

else:
    ESCAPE_SECONDS = 0.05
    """The rest of a key's sequence comes within this time, or it was Esc alone."""

    _EMPTY_READS = 3
    """How many empty reads in a row, each of a ready terminal, mean that it is gone."""

    _SIGNALS: dict[int, Key] = {
        signal.SIGINT: Key.INTERRUPT,
        signal.SIGTERM: Key.TERMINATE,
        signal.SIGHUP: Key.HANG_UP,
        signal.SIGTSTP: Key.SUSPEND,
        signal.SIGCONT: Key.REDRAW,
        signal.SIGWINCH: Key.REDRAW,
    }
    _ONLY_WITH_KEYS = frozenset({signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH})

    class PosixConsole(Console):
        """Reads keys one by one and takes signals as keys, so that none comes at a wrong moment."""

        def __init__(self, *, has_keys: bool) -> None:
            super().__init__(has_keys=has_keys)
            self._input = sys.stdin.fileno() if has_keys else -1
            self._reader = KeyReader()
            self._mode: list[Any] | None = None
            self._handlers: dict[int, Any] = {}
            self._wake_read = self._wake_write = self._wake_before = -1
            self._empty_reads = 0

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
                    # Its number is in the pipe already, and `wait` finds it there.
                    self._handlers[number] = signal.signal(number, lambda _number, _frame: None)
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
                numbers = os.read(self._wake_read, 512)
                keys += [_SIGNALS[number] for number in numbers if number in _SIGNALS]
            if self._input in ready:
                keys += self._read()
            elif self._reader.is_waiting:
                keys += self._reader.give_up()
            return keys

        def suspend(self) -> None:
            """Let the shell have the terminal until it wants the program back."""
            self._restore_mode()
            handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, handler)
            if self._mode is not None:
                self._take_keys()

        def _take_keys(self) -> None:
            """Have each key at once, and let no read wait.

            Ctrl+C makes the system drop the keys before it, also those that `select` has just
            found: a read that waited for them would not see Ctrl+C either.
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
            self._empty_reads = 0 if data else self._empty_reads + 1
            return self._reader.feed(data) if self._empty_reads < _EMPTY_READS else [Key.HANG_UP]

        def _restore_mode(self) -> None:
            # A terminal that has gone away has no mode any more.
            if self._mode is not None:
                with suppress(termios.error):
                    termios.tcsetattr(self._input, termios.TCSADRAIN, self._mode)


def open_console() -> Console:
    """Return the console of this system; it takes effect when entered."""
    if sys.platform == "win32":
        return WindowsConsole(has_keys=is_interactive())
    return PosixConsole(has_keys=is_interactive())
