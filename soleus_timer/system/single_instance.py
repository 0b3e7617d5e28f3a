"""One window on one data folder: a second start asks the first to come to the front."""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
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

    def take_over(self) -> bool:
        """Hold it where strangers could hold it; return whether we do."""

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

    def take_over(self) -> bool:
        """Be the first where the one who seems to be is a stranger; return whether that is so.

        To be called when `hand_over` found nobody.
        """
        return self._lock.take_over()

    def listen(self) -> bool:
        """Let second starts find this one from now on; return whether they can."""
        make, _ask = _doors()
        rules = Rules(self._hear, PATIENCE_SECONDS, LONGEST_REQUEST)
        for name in door_names(self._folder, make=True):
            self._door = make(name, rules, self)
            if self._door.open():
                return True
            self._door.close()
        return False

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
        while all(ask(name, request, end) != _ANSWER for name in door_names(self._folder)):
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
    """Return where the first program on a data folder listens if it can."""
    return next(door_names(folder, make=True))


def door_names(folder: Path, *, make: bool = False) -> Iterator[str]:
    """Yield where the first program on a data folder may listen, the same however that is written.

    On Linux and macOS that is in a folder that nobody else can write to, so that nobody else can
    listen there. With `make` it is made where it is missing.
    """
    from soleus_timer.core.fingerprint import fingerprint  # noqa: PLC0415 - as above

    real = os.path.normcase(os.path.realpath(folder))
    name = f"soleus-timer-{fingerprint(real)}"
    if sys.platform == "win32":
        yield name
        return
    user = os.getuid()
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if Path(runtime).is_absolute() and _is_private(Path(runtime)):
        yield str(Path(runtime, name))
    # Elsewhere there is only the folder for temporary files, which all may share.
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
