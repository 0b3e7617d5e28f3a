"""The log of failures: what failed and where in the code, never what people wrote.

A note, or the name of a workout or of a file, may stand in an exception's message. So the log takes
of an exception its type and the places in the code that it came through; see `log_file`. Our own
messages are codes.

Nothing here raises. `logging` is imported, and the log's file made, when there is something to
write: the window's first frame waits for neither.
"""

import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from soleus_timer.log_file import LogFile

FILE = "soleus-timer.log"
CRASHES = "crash.log"
"""What the interpreter writes when a signal such as SIGSEGV ends the program."""

AGAIN_SECONDS = 60.0
"""What fails again at the same place within this time is counted and not written."""

_MOST_PLACES = 500

Show = Callable[[str], None]
"""Shows a person that something failed, by the code of what. It may be called in any thread."""


class Log:
    """The failures of one process, written and shown."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """`clock` gives seconds."""
        self._clock = clock
        self._lock = threading.RLock()
        self._folder: Callable[[], Path] | None = None
        self._file: LogFile | None = None
        self._seen: dict[tuple[str, ...], tuple[float, int]] = {}
        self._show: Show | None = None
        self._unshown: list[str] = []

    def keep_in(self, folder: Callable[[], Path] | None) -> None:
        """Write into the folder that `folder` gives, from now on; with None, write nothing."""
        with self._lock:
            if self._file is not None:
                self._file.close()
            self._file, self._folder = None, folder
            self._seen.clear()
            self._unshown.clear()

    @property
    def folder(self) -> Path | None:
        """The log's folder, which need not exist; None where none was named."""
        return None if self._folder is None else self._folder()

    @property
    def path(self) -> Path | None:
        """The log's file, which need not exist; None where no folder was named."""
        folder = self.folder
        return None if folder is None else folder / FILE

    def show_with(self, show: Show | None) -> None:
        """Show failures with `show` from now on, and those that nobody was shown yet."""
        self._show = show
        if show is not None:
            codes, self._unshown = self._unshown, []
            for code in codes:
                self._notify(code)

    def failed(self, code: str, error: BaseException) -> None:
        """Write that what `code` names failed, the same place at most once a minute; show it."""
        with suppress(Exception):
            # Only now: it imports `logging`.
            from soleus_timer.log_file import describe, place_of  # noqa: PLC0415

            key = (code, type(error).__name__, place_of(error))
            self._write(f"{code} failed", key, lambda: describe(error))
        self._notify(code)

    def note(self, code: str, detail: str = "") -> None:
        """Write a message that is no failure; `detail` must hold no text from outside."""
        with suppress(Exception):
            self._write(code, (code, detail), lambda: detail)

    def crashed(self, where: str) -> None:
        """Write and show that the last run died of a signal, at a place in the code."""
        with suppress(Exception):
            self._write("crash", ("crash", where), lambda: where)
        self._notify("crash")

    def _write(self, what: str, key: tuple[str, ...], detail: Callable[[], str]) -> None:
        """Write a line and its details, unless it is too soon to write it again."""
        from soleus_timer.log_file import LogFile  # noqa: PLC0415 - see above

        with self._lock:
            before = self._repeated(key)
            if before is None:
                return
            if self._file is None:
                self._file = LogFile(self.path)
            again = f" ({before} times since the last line)" if before else ""
            self._file.write(f"{what}{again}: {detail()}")

    def _repeated(self, key: tuple[str, ...]) -> int | None:
        """Return how often this came since it was written; None if it is too soon to write it."""
        now = self._clock()
        written, count = self._seen.get(key, (now - AGAIN_SECONDS, 0))
        if now - written < AGAIN_SECONDS:
            self._seen[key] = (written, count + 1)
            return None
        if len(self._seen) >= _MOST_PLACES:
            self._seen.clear()
        self._seen[key] = (now, 0)
        return count

    def _notify(self, code: str) -> None:
        if self._show is not None:
            with suppress(Exception):
                self._show(code)
        elif code not in self._unshown:
            self._unshown = [*self._unshown, code]


_log = Log()

keep_in = _log.keep_in
show_with = _log.show_with
failed = _log.failed
note = _log.note


def path() -> Path | None:
    """Return the log's file, which need not exist; None where no folder was named."""
    return _log.path


class Guard:
    """Lets a block of code fail alone: its exception goes to the log, and what follows goes on."""

    __slots__ = ("_code", "failed")

    def __init__(self, code: str = "") -> None:
        """`code` names what fails; without one it follows from the place in the code."""
        self._code = code
        self.failed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> bool:
        self.failed = isinstance(error, Exception)
        if error is not None and self.failed:
            _log.failed(self._code or _code_of(error), error)
        return self.failed


@contextmanager
def hooks() -> Iterator[None]:
    """Have every failure that nobody catches logged: in threads, in Qt's slots, and crashes."""
    before = sys.excepthook, sys.unraisablehook
    thread_hook = threading.excepthook
    sys.excepthook, sys.unraisablehook = _uncaught, _unheard
    threading.excepthook = _unheard
    crashes = _watch_for_crashes()
    try:
        yield
    finally:
        sys.excepthook, sys.unraisablehook = before
        threading.excepthook = thread_hook
        if crashes is not None:
            import faulthandler  # noqa: PLC0415

            faulthandler.disable()
            os.close(crashes)


def _uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    """Log what left the main thread, a slot, or a method that Qt called, in whatever thread."""
    if not isinstance(error, Exception):
        sys.__excepthook__(kind, error, traceback)
        return
    _log.failed(_code_of(error), error)
    # The interpreter keeps the last exception, and with it the frames of a paint event whose
    # painter would never end: Qt then paints that widget no more, and may crash.
    for name in ("last_exc", "last_value", "last_traceback"):
        if hasattr(sys, name):
            setattr(sys, name, None)


def _unheard(failure: "threading.ExceptHookArgs | sys.UnraisableHookArgs") -> None:
    """Log what left another thread, or was raised where nothing can catch it."""
    if isinstance(failure.exc_value, Exception):
        _log.failed(_code_of(failure.exc_value), failure.exc_value)


def _code_of(error: BaseException) -> str:
    from soleus_timer.log_file import code_of  # noqa: PLC0415 - only where something failed

    return code_of(error)


def _watch_for_crashes() -> int | None:
    """Let the interpreter write where it was when a signal ends it; return the open file."""
    import faulthandler  # noqa: PLC0415 - built in

    folder = _log.folder
    if folder is None or faulthandler.is_enabled():
        return None
    try:
        make_private(folder)
        crashes = open_private(str(folder / CRASHES), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        if os.fstat(crashes).st_size:
            from soleus_timer.log_file import take_crash  # noqa: PLC0415 - only after a crash

            _log.crashed(take_crash(folder) or "")
    except OSError:
        return None  # where there is no log, a crash is still in the system's own
    faulthandler.enable(crashes)
    return crashes


def make_private(folder: Path) -> None:
    """Make a folder that its owner alone can look into, or make it so.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) != 0o700:
        folder.chmod(0o700)


def open_private(path: str, flags: int) -> int:
    """Open a file that its owner alone can read; `open` takes this as its `opener`.

    Raises:
        OSError: it cannot be opened, or is no ordinary file: a pipe would be waited for.
    """
    extra = (
        getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    )
    descriptor = os.open(path, flags | extra, 0o600)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("not an ordinary file")  # noqa: TRY301
        if os.name == "posix":
            os.fchmod(descriptor, 0o600)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
