"""One window on one data folder: a second start asks the first to come to the front.

Who is first is decided by a lock on a file, which the terminal's `play` asks as well; the requests
of second starts go through a `QLocalServer`. QtNetwork is imported when one is needed (5 ms), since
the window's first frame needs the lock alone.
"""

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from soleus_timer.storage.data_folder import DataFolder
from soleus_timer.storage.files import FileLock

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

HAND_OVER_SECONDS = 5.0
"""How long a second start waits for an answer of the first, which may be starting itself."""

SILENT_MS = 5_000
"""After this time without a request a connection is closed."""

LONGEST_REQUEST = 8192
"""Bytes; a connection that sends more is closed."""

MOST_CONNECTIONS = 32
"""The oldest connection is closed when there are more: descriptors must not run out."""

_ANSWER = b"ok\n"
_TRY_EVERY_SECONDS = 0.1


class SingleInstance(QObject):
    """The first program on a data folder, or one that finds another there.

    `asked` carries the workout that a second start asks for, or None for the window alone.
    """

    asked = Signal(object)

    def __init__(self, data: DataFolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = data.root
        self._lock = FileLock(data.lock)
        self._server: QLocalServer | None = None
        self._connections: list[QLocalSocket] = []

    def acquire(self) -> bool:
        """Return whether this is the first; needs no event loop and does not wait."""
        return self._lock.acquire()

    def take_over(self) -> bool:
        """Become the first where another user may hold the lock; return whether we did.

        Call it when `hand_over` found nobody.
        """
        return self._lock.take_over()

    def listen(self) -> bool:
        """Let second starts find this one from now on; return whether they can."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - see above

        server = QLocalServer(self)
        if sys.platform == "win32":
            server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._accept)
        for address in addresses(self._folder, make=True):
            # We hold the lock, so whoever left a socket here is dead.
            QLocalServer.removeServer(address)
            if server.listen(address):
                if sys.platform != "win32":
                    Path(address).chmod(0o600)
                self._server = server
                return True
        return False

    def close(self) -> None:
        """Be the first no longer."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.release()

    def hand_over(self, workout: str | None, timeout: float = HAND_OVER_SECONDS) -> bool:
        """Ask the first to come to the front, and to open `workout`; return whether it will.

        Waits for its answer for at most `timeout` seconds.
        """
        import json  # noqa: PLC0415 - only a second start needs it

        request = json.dumps({"workout": workout}).encode() + b"\n"
        end = time.monotonic() + timeout
        while all(_ask(address, request, end) != _ANSWER for address in addresses(self._folder)):
            if time.monotonic() > end:
                return False
            time.sleep(_TRY_EVERY_SECONDS)
        return True

    def _accept(self) -> None:
        if self._server is None:
            return
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.setReadBufferSize(LONGEST_REQUEST + 1)
            connection.readyRead.connect(partial(self._read, connection))
            connection.disconnected.connect(partial(self._forget, connection))
            QTimer.singleShot(SILENT_MS, connection, connection.abort)
            self._connections.append(connection)
            if len(self._connections) > MOST_CONNECTIONS:
                self._connections[0].abort()

    def _read(self, connection: "QLocalSocket") -> None:
        """Answer a request; close the connection after it, or if it is none."""
        if not connection.canReadLine():
            if connection.bytesAvailable() > LONGEST_REQUEST:
                connection.abort()
            return
        line = bytes(connection.readLine().data())
        try:
            workout = _workout_in(line)
        except ValueError:
            connection.abort()
            return
        connection.write(_ANSWER)
        connection.flush()
        connection.disconnectFromServer()
        # Only when the answer is on its way: to open a workout may take a while.
        QTimer.singleShot(0, self, lambda: self.asked.emit(workout))

    def _forget(self, connection: "QLocalSocket") -> None:
        if connection in self._connections:
            self._connections.remove(connection)
            connection.deleteLater()


def _ask(address: str, request: bytes, end: float) -> bytes:
    """Send a request to whoever listens; return the answer, empty where none comes.

    `end` is when to give up, in seconds of `time.monotonic`.
    """
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - see above

    connection = QLocalSocket()
    connection.connectToServer(address)
    if not connection.waitForConnected(int(1000 * _TRY_EVERY_SECONDS)):
        return b""
    connection.write(request)
    answer = b""
    while not answer.endswith(b"\n"):
        remaining = int(1000 * (end - time.monotonic()))
        if remaining <= 0 or not connection.waitForReadyRead(remaining):
            break
        answer += connection.readAll().data()
    return answer


def _workout_in(line: bytes) -> str | None:
    """Return the workout that a request names, None if it names none.

    The only request is `{"workout": name or null}`.

    Raises:
        ValueError: it is no request.
    """
    import json  # noqa: PLC0415 - only a second start needs it

    try:
        request = json.loads(line) if len(line) <= LONGEST_REQUEST else None
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    match request:
        case {"workout": None | str() as workout}:
            return workout
        case _:
            raise ValueError("no request")


def addresses(folder: Path, *, make: bool = False) -> Iterator[str]:
    """Yield where the first program on a data folder may listen, the best first.

    On Linux and macOS these are sockets in folders that only this user can enter; with `make` such
    a folder is made where it is missing. On Windows it is the name of a pipe. Two spellings of one
    folder give the same addresses.
    """
    from soleus_timer.domain.texts import fingerprint  # noqa: PLC0415 - as above

    real = os.path.normcase(os.path.realpath(folder))
    name = f"soleus-timer-{fingerprint(real)}"
    if sys.platform == "win32":
        yield name
        return
    user = os.getuid()
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if Path(runtime).is_absolute() and _is_private(Path(runtime)):
        yield str(Path(runtime, name))
    # Elsewhere there is only the folder for temporary files, which all users share.
    own = Path(os.environ.get("TMPDIR", "/tmp"), f"soleus-timer-{user}")
    for place in (own, Path(real)):
        if make:
            with suppress(OSError):
                place.mkdir(0o700)
        if _is_private(place):
            yield str(place / f"{name}-{user}")


def _is_private(folder: Path) -> bool:
    """Return whether a folder is ours and closed to others; a link to one is not."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    is_ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()
    return is_ours and not status.st_mode & 0o077
