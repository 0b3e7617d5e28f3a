"""An X server of our own, and a client of it that notices each window as it is mapped."""

import os
import select
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

SCREEN = "1400x900x24"
PATIENCE = 20.0
"""Seconds after which what is waited for will not come."""

_CHANGE_WINDOW_ATTRIBUTES = 2
_GET_INPUT_FOCUS = 43
_REPLY = 1
_MAP_NOTIFY = 19
_EVENT_MASK = 1 << 11
_SUBSTRUCTURE_NOTIFY = 1 << 19
_PACKET = 32


@dataclass(frozen=True, slots=True)
class XServer:
    """A running server; `number` is that of its display."""

    number: int
    process: subprocess.Popen[bytes]

    @property
    def display(self) -> str:
        """The name by which programs find it."""
        return f":{self.number}"


@contextmanager
def x_server() -> Iterator[XServer]:
    """Run an Xvfb on a display that is free."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    # When its last client goes it would begin anew, and refuse whoever comes at that moment.
    command.append("-noreset")
    with subprocess.Popen(
        command, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            os.close(writer)
            if not select.select([reader], [], [], PATIENCE)[0]:
                raise TimeoutError("the X server does not start")
            yield XServer(int(os.read(reader, 16)), process)
        finally:
            os.close(reader)
            process.terminate()


class MapWatcher:
    """Tells when a window is mapped on the screen itself: one without a parent of a manager's.

    It speaks the little of X11 that this takes, so that nothing stands between the server and the
    clock.
    """

    def __init__(self, server: XServer) -> None:
        """Begin to watch; what is mapped from now on is noticed."""
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(PATIENCE)
        self._socket.connect(f"/tmp/.X11-unix/X{server.number}")
        root = self._connect()
        self._socket.sendall(
            struct.pack(
                "<BxHIII", _CHANGE_WINDOW_ATTRIBUTES, 4, root, _EVENT_MASK, _SUBSTRUCTURE_NOTIFY
            )
        )
        self.forget()

    def forget(self) -> None:
        """Drop what was mapped until now."""
        self._socket.sendall(struct.pack("<BxH", _GET_INPUT_FOCUS, 1))
        while self._packet()[0] != _REPLY:
            pass

    def wait(self) -> float:
        """Return when the next window was mapped (`time.monotonic`).

        Raises:
            TimeoutError: none was.
        """
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self._packet()[0] & 0x7F == _MAP_NOTIFY:
                return time.monotonic()
        raise TimeoutError("no window was mapped")

    def close(self) -> None:
        """Stop watching."""
        self._socket.close()

    def _connect(self) -> int:
        """Introduce ourselves and return the root window."""
        self._socket.sendall(struct.pack("<cxHHHHxx", b"l", 11, 0, 0, 0))
        accepted, words = struct.unpack("<B5xH", self._read(8))
        answer = self._read(4 * words)
        if not accepted:
            raise ConnectionError(f"the X server refuses: {answer!r}")
        vendor, formats = struct.unpack_from("<16xH3xB", answer)
        place = 32 + -(-vendor // 4) * 4 + 8 * formats
        return int(struct.unpack_from("<I", answer, place)[0])

    def _packet(self) -> bytes:
        packet = self._read(_PACKET)
        if packet[0] == _REPLY:
            self._read(4 * struct.unpack_from("<4xI", packet)[0])
        return packet

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self._socket.recv(size - len(data))
            if not part:
                raise ConnectionError("the X server is gone")
            data += part
        return data
