"""One window on one data folder: a second start asks the first to come to the front."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from soleus_timer.system.door_rules import Rules

if TYPE_CHECKING:
    from soleus_timer.system.unix_door import Door

PATIENCE_SECONDS = 5.0
"""So long a second start waits for the first, which may be starting itself."""

LONGEST_REQUEST = 8192
_ANSWER = b"ok\n"
_TRY_EVERY_SECONDS = 0.1


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
        self._door: Door | None = None

    def acquire(self) -> bool:
        """Return whether this is the first; it needs no event loop and takes no time."""
        return self._lock.acquire()

    def listen(self) -> bool:
        """Let second starts find this one from now on; return whether they can."""
        make, _ask = _doors()
        rules = Rules(self._hear, PATIENCE_SECONDS, LONGEST_REQUEST)
        self._door = make(door_name(self._folder), rules, self)
        return self._door.open()

    def close(self) -> None:
        """Be the first no longer."""
        if self._door is not None:
            self._door.close()
            self._door = None
        self._lock.release()

    def hand_over(self, workout: str | None, patience: float = PATIENCE_SECONDS) -> bool:
        """Ask the first to come to the front, and to open `workout`; return whether it will."""
        import json  # noqa: PLC0415 - only a second start needs it

        _make, ask = _doors()
        request = json.dumps({"workout": workout}).encode() + b"\n"
        end = time.monotonic() + patience
        while ask(door_name(self._folder), request, end) != _ANSWER:
            if time.monotonic() > end:
                return False
            time.sleep(_TRY_EVERY_SECONDS)
        return True

    def _hear(self, line: bytes) -> bytes | None:
        """Return what to answer to a line; None to one who asks for nothing that we know."""
        workout = _workout_in(line)
        if workout is _NO_REQUEST:
            return None
        # Told when the answer is on its way, because to open a workout may take a while.
        QTimer.singleShot(0, self, lambda: self.asked.emit(workout))
        return _ANSWER


def _doors() -> "tuple[type[Door], Callable[[str, bytes, float], bytes]]":
    """Return this system's kind of door, and how to ask at one.

    Imported when they are needed, because the window's first frame does without.
    """
    if sys.platform == "win32":
        from soleus_timer.system.pipe_door import Door, ask  # noqa: PLC0415
    else:
        from soleus_timer.system.unix_door import Door, ask  # noqa: PLC0415
    return Door, ask


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


def door_name(folder: Path) -> str:
    """Return where the first program on a data folder listens, the same however that is written."""
    from soleus_timer.core.fingerprint import fingerprint  # noqa: PLC0415 - as above

    real = os.path.normcase(os.path.realpath(folder))
    name = f"soleus-timer-{fingerprint(real)}"
    if sys.platform == "win32":
        return name
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if Path(runtime).is_absolute():
        return str(Path(runtime, name))
    # Elsewhere it lies in the folder for temporary files, which all may share.
    return str(Path(os.environ.get("TMPDIR", "/tmp"), f"{name}-{os.getuid()}"))
