"""Where a second start finds the first on Windows: a named pipe, through Qt's network module.

Elsewhere `unix_door` does the same without that module, which takes 3 MB.
"""

import time
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from soleus_timer.system.door_rules import Rules

TRY_SECONDS = 0.1


class Door(QObject):
    """Listens by a name, and meets each caller by the rules."""

    def __init__(self, name: str, rules: Rules, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._rules = rules
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
            QTimer.singleShot(self._rules.patience_ms, self, partial(self._show_out, caller))

    def _show_out(self, caller: QLocalSocket) -> None:
        if caller in self._callers:
            caller.abort()

    def _forget(self, caller: QLocalSocket) -> None:
        if caller in self._callers:
            self._callers.remove(caller)
            caller.deleteLater()

    def _hear(self, caller: QLocalSocket) -> None:
        if caller.bytesAvailable() > self._rules.longest:
            caller.abort()
            return
        if not caller.canReadLine():
            return
        answer = self._rules.answer(bytes(caller.readLine().data()))
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
