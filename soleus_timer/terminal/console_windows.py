"""The console of Windows."""

import msvcrt
import os
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from soleus_timer.clock import real_ns
from soleus_timer.domain.units import SECOND
from soleus_timer.terminal.console import Key, KeyReader, terminal_size
from soleus_timer.terminal.output import SessionOutput

assert sys.platform == "win32"

POLL_SECONDS = 0.02
"""The console cannot be waited for, so it is asked this often."""

_PREFIXES = ("\x00", "\xe0")
_SPECIAL = {"K": Key.BACK, "I": Key.BACK, "Q": Key.DONE_OR_SKIP}


class WindowsConsole:
    """Reads keys one by one; Ctrl+C comes as a key, too."""

    def __init__(self, *, has_keys: bool) -> None:
        self.has_keys = has_keys
        self.output = SessionOutput()
        self._reader = KeyReader()

    def __enter__(self) -> Self:
        if self.has_keys:
            os.system("")  # turns on the sequences that move the cursor
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        pass

    def wait(self, seconds: float | None) -> Sequence[Key]:
        """Return the keys pressed; wait for one, for `seconds` at most or without end."""
        if self.output.is_gone:
            return [Key.HANG_UP]
        until = None if seconds is None else real_ns() / SECOND + seconds
        try:
            while not (self.has_keys and msvcrt.kbhit()):
                left = POLL_SECONDS if until is None else until - real_ns() / SECOND
                if left <= 0:
                    return []
                time.sleep(min(left, POLL_SECONDS))
            sign = msvcrt.getwch()
            if sign in _PREFIXES:
                return [_SPECIAL.get(msvcrt.getwch(), Key.OTHER)]
            return self._reader.feed(sign.encode())
        except KeyboardInterrupt:
            return [Key.INTERRUPT]

    def write(self, text: str) -> None:
        """Show text at once; an output that was closed hangs up at the next `wait`."""
        self.output.write(text)

    def size(self) -> tuple[int, int]:
        """Return columns and lines."""
        return terminal_size()

    def suspend(self) -> None:
        """Do nothing: no key of this system asks for it."""
