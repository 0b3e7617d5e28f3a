"""Where a second start finds the first on Windows: a named pipe, through Qt's network module.

Elsewhere `unix_door` does the same without that module, which takes 3 MB.
"""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

TRY_SECONDS = 0.1


class Door(QObject):
    """Takes one line from each caller; `answer` gives what is written back, or None to a stranger.

    Who says nothing for `patience` seconds, or more than `longest` bytes, is shown out.
    """

    def __init__(
        self,
        name: str,
        answer: Callable[[bytes], bytes | None],
        *,
        patience: float,
        longest: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._answer = answer
        self._patience_ms = int(1000 * patience)
        self._longest = longest
        self._callers: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)

    def open(self) -> bool:
        """Begin to listen; return whether that is possible."""
        # Whoever left this behind is dead.
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _meet(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            self._callers.append(caller)
            caller.readyRead.connect(partial(self._hear, caller))
            caller.disconnected.connect(partial(self._forget, caller))
            QTimer.singleShot(self._patience_ms, self, partial(self._show_out, caller))

    def _show_out(self, caller: QLocalSocket) -> None:
        if caller in self._callers:
            caller.abort()

    def _forget(self, caller: QLocalSocket) -> None:
        if caller in self._callers:
            self._callers.remove(caller)
            caller.deleteLater()

    def _hear(self, caller: QLocalSocket) -> None:
        if caller.bytesAvailable() > self._longest:
            caller.abort()
            return
        if not caller.canReadLine():
            return
        answer = self._answer(bytes(caller.readLine().data()))
        if answer is None:
            caller.abort()
            return
        caller.write(answer)
        caller.flush()
        caller.disconnectFromServer()


def ask(name: str, line: bytes, end: float) -> bytes:
    """Write a line to whoever listens, and return the answer: nothing where none comes.

    `end` is when to give up, in seconds of `time.monotonic`.
    """
    caller = QLocalSocket()
    caller.connectToServer(name)
    if not caller.waitForConnected(int(1000 * TRY_SECONDS)):
        return b""
    caller.write(line)
    answer = b""
    while not answer.endswith(b"\n"):
        left = int(1000 * (end - time.monotonic()))
        if left <= 0 or not caller.waitForReadyRead(left):
            break
        answer += caller.readAll().data()
    return answer
