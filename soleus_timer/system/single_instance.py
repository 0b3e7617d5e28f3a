"""One window on one data folder: a second start asks the first to come to the front."""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_SECONDS = 5.0
"""So long a second start waits for the first, which may be starting itself."""

LONGEST_REQUEST = 8192
_ANSWER = b"ok\n"
_TRY_EVERY_MS = 100


class Lock(Protocol):
    """What one program at a time holds; a program that dies holds nothing."""

    def acquire(self) -> bool:
        """Return whether nobody else holds it; harmless when it is ours."""

    def release(self) -> None:
        """Let somebody else have it; harmless when it is not ours."""


class SingleInstance(QObject):
    """The first program on a data folder, or one that finds it there.

    `asked` carries the workout that a second start was to open, or None for the window alone.
    """

    asked = Signal(object)

    def __init__(self, data_folder: Path, lock: Lock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = data_folder
        self._lock = lock
        self._server: QLocalServer | None = None

    def acquire(self) -> bool:
        """Return whether this is the first; it needs no event loop and takes no time."""
        return self._lock.acquire()

    def listen(self) -> bool:
        """Let second starts find this one from now on; return whether they can."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - nobody waits for a second start

        name = _server_name(self._folder)
        # Ours is the lock: whoever left this behind is dead.
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)
        return self._server.listen(name)

    def close(self) -> None:
        """Be the first no longer."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.release()

    def hand_over(self, workout: str | None, patience: float = PATIENCE_SECONDS) -> bool:
        """Ask the first to come to the front, and to open `workout`; return whether it will."""
        import json  # noqa: PLC0415 - only a second start needs it

        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - as above

        request = json.dumps({"workout": workout}).encode() + b"\n"
        end = time.monotonic() + patience
        while True:
            socket = QLocalSocket()
            socket.connectToServer(_server_name(self._folder))
            if socket.waitForConnected(_TRY_EVERY_MS) and _ask(socket, request, end):
                return True
            if time.monotonic() > end:
                return False
            time.sleep(_TRY_EVERY_MS / 1000)

    def _meet(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(socket.deleteLater)
            # Who says nothing is shown out.
            QTimer.singleShot(int(PATIENCE_SECONDS * 1000), socket, socket.abort)

    def _hear(self, socket: "QLocalSocket") -> None:
        if socket.bytesAvailable() > LONGEST_REQUEST:
            socket.abort()
            return
        if not socket.canReadLine():
            return
        workout = _workout_in(bytes(socket.readLine().data()))
        if workout is _NO_REQUEST:
            socket.abort()
            return
        socket.write(_ANSWER)
        socket.flush()
        socket.disconnectFromServer()
        self.asked.emit(workout)


_NO_REQUEST = object()


def _workout_in(line: bytes) -> object:
    """Return the name of a workout, None where none is named, `_NO_REQUEST` where none is asked."""
    import json  # noqa: PLC0415 - only a second start needs it

    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        return _NO_REQUEST
    workout = request.get("workout", _NO_REQUEST) if isinstance(request, dict) else _NO_REQUEST
    return workout if workout is None or isinstance(workout, str) else _NO_REQUEST


def _ask(socket: "QLocalSocket", request: bytes, end: float) -> bool:
    """Send a request; return whether it was answered before `end` (`time.monotonic`)."""
    socket.write(request)
    answer = b""
    while not answer.endswith(b"\n"):
        left = int(1000 * (end - time.monotonic()))
        if left <= 0 or not socket.waitForReadyRead(left):
            break
        answer += socket.readAll().data()
    return answer == _ANSWER


def _server_name(folder: Path) -> str:
    """Return where the first program on a data folder listens, the same however that is written."""
    from hashlib import sha256  # noqa: PLC0415 - takes a while, and the first frame does without

    real = os.path.normcase(os.path.realpath(folder))
    name = f"soleus-timer-{sha256(os.fsencode(real)).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    # Elsewhere it lies in the folder for temporary files, which all may share.
    return str(Path(runtime, name)) if Path(runtime).is_absolute() else f"{name}-{os.getuid()}"
