"""Where a second start finds the first on Linux and macOS: a socket in the file system."""

import os
import socket
import time
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from soleus_timer.system.door_rules import Rules

_MOST_CALLERS = 8


class Door(QObject):
    """Listens by a name, and meets each caller by the rules."""

    def __init__(self, name: str, rules: Rules, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._rules = rules
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.setblocking(False)
        self._bell: QSocketNotifier | None = None

    def open(self) -> bool:
        """Begin to listen; return whether that is possible."""
        try:
            # Whoever left this behind is dead.
            with suppress(FileNotFoundError):
                os.unlink(self._name)  # noqa: PTH108 - the name of a socket
            before = os.umask(0o177)
            try:
                self._socket.bind(self._name)
            finally:
                os.umask(before)
            self._socket.listen(_MOST_CALLERS)
        except OSError:
            return False
        self._bell = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
        self._bell.activated.connect(self._meet)
        return True

    def close(self) -> None:
        """Listen no longer."""
        if self._bell is not None:
            self._bell.setEnabled(False)
            self._bell = None
            with suppress(OSError):
                os.unlink(self._name)  # noqa: PTH108 - as above
        self._socket.close()

    def _meet(self) -> None:
        with suppress(OSError):
            caller, _address = self._socket.accept()
            _Caller(caller, self._rules, self)


class _Caller(QObject):
    """One who calls, until they are answered or shown out."""

    def __init__(self, caller: socket.socket, rules: Rules, parent: QObject) -> None:
        super().__init__(parent)
        caller.setblocking(False)
        self._socket = caller
        self._rules = rules
        self._said = b""
        self._bell = QSocketNotifier(caller.fileno(), QSocketNotifier.Type.Read, self)
        self._bell.activated.connect(self._hear)
        QTimer.singleShot(rules.patience_ms, self, self._show_out)

    def _hear(self) -> None:
        try:
            more = self._socket.recv(self._rules.longest + 1)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        self._said += more
        line, end, _rest = self._said.partition(b"\n")
        if end and len(line) <= self._rules.longest:
            answer = self._rules.answer(line + end)
            if answer is not None:
                with suppress(OSError):
                    self._socket.sendall(answer)
            self._show_out()
        elif not more or len(self._said) > self._rules.longest:
            self._show_out()

    def _show_out(self) -> None:
        self._bell.setEnabled(False)
        self._socket.close()
        self.deleteLater()


def ask(name: str, line: bytes, end: float) -> bytes:
    """Write a line to whoever listens, and return the answer: nothing where none comes.

    `end` is when to give up, in seconds of `time.monotonic`.
    """
    answer = b""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller, suppress(OSError):
        caller.settimeout(max(0.001, end - time.monotonic()))
        caller.connect(name)
        caller.sendall(line)
        while not answer.endswith(b"\n"):
            caller.settimeout(max(0.001, end - time.monotonic()))
            more = caller.recv(64)
            if not more:
                break
            answer += more
    return answer
